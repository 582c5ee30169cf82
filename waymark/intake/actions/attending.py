"""Taking a message on, leaving it to others, and what is shown only with a record: numbers, code words."""

from datetime import datetime
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.contact.queries import stops_on
from waymark.contact.rules import check_use
from waymark.contact.terms import Channel
from waymark.intake.models import Arrival
from waymark.intake.queries import arrival_held, who_has
from waymark.intake.rules import check_view
from waymark.intake.terms import IntakeTag
from waymark.intake.threads import Thread, identity_for
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.staff.models import Member
from waymark.staff.terms import Permission

ANSWER = Permission.ANSWER_ARRIVALS
TAKEN = "A colleague has this one. Talk to them first."


@atomic_turn
def claim(*, arrival_id: UUID, by: Member, keyring: Keyring) -> Arrival:
    """Says that somebody answers this, so that no two do.

    Refuses what a colleague has, what is gone, and whoever its sender named: they would hold it back.
    Records `intake:arrival:claimed`.
    """
    arrival = arrival_held(by, arrival_id, ANSWER)
    check_view(arrival)
    identity_for(arrival, by=by, keyring=keyring)
    if who_has(arrival) not in {None, by}:
        raise Refused(TAKEN)
    arrival.claimed_by, arrival.needs_other = by, False
    arrival.save(update_fields=["claimed_by", "needs_other"])
    record(Chain.face("desk"), IntakeTag.CLAIMED, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def release(*, arrival_id: UUID, by: Member) -> Arrival:
    """Leaves it to others again. Records `intake:arrival:released`."""
    arrival = arrival_held(by, arrival_id, ANSWER)
    arrival.claimed_by = None
    arrival.save(update_fields=["claimed_by"])
    record(Chain.face("desk"), IntakeTag.RELEASED, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def pass_on(*, arrival_id: UUID, by: Member) -> Arrival:
    """Tells colleagues that somebody must not take this, without saying who.

    Records `intake:arrival:passed-on`.
    """
    arrival = arrival_held(by, arrival_id, ANSWER)
    if who_has(arrival) in {None, by}:
        arrival.claimed_by = None
    arrival.needs_other = arrival.claimed_by is None
    arrival.save(update_fields=["claimed_by", "needs_other"])
    record(Chain.face("desk"), IntakeTag.PASSED_ON, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def show_way(*, thread: Thread, channel: Channel, at: datetime, by: Member) -> str:
    """Gives the number or address, to whoever is about to use it now.

    Refuses when the wishes, a stop or the time forbid it. Records `intake:way:shown`.
    """
    arrival = arrival_held(by, thread.looked.arrival.id, ANSWER)
    check_use(thread.wishes, channel, at=at, stops=stops_on(thread.wishes))
    record(Chain.face("desk"), IntakeTag.WAY_SHOWN, by=by.id, about=arrival.id, note={"channel": channel})
    return thread.wishes.way(channel).value


@atomic_turn
def show_code_words(*, thread: Thread, by: Member) -> tuple[str, str]:
    """Gives the agreed code words, ours and theirs. Records `intake:words:shown`."""
    arrival = arrival_held(by, thread.looked.arrival.id, ANSWER)
    record(Chain.face("desk"), IntakeTag.CODE_WORDS, by=by.id, about=arrival.id)
    return thread.wishes.our_word, thread.wishes.their_word
