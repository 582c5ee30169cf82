"""What the service itself learns of plans: that something was handed over, taken, and that vaults ran out.

A hand-over stays sealed to the team's key until somebody of that team reads it.
"""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.limits.buckets import take
from waymark.planner.models import HandOver, Vault
from waymark.planner.queries import hand_over_place, hand_overs_for
from waymark.planner.rules import check_sealed
from waymark.planner.terms import HAND_OVERS, PlannerTag
from waymark.planner.vaults import vault_id
from waymark.records.days import day
from waymark.records.destroying import destroy_island, destroy_islands
from waymark.records.grants import begin_shred_key
from waymark.records.islands import wrap_under
from waymark.records.turns import atomic_turn, turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.hashing import H
from waymark.sealing.labels import Kind
from waymark.staff.models import Member
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind

BATCH = 500


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
