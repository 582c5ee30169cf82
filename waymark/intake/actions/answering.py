"""What staff do with an arrival: look, answer, take into a case, set aside, clear news.

Each look is recorded.
"""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.contact.queries import stops_on
from waymark.contact.rules import check_answer
from waymark.documents.binding import move_files
from waymark.intake.models import Arrival, Sent
from waymark.intake.queries import arrival_held
from waymark.intake.reading import (
    Answer,
    Looked,
    arrival_place,
    seal_note,
    unseal_content,
)
from waymark.intake.rules import NEWER, check_clear, check_view
from waymark.intake.terms import IntakeTag, Lane, Stage, lane_of
from waymark.intake.threads import Thread, identity_for, same_mailbox
from waymark.mailbox.actions import reply
from waymark.mailbox.rules import CHANGED
from waymark.records.grants import shred_key
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import SigningKey
from waymark.sealing.labels import Field
from waymark.staff.models import Member
from waymark.staff.queries import holder_of_team
from waymark.staff.terms import Permission

NO_MAILBOX = "They have no mailbox. Use a way that they said is safe."


@atomic_turn
def look(*, arrival_id: UUID, by: Member, keyring: Keyring) -> Looked:
    """Unseals the identity first, and stops there for a reader whom the sender named; then the content.

    Refuses what is not the reader's, what is gone, and a reader whom the sender named.
    Records `intake:arrival:looked`.
    """
    arrival = arrival_held(by, arrival_id, Permission.READ_ARRIVALS)
    check_view(arrival)
    identity = identity_for(arrival, by=by, keyring=keyring)
    content = unseal_content(arrival, shred_key(arrival.island), keyring)
    same_mailbox(arrival).filter(stage=Stage.WAITING).update(stage=Stage.SEEN)
    arrival.refresh_from_db(fields=["stage"])
    record(Chain.face("desk"), IntakeTag.LOOKED, by=by.id, about=arrival.id)
    return Looked(arrival, identity, content)


@atomic_turn
def answer(
    *,
    looked: Looked,
    text: str,
    by: Member,
    signing_key: SigningKey,
    signed_by: str = "",
    thread: Thread | None = None,
) -> Arrival:
    """Sends a signed reply to the mailbox that the arrival came with, and keeps a copy To the team.

    `thread` is the whole conversation, when the reader has it: then its wishes count, and nothing may have
    come or been answered since it was looked at.

    Refuses when there is no mailbox, when it is gone, closed or has another key, when its messages came
    with more than one, and when the wishes forbid it. Records `intake:arrival:answered`.
    """
    arrival = arrival_held(by, looked.arrival.id, Permission.ANSWER_ARRIVALS)
    if arrival.mailbox is None or looked.content.answer_to is None:
        raise Refused(NO_MAILBOX)
    if looked.disputed:
        raise Refused(CHANGED)
    held = thread.wishes if thread else None if looked.content.replaced else looked.content.wishes
    if held is not None:
        check_answer(held, stops=stops_on(held))
    reply(
        mailbox_id=arrival.mailbox,
        answer_to=looked.content.answer_to,
        text=text,
        by=by,
        signing_key=signing_key,
        signed_by=signed_by,
    )
    if thread and not thread.is_whole:  # the reply has locked the mailbox: nothing comes into it meanwhile
        raise Refused(NEWER, field="text")
    _keep_copy(arrival, Answer(timezone.now(), by.id, text, signed_by))
    ended = same_mailbox(arrival).filter(Q(stage=Stage.SEEN) | Q(id=arrival.id))
    ended.update(stage=Stage.ANSWERED, lane=Lane.NONE)
    arrival.refresh_from_db(fields=["stage", "lane"])
    record(Chain.face("desk"), IntakeTag.ANSWERED, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def take(*, looked: Looked, case_island: UUID, by: Member) -> Arrival:
    """Empties an arrival whose words a case has taken over, and gives its files to the case's island.

    Refuses what is not the reader's or is gone already. Records `intake:arrival:taken`.
    """
    arrival = arrival_held(by, looked.arrival.id, Permission.ANSWER_ARRIVALS)
    check_view(arrival)
    Sent.objects.filter(arrival=arrival).delete()
    move_files(looked.content.files, island=case_island)
    arrival.identity = arrival.content = None
    arrival.save(update_fields=["identity", "content"])
    _move(arrival, Stage.TAKEN)
    record(Chain.face("desk"), IntakeTag.TAKEN, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def set_aside(*, looked: Looked, by: Member) -> Arrival:
    """Takes an arrival that was looked at out of the inbox without an answer: nobody sets aside what they
    must not read.

    Refuses what is not the reader's or is gone already. Records `intake:arrival:set-aside`.
    """
    arrival = arrival_held(by, looked.arrival.id, Permission.ANSWER_ARRIVALS)
    check_view(arrival)
    _move(arrival, Stage.SET_ASIDE)
    record(Chain.face("desk"), IntakeTag.SET_ASIDE, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def clear(*, arrival_id: UUID, by: Member) -> None:
    """Takes read news (erased, seen by others) out of the inbox. Refuses messages.

    Records `intake:news:cleared`.
    """
    arrival = arrival_held(by, arrival_id, Permission.READ_ARRIVALS)
    check_clear(arrival)
    same_mailbox(arrival).filter(stage=arrival.stage).delete()
    record(Chain.face("desk"), IntakeTag.CLEARED, by=by.id, about=arrival.id)


def _move(arrival: Arrival, stage: Stage) -> None:
    arrival.stage, arrival.lane = stage, lane_of(stage)
    arrival.save(update_fields=["stage", "lane"])


def _keep_copy(arrival: Arrival, answer: Answer) -> None:
    holder, public = holder_of_team(arrival.team)
    sent_id = new_id()
    place = arrival_place(sent_id, Field.TEXT)
    sealed = seal_note(public, shred_key(arrival.island), place, answer.to_note())
    Sent.objects.create(id=sent_id, arrival=arrival, team_epoch=holder.epoch, sealed=sealed)
