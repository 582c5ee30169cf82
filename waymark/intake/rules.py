"""What may be received, read and answered, and by when. It decides; it stores nothing."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext_noop

from waymark.clocks.days import add_working_days
from waymark.clocks.hours import Week, next_read
from waymark.contact.rules import open_ways
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.terms import Age, Stage
from waymark.records.refusal import Refused, allows
from waymark.staff.knowing import Ties
from waymark.staff.models import Member
from waymark.staff.naming import is_named

ANSWER_WITHIN = 2
"""Working days after the day on which a message is next read."""

NOTHING_SAID = gettext_noop(
    "Please write a message, or give us a way to reach you and say that it is safe. Either is enough."
)
_NEWS = {
    Stage.ERASED: "Erased by the mailbox holder. It may not have been the person who wrote.",
    Stage.STOPPED: "Someone else may have seen this mailbox. Treat every way to reach them as unsafe.",
}
NEWER = (
    "They have written again, or a reply was sent, since you opened this page. "
    "Read it above before you send yours."
)
NOT_FOR_YOU = "This is not for you to read. A colleague has to take it."


def answer_by(content: Content, *, at: datetime, week: Week, holidays: Collection[date]) -> date:
    """The day by which somebody answers: the day it is next read for a child or for danger today, else
    two working days later.

    `at` is in the service's own zone.
    """
    read_at = next_read(at, week, holidays) or at
    if content.today or content.age is not Age.ADULT:
        return read_at.date()
    return add_working_days(read_at.date(), ANSWER_WITHIN, holidays)


def check_receive(asking: Asking) -> None:
    """Refuses a request with neither a message nor a way that they said is safe."""
    wishes = asking.content.wishes
    reachable = wishes is not None and bool(open_ways(wishes))
    if not asking.content.message.strip() and not reachable:
        raise Refused(NOTHING_SAID, field="message")


def may_receive(asking: Asking) -> bool:
    return allows(check_receive, asking)


class NotForReader(Refused):
    """The sender named this reader. The desk shows what a stranger sees, and a colleague takes it."""


class TiedReader(NotForReader):
    """The reader declared that they know somebody who this may be. The desk answers alike."""


def check_read(identity: Identity, by: Member, ties: Ties) -> None:
    """Refuses a reader whom the sender named, by any part of their name, and one who declared that they know
    somebody like this. Better one refusal too many.
    """
    if is_named(by, identity.not_read):
        raise NotForReader(NOT_FOR_YOU)
    if ties.hold(name=identity.call_me, phone=identity.phone, email=identity.email, address=identity.letter):
        raise TiedReader(NOT_FOR_YOU)


def may_read(identity: Identity, by: Member, ties: Ties) -> bool:
    return allows(check_read, identity, by, ties)


def check_view(arrival: Arrival) -> None:
    """Refuses an arrival that holds nothing to read any more."""
    if arrival.stage in _NEWS:
        raise Refused(_NEWS[Stage(arrival.stage)])
    if arrival.identity is None or arrival.content is None:
        raise Refused("There is nothing to read here.")


def may_view(arrival: Arrival) -> bool:
    return allows(check_view, arrival)


def check_shown(shown: str, told: int) -> None:
    """Refuses an answer from a page that showed less than there is to tell: it would end the wait of words
    that nobody has read. What the page does not say counts as less.
    """
    if not may_shown(shown, told):
        raise Refused(NEWER, field="text")


def may_shown(shown: str, told: int) -> bool:
    return shown == str(told)


def check_clear(arrival: Arrival) -> None:
    """Refuses to clear what is not news: a message is answered, taken into a case or set aside."""
    if arrival.stage not in _NEWS:
        raise Refused("This is a message. Answer it, start a case with it, or set it aside.")


def may_clear(arrival: Arrival) -> bool:
    return arrival.stage in _NEWS
