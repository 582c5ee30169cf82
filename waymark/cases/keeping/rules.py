"""When a case is listed and when it is destroyed. Pure: days in, days out. Whatever is unknown keeps it."""

from dataclasses import dataclass
from datetime import date

from waymark.cases.keeping.terms import LISTED_FOR, LONGEST_HOLD, LONGEST_REASON
from waymark.clocks.days import years_after
from waymark.records.refusal import Refused, allows, too_long

SAY_WHY = "Say in a sentence why this case must not be destroyed."
LATER = "Choose a day that is still to come, a year from now at most."


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the rule asks of a case. `closed_on` is None for one that is not closed.

    `mailboxes` are those of it that their holders still keep; `waiting` is what came through them and
    nobody has read.
    """

    closed_on: date | None
    touched_on: date
    held: bool = False
    mailboxes: int = 0
    waiting: int = 0


def destroy_due(kept: Kept, *, years: int) -> date | None:
    """The first day on which its time is over: so many years after it was closed or last touched, if later.

    None: never by rule. It is not closed, or held.
    """
    if kept.closed_on is None or kept.held:
        return None
    return years_after(max(kept.closed_on, kept.touched_on), years)


def destroy_on(kept: Kept, *, years: int, today: date) -> date | None:
    """The day that a list written today says, or None as long as it does not belong there."""
    due = destroy_due(kept, years=years)
    if due is None or today < due - LISTED_FOR:
        return None
    return max(due, today + LISTED_FOR)


def may_destroy(kept: Kept, *, years: int, listed_on: date | None, said: date | None, today: date) -> bool:
    """Whether it is destroyed today. `listed_on` and `said` are its listing's: since when, until when.

    Never while its person still has a mailbox here, or something that they sent is unread.
    """
    due = destroy_due(kept, years=years)
    if due is None or listed_on is None or said is None or kept.mailboxes or kept.waiting:
        return False
    return max(due, said, listed_on + LISTED_FOR) <= today


def check_hold(reason: str, review_on: date, *, today: date) -> None:
    """Refuses a hold without a reason, or one that nobody looks at again within a year."""
    if not reason.strip():
        raise Refused(SAY_WHY, field="text")
    if len(reason) > LONGEST_REASON:
        raise Refused(too_long(len(reason), LONGEST_REASON), field="text")
    if not today < review_on <= years_after(today, LONGEST_HOLD):
        raise Refused(LATER, field="review_on")


def may_hold(reason: str, review_on: date, *, today: date) -> bool:
    return allows(check_hold, reason, review_on, today=today)
