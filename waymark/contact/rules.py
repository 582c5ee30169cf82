"""What may be sent, said or rung, and when. Everything unknown is refused; a stop row refuses everything.

`at` is the moment of contact with its zone. `stops` are the ids that a stop row names, from
`queries.stops_on`.
"""

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from waymark.clocks.windows import Window, is_in_window
from waymark.contact.terms import Channel, Day, Part, Safe, Sender, Voicemail
from waymark.contact.wishes import Wishes
from waymark.records.refusal import Refused, allows

HERE = ZoneInfo("Europe/London")
HOURS: dict[Part, tuple[int, int]] = {
    Part.MORNING: (9, 12),
    Part.AFTERNOON: (12, 17),
    Part.EVENING: (17, 20),
}
"""Whole hours of the day in the service's zone, from the first up to, but without, the second."""

STOPPED = (
    "Someone else may have seen their mailbox. Do not ring, text, write or answer. "
    "Wait until they reach us again and agree what is safe now."
)
SWITCHBOARD = (
    "Do not use a number or address from this message. Look up their organisation yourself, ring its "
    "main switchboard and ask for them by name."
)
NOT_THEIR_NUMBER = (
    "This message came from someone else. Do not ring, text or write to a number or address in it: it may be "
    "the person’s own. Answer in the mailbox."
)
NOT_THE_PERSON = (
    "This message came from someone else. It does not allow us to reach the person it is about. "
    "Answer only the sender, and say nothing about the person, not even whether we know them."
)
_NO = {
    Channel.PHONE: "They said that ringing is not safe. Do not ring.",
    Channel.TEXT: "They said that texts are not safe. Do not text.",
    Channel.EMAIL: "They said that e-mail is not safe. Do not e-mail.",
    Channel.LETTER: "They said that letters are not safe. Do not post anything.",
    Channel.MAILBOX: "They said that the mailbox is not safe. Do not answer there.",
}
_UNKNOWN = {
    Channel.PHONE: "We don’t know that ringing is safe. Treat it as not safe until they say so.",
    Channel.TEXT: "We don’t know that texts are safe. Treat them as not safe until they say so.",
    Channel.EMAIL: "We don’t know that e-mail is safe. Treat it as not safe until they say so.",
    Channel.LETTER: "We don’t know that letters are safe. Treat them as not safe until they say so.",
    Channel.MAILBOX: "They have no mailbox that we know of.",
}


