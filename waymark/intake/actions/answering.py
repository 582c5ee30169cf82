"""What staff do with an arrival: look, answer, take into a case, set aside, clear news.

Each look is recorded.
"""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.contact.queries import stops_on
from waymark.contact.rules import check_answer
from waymark.documents.binding import move_files
from waymark.intake.models import Arrival
from waymark.intake.queries import arrival_for
from waymark.intake.reading import Looked, unseal_content, unseal_identity
from waymark.intake.rules import check_clear, check_read, check_view
from waymark.intake.terms import IntakeTag, Stage
from waymark.mailbox.actions import reply
from waymark.records.grants import shred_key
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import SigningKey
from waymark.staff.models import Member
from waymark.staff.rules import check_permission
from waymark.staff.terms import Permission

NOT_YOURS = "There is no such message."
NO_MAILBOX = "They have no mailbox. Use a way that they said is safe."


@atomic_turn
def look(*, arrival_id: UUID, by: Member, keyring: Keyring) -> Looked:
    """Unseals the identity first, and stops there for a reader whom the sender named; then the content.

    Refuses what is not the reader's, what is gone, and a reader whom the sender named.
    Records `intake:arrival:looked`.
    """
    arrival = _theirs(arrival_id, by, Permission.READ_ARRIVALS)
    check_view(arrival)
    shred = shred_key(arrival.island)
    identity = unseal_identity(arrival, shred, keyring)
    check_read(identity, by)
    content = unseal_content(arrival, shred, keyring)
    if arrival.stage == Stage.WAITING:
        _move(arrival, Stage.SEEN)
    record(Chain.face("desk"), IntakeTag.LOOKED, by=by.id, about=arrival.id)
    return Looked(arrival, identity, content)


@atomic_turn
def answer(*, looked: Looked, text: str, by: Member, signing_key: SigningKey, signed_by: str = "") -> Arrival:
    """Sends a signed reply to the mailbox that the arrival came with.

    Refuses when there is no mailbox, when it is gone, closed or has another key, and when the wishes
    forbid it. Records `intake:arrival:answered`.
    """
    arrival = _theirs(looked.arrival.id, by, Permission.ANSWER_ARRIVALS)
    if arrival.mailbox is None or looked.content.answer_to is None:
        raise Refused(NO_MAILBOX)
    if looked.content.wishes is not None and not looked.content.replaced:
        check_answer(looked.content.wishes, stops=stops_on(looked.content.wishes))
    reply(
        mailbox_id=arrival.mailbox,
        answer_to=looked.content.answer_to,
        text=text,
        by=by,
        signing_key=signing_key,
        signed_by=signed_by,
    )
    _move(arrival, Stage.ANSWERED)
    record(Chain.face("desk"), IntakeTag.ANSWERED, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def take(*, looked: Looked, case_island: UUID, by: Member) -> Arrival:
    """Empties an arrival whose words a case has taken over, and gives its files to the case's island.

    Refuses what is not the reader's or is gone already. Records `intake:arrival:taken`.
    """
    arrival = _theirs(looked.arrival.id, by, Permission.START_CASES)
    check_view(arrival)
    move_files(looked.content.files, island=case_island)
    arrival.identity = arrival.content = None
    arrival.save(update_fields=["identity", "content"])
    _move(arrival, Stage.TAKEN)
    record(Chain.face("desk"), IntakeTag.TAKEN, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def set_aside(*, arrival_id: UUID, by: Member) -> Arrival:
    """Takes an arrival out of the inbox without an answer. Records `intake:arrival:set-aside`."""
    arrival = _theirs(arrival_id, by, Permission.ANSWER_ARRIVALS)
    check_view(arrival)
    _move(arrival, Stage.SET_ASIDE)
    record(Chain.face("desk"), IntakeTag.SET_ASIDE, by=by.id, about=arrival.id)
    return arrival


@atomic_turn
def clear(*, arrival_id: UUID, by: Member) -> None:
    """Takes read news (erased, seen by others) out of the inbox. Refuses messages.

    Records `intake:news:cleared`.
    """
    arrival = _theirs(arrival_id, by, Permission.READ_ARRIVALS)
    check_clear(arrival)
    record(Chain.face("desk"), IntakeTag.CLEARED, by=by.id, about=arrival.id)
    arrival.delete()


def _theirs(arrival_id: UUID, by: Member, permission: Permission) -> Arrival:
    check_permission(by, permission)
    arrival = arrival_for(by, arrival_id)
    if arrival is None:
        raise Refused(NOT_YOURS)
    return arrival


def _move(arrival: Arrival, stage: Stage) -> None:
    arrival.stage = stage
    arrival.save(update_fields=["stage"])
