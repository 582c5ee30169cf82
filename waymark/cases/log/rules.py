"""What a log takes, and what may be sent out of a case."""

from waymark.cases.people.known import Known
from waymark.records.refusal import Refused

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


def check_write_mailbox(known: Known) -> None:
    """Refuses an answer to somebody without a mailbox."""
    if not may_write_mailbox(known):
        raise Refused(NO_MAILBOX)


def may_write_mailbox(known: Known) -> bool:
    return known.about.mailbox is not None and known.about.answer_to is not None
