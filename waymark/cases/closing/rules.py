"""What stands in the way of closing a case, and what is said first. No waiting message is left in one."""

from collections.abc import Collection
from dataclasses import dataclass

from waymark.cases.closing.terms import LONGEST_TEXT, Point
from waymark.records.refusal import Refused, too_long

READ_FIRST = "A new message waits in this case. Read it into the log first, then close the case."
ALERT_FIRST = "An alert waits in this case. Look at it first, then close the case."
SAY_EACH = "Something is still open. Tick what you know of, or see to it first."


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What is not finished in a case."""

    messages: int = 0
    alerts: int = 0
    errands: int = 0
    unanswered: bool = False
    stopped: bool = False
    doubtful: bool = False


def in_the_way(found: StillOpen) -> list[str]:
    """What has to be done before a case can be closed, in a sentence each."""
    return [
        sentence for sentence, there in ((READ_FIRST, found.messages), (ALERT_FIRST, found.alerts)) if there
    ]


def to_confirm(found: StillOpen) -> dict[Point, str]:
    """What whoever closes the case has to say that they know, in a sentence each."""
    errands = (
        "One errand is not done. It" if found.errands == 1 else f"{found.errands} errands are not done. They"
    )
    each = {
        Point.UNANSWERED: (found.unanswered, "What they wrote last has no answer from us in the log."),
        Point.ERRANDS: (found.errands, f"{errands} will leave every list."),
        Point.STOPPED: (
            found.stopped,
            "Someone else may have seen their mailbox. No way to reach them counts as safe.",
        ),
        Point.DOUBTFUL: (
            found.doubtful,
            "Their wishes for safe contact are not the newest ones. No way to reach them counts as safe.",
        ),
    }
    return {point: sentence for point, (there, sentence) in each.items() if there}


def check_close(found: StillOpen, confirmed: Collection[Point]) -> None:
    """Refuses while something waits to be read, and where something open was not named."""
    for sentence in in_the_way(found):
        raise Refused(sentence)
    if to_confirm(found).keys() - set(confirmed):
        raise Refused(SAY_EACH, field="confirmed")


def may_close(found: StillOpen, confirmed: Collection[Point]) -> bool:
    return not in_the_way(found) and not to_confirm(found).keys() - set(confirmed)


def check_last_words(text: str) -> None:
    """Refuses a text that is too long. It may be empty."""
    if not may_last_words(text):
        raise Refused(too_long(len(text), LONGEST_TEXT), field="text")


def may_last_words(text: str) -> bool:
    return len(text) <= LONGEST_TEXT
