"""What the service itself learns of plans: that something was handed over, taken, and that vaults ran out.

A hand-over stays sealed to the team's key until somebody of that team reads it.
"""

from collections.abc import Sequence
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.limits.buckets import take
from waymark.planner.models import HandOver, Vault
from waymark.planner.queries import age_file_of, hand_over_place, hand_overs_for
from waymark.planner.rules import check_sealed
from waymark.planner.sizes import UNWRITTEN
from waymark.planner.slots import Slot, seal_for_slot, unseal_hand_over
from waymark.planner.terms import HAND_OVERS, SLOT_DAYS, PlannerTag
from waymark.planner.vaults import Access, Changed, save, vault_id
from waymark.records.days import day
from waymark.records.destroying import destroy_island, destroy_islands
from waymark.records.grants import begin_shred_key
from waymark.records.islands import wrap_under
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn, turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Kind
from waymark.sealing.notes import JSON
from waymark.staff.models import Member
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind

BATCH = 500
NOTHING_SAID = "Write a suggestion first, one on each line."
SLOT_USED = "Suggestions were sent back already, or the person cannot be reached this way any more."


@atomic_turn
def hand_over(*, blob: bytes, once: bytes, epoch: int) -> HandOver | None:
    """Stores what a browser sealed to the intake team's pair of `epoch`. The same `once` again adds nothing
    and returns None.

    Refuses bytes that are no sealed plan; asks to wait when too much comes. Records
    `planner:hand-over:received`.
    """
    check_sealed(blob)
    row_id = UUID(bytes=H(once, "waymark-handover", b"", 16), version=4)
    if HandOver.objects.filter(id=row_id).exists():
        return None
    take(HAND_OVERS)
    team, _public = team_holder(TeamKind.INTAKE)
    row = HandOver(id=row_id, received_on=day(), team=team.id, team_epoch=min(epoch, team.epoch))
    row.sealed = wrap_under(begin_shred_key(row_id, Kind.HAND_OVER), hand_over_place(row), Sealed(blob))
    row.save(force_insert=True)
    record(Chain.face("public"), PlannerTag.HANDED_OVER, by=None, about=row_id)
    return row


def read_hand_over(*, row_id: UUID, by: Member, keyring: Keyring) -> dict[str, JSON] | None:
    """What was handed over, unsealed for this request. None for one that is not the reader's, or is gone.

    `DoesNotUnseal` for what nobody of ours can read. Records `planner:hand-over:read`.
    """
    row = hand_overs_for(by).filter(id=row_id).first()
    if row is None:
        return None
    pair = next(
        (each for each in keyring.holders if (each.id, each.epoch) == (row.team, row.team_epoch)), None
    )
    if pair is None:
        raise DoesNotUnseal
    found = unseal_hand_over(keyring.secret_for(pair), age_file_of(row))
    with turn():
        record(Chain.face("desk"), PlannerTag.READ, by=by.id, about=row_id)
    return found


def suggest(*, row_id: UUID, slot: Slot, suggestions: Sequence[str], by: Member) -> None:
    """Seals suggestions into the one-use slot that a hand-over carried, for its person alone.

    Refuses when there is nothing to say, too much, or the slot was used.
    Records `planner:hand-over:answered`.
    """
    if not suggestions:
        raise Refused(NOTHING_SAID, field="text")
    blob = seal_for_slot(slot.public, {"suggestions": list(suggestions)})
    access = Access(slot.locator, slot.token)
    try:
        stamp = save(access, based_on=UNWRITTEN, blob=blob, days=SLOT_DAYS)
    except Changed:
        raise Refused(SLOT_USED) from None
    if stamp is None:
        raise Refused(SLOT_USED)
    with turn():
        record(Chain.face("desk"), PlannerTag.ANSWERED, by=by.id, about=row_id)


def take_hand_over(*, row_id: UUID, by: Member) -> bool:
    """Destroys a hand-over once it is kept elsewhere. False for one that is not the reader's.

    Records `planner:hand-over:taken`.
    """
    row = hand_overs_for(by).filter(id=row_id).first()
    if row is None:
        return False
    destroy_island(row_id)
    with turn():
        row.delete()
        record(Chain.face("desk"), PlannerTag.TAKEN, by=by.id, about=row_id)
    return True


def expire() -> int:
    """Erases vaults whose last day is over, in batches. Returns how many. For the worker.

    Records `planner:vaults:expired` for each batch, with its number only.
    """
    ended = 0
    while tags := list(Vault.objects.filter(kept_until__lt=day()).values_list("tag", flat=True)[:BATCH]):
        destroy_islands([vault_id(tag) for tag in tags])
        with turn():
            Vault.objects.filter(tag__in=tags).delete()
            record(Chain.face("worker"), PlannerTag.EXPIRED, by=None, about=None, note={"vaults": len(tags)})
        ended += len(tags)
    return ended