def check_ring(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> None:
    """Refuses to ring when stopped, unsafe, unknown, outside the agreed times, or through a
    professional's number.
    """
    _check_channel(wishes, Channel.PHONE, stops)
    check_now(wishes, at=at)


def check_text(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> None:
    _check_channel(wishes, Channel.TEXT, stops)
    check_now(wishes, at=at)


def check_email(wishes: Wishes, *, stops: Collection[UUID]) -> None:
    _check_channel(wishes, Channel.EMAIL, stops)


def check_post(wishes: Wishes, *, stops: Collection[UUID]) -> None:
    _check_channel(wishes, Channel.LETTER, stops)


def check_answer(wishes: Wishes, *, stops: Collection[UUID]) -> None:
    """Refuses an answer to the mailbox. A professional may be answered there: no number of theirs is used."""
    _check_channel(wishes, Channel.MAILBOX, stops)


def check_use(wishes: Wishes, channel: Channel, *, at: datetime, stops: Collection[UUID]) -> None:
    """Refuses a channel by its own rule: a time counts for ringing and texting only."""
    _check_channel(wishes, channel, stops)
    if channel in {Channel.PHONE, Channel.TEXT}:
        check_now(wishes, at=at)


def check_leave_voicemail(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> None:
    check_ring(wishes, at=at, stops=stops)
    if wishes.voicemail is Voicemail.NONE:
        raise Refused("Leave no message. They did not say that a voicemail is safe.")


def check_name_service(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> None:
    """Refuses to say our name in a voicemail."""
    check_leave_voicemail(wishes, at=at, stops=stops)
    if wishes.voicemail is not Voicemail.NAMED:
        raise Refused("Say only your own first name and a plain reason. Do not name the service.")


def check_reach_person(wishes: Wishes) -> None:
    """Refuses contact with the person when somebody else wrote: only the person can say what is safe
    for them.
    """
    if wishes.sender is not Sender.SELF:
        raise Refused(NOT_THE_PERSON)


def may_ring(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> bool:
    return allows(check_ring, wishes, at=at, stops=stops)


def may_text(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> bool:
    return allows(check_text, wishes, at=at, stops=stops)


def may_email(wishes: Wishes, *, stops: Collection[UUID]) -> bool:
    return allows(check_email, wishes, stops=stops)


def may_post(wishes: Wishes, *, stops: Collection[UUID]) -> bool:
    return allows(check_post, wishes, stops=stops)


def may_answer(wishes: Wishes, *, stops: Collection[UUID]) -> bool:
    return allows(check_answer, wishes, stops=stops)


def may_use(wishes: Wishes, channel: Channel, *, at: datetime, stops: Collection[UUID]) -> bool:
    return allows(check_use, wishes, channel, at=at, stops=stops)


def may_leave_voicemail(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> bool:
    return allows(check_leave_voicemail, wishes, at=at, stops=stops)


def may_name_service(wishes: Wishes, *, at: datetime, stops: Collection[UUID]) -> bool:
    return allows(check_name_service, wishes, at=at, stops=stops)


def may_now(wishes: Wishes, *, at: datetime) -> bool:
    return allows(check_now, wishes, at=at)


def may_reach_person(wishes: Wishes) -> bool:
    return allows(check_reach_person, wishes)


def wishes_for_the_person(wishes: Wishes) -> Wishes:
    """The wishes to take into a case about the person: their own, or, when somebody else wrote,
    nothing known.
    """
    return wishes if wishes.sender is Sender.SELF else Wishes(sender=Sender.SELF)


def _check_channel(wishes: Wishes, channel: Channel, stops: Collection[UUID]) -> None:
    if any(each in stops for each in wishes.watches):
        raise Refused(STOPPED)
    if wishes.sender is not Sender.SELF and channel is not Channel.MAILBOX:
        raise Refused(SWITCHBOARD if wishes.sender is Sender.PROFESSIONAL else NOT_THEIR_NUMBER)
    way = wishes.way(channel)
    if way.safe is Safe.NO:
        raise Refused(_NO[channel])
    if way.safe is Safe.UNKNOWN:
        raise Refused(_UNKNOWN[channel])
    if channel is not Channel.MAILBOX and not way.value:
        raise Refused("They did not give a number or address for this.")


def windows_of(wishes: Wishes) -> tuple[Window, ...]:
    """When they said that ringing and texting is safe.

    What they did not say is never: no day or no time, no window.
    """
    if wishes.any_time:
        return (Window(frozenset(range(len(Day))), time(0), time(0)),)
    days = frozenset(index for index, each in enumerate(Day) if each in wishes.days)
    hours = [HOURS[part] for part in wishes.parts] if days else []
    return tuple(Window(days, time(begins), time(ends)) for begins, ends in hours)


def open_ways(wishes: Wishes) -> frozenset[Channel]:
    """The channels that they called safe and that can be used at some time. Pure: no stop is looked at."""
    timed = {Channel.PHONE, Channel.TEXT} if not windows_of(wishes) else set()
    usable = Channel if wishes.sender is Sender.SELF else (Channel.MAILBOX,)
    return frozenset(
        channel
        for channel in usable
        if wishes.way(channel).safe is Safe.YES
        and channel not in timed
        and (channel is Channel.MAILBOX or wishes.way(channel).value.strip())
    )


def check_now(wishes: Wishes, *, at: datetime) -> None:
    """Refuses a moment outside the days and times that they gave; given none, every moment."""
    windows = windows_of(wishes)
    if not windows:
        raise Refused("They did not say which times are safe. Treat every time as not safe until they do.")
    if not is_in_window(at.astimezone(HERE), windows):
        raise Refused("Now is not one of the days and times that they gave. Look at these first.")
