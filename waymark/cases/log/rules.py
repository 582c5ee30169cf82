"""What a log takes, and what may be sent out of a case."""

from waymark.cases.people.known import Known
from waymark.intake.queries import unread_from
from waymark.records.refusal import Refused

NEWER = "Something was added to the log since you opened this page. Read it first, then send your reply."
READ_FIRST = "They have sent something since. Read it into the log first: it may change how to reach them."
NO_MAILBOX = "They have no mailbox. Use a way that they said is safe."


def check_words(text: str, longest: int, *, asked: str = "Please write something first.") -> None:
    """Refuses an empty text, or one that is too long."""
    if not text.strip():
        raise Refused(asked, field="text")
    if len(text) > longest:
        raise Refused(
            f"This is {len(text) - longest:,} characters too long. The most we can take is {longest:,}. "
            f"Nothing is lost.",
            field="text",
        )


def may_words(text: str, longest: int) -> bool:
    return bool(text.strip()) and len(text) <= longest


def check_shown(shown: str, newest: int) -> None:
    """Refuses a reply from a page that did not show the newest entry: somebody may have answered already, and
    whoever pressed twice has. What the page does not say counts as older.
    """
    if not may_shown(shown, newest):
        raise Refused(NEWER, field="text")


def may_shown(shown: str, newest: int) -> bool:
    return shown == str(newest)


def check_all_read(known: Known) -> None:
    """Refuses to reach somebody while something that they sent since is unread."""
    if not may_all_read(known):
        raise Refused(READ_FIRST)


def may_all_read(known: Known) -> bool:
    return known.about.mailbox is None or not unread_from([known.about.mailbox])


def check_write_mailbox(known: Known) -> None:
    """Refuses an answer to somebody without a mailbox."""
    if not may_write_mailbox(known):
        raise Refused(NO_MAILBOX)


def may_write_mailbox(known: Known) -> bool:
    return known.about.mailbox is not None and known.about.answer_to is not None
