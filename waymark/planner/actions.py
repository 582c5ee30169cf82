"""What the service itself learns of plans: that something was handed over, taken, and that vaults ran out.

A hand-over stays sealed to the team's key until somebody of that team reads it.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.limits.buckets import take
from waymark.planner.leftovers import destroy_ended
from waymark.planner.models import HandOver, Vault
from waymark.planner.queries import age_file_of, hand_over_place, hand_overs_for
from waymark.planner.rules import check_sealed
from waymark.planner.sizes import UNWRITTEN
from waymark.planner.slots import PASSED, Slot, kept_from, seal_padded, unseal_hand_over
from waymark.planner.terms import HAND_OVERS, SLOT_DAYS, PlannerTag
from waymark.planner.vaults import Access, Changed, save, vault_id
from waymark.records.days import day
from waymark.records.destroying import destroy_islands
from waymark.records.grants import begin_shred_key, shred_key
from waymark.records.islands import wrap_under
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn, turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Kind
from waymark.sealing.notes import JSON
from waymark.staff.models import Member, Team
from waymark.staff.naming import is_named
from waymark.staff.queries import holder_of_team, team_holder
from waymark.staff.terms import TeamKind

BATCH = 500
NOTHING_SAID = "Write a suggestion first, one on each line."
ANOTHER_TEAM = "Choose another team that works with cases."
SLOT_USED = "Suggestions were sent back already, or the person cannot be reached this way any more."


@atomic_turn
def hand_over(*, blob: bytes, once: bytes, epoch: int) -> HandOver | None:
    """Stores what a browser sealed to the intake team's pair of `epoch`. The same `once` again adds nothing
    and returns None.

    Refuses bytes that are no sealed plan; asks to wait when too much comes. Records
    `planner:hand-over:received`.
    """
    check_sealed(blob)
    row_id = _hand_over_id(once)
    if HandOver.objects.filter(id=row_id).exists():
        return None
    take(HAND_OVERS)
    team, _public = team_holder(TeamKind.INTAKE)
    row = HandOver(
        id=row_id,
        received_on=day(),
        kept_until=day() + timedelta(days=settings.HAND_OVER_DAYS),
        team=team.id,
        team_epoch=min(epoch, team.epoch),
    )
    row.sealed = wrap_under(begin_shred_key(row_id, Kind.HAND_OVER), hand_over_place(row), Sealed(blob))
    row.save(force_insert=True)
    record(Chain.face("public"), PlannerTag.HANDED_OVER, by=None, about=row_id)
    return row


def take_back(*, once: bytes) -> bool:
    """Destroys what was handed over with this `once`, which only its person's sealed plan holds. False for
    what is not waiting here: a case has it, its time is over, or it never was.

    Records `planner:hand-over:taken-back`.
    """
    row_id = _hand_over_id(once)
    with turn():
        if not _end(row_id):
            return False
        record(Chain.face("public"), PlannerTag.TAKEN_BACK, by=None, about=row_id)
    destroy_ended(row_id)
    return True


def _end(row_id: UUID) -> bool:
    """Nobody finds it from now on. One statement, so that of a case that keeps it and its person who takes it
    back only one can. What a crash leaves of it the worker destroys.
    """
    waiting = HandOver.objects.filter(id=row_id, kept_until__gte=day())
    return bool(waiting.update(kept_until=day() - timedelta(days=1)))


def _hand_over_id(once: bytes) -> UUID:
    """Nobody who reads the id in the database, or in an event, can name the `once` that it is made from."""
    return UUID(bytes=H(once, "waymark-handover", b"", 16), version=4)


def read_hand_over(*, row_id: UUID, by: Member, keyring: Keyring) -> dict[str, JSON] | None:
    """What was handed over, unsealed for this request. None for one that is not the reader's, is gone, or
    names the reader as somebody who must not read it: a colleague has to.

    `DoesNotUnseal` for what nobody of ours can read. Records `planner:hand-over:read`.
    """
    row = hand_overs_for(by).filter(id=row_id).first()
    if row is None:
        return None
    found = _unsealed(row, keyring)
    if is_named(by, kept_from(found)):
        return None
    with turn():
        record(Chain.face("desk"), PlannerTag.READ, by=by.id, about=row_id)
    return found


@atomic_turn
def pass_hand_over(*, row_id: UUID, to: Team, text: str, by: Member, keyring: Keyring) -> bool:
    """Seals a hand-over to another team, with a sentence for it. Its days go on; whoever passes it on can
    read it no more. False for one that is not the reader's.

    `DoesNotUnseal` for what nobody of ours can read; refuses the team that has it, and a sentence that does
    not fit. Records `planner:hand-over:passed`.
    """
    row = hand_overs_for(by).filter(id=row_id).first()
    if row is None:
        return False
    if row.team == to.id or to.kind == TeamKind.INTAKE:
        raise Refused(ANOTHER_TEAM, field="to")
    said: dict[str, JSON] = {PASSED: {"by": by.shown_name, "text": text}} if text else {}
    holder, public = holder_of_team(to)
    found = {name: each for name, each in _unsealed(row, keyring).items() if name != PASSED}
    blob = seal_padded(public, found | said)
    sealed = wrap_under(shred_key(row_id), hand_over_place(row), Sealed(blob))
    still_theirs = HandOver.objects.filter(id=row_id, team=row.team)
    if not still_theirs.update(team=to.id, team_epoch=holder.epoch, sealed=sealed):
        return False
    record(Chain.face("desk"), PlannerTag.PASSED, by=by.id, about=row_id, note={"team": to.id})
    return True


def _unsealed(row: HandOver, keyring: Keyring) -> dict[str, JSON]:
    pair = next(
        (each for each in keyring.holders if (each.id, each.epoch) == (row.team, row.team_epoch)), None
    )
    if pair is None:
        raise DoesNotUnseal
    found = unseal_hand_over(keyring.secret_for(pair), age_file_of(row))
    if Team.objects.filter(id=row.team, kind=TeamKind.INTAKE).exists():
        found.pop(PASSED, None)  # straight from a browser: no colleague wrote this
    return found


def suggest(*, row_id: UUID, slot: Slot, suggestions: Sequence[str], by: Member) -> None:
    """Seals suggestions into the one-use slot that a hand-over carried, for its person alone.

    Refuses when there is nothing to say, too much, or the slot was used.
    Records `planner:hand-over:answered`.
    """
    if not suggestions:
        raise Refused(NOTHING_SAID, field="text")
    blob = seal_padded(slot.public, {"suggestions": list(suggestions)})
    access = Access(slot.locator, slot.token)
    try:
        stamp = save(access, based_on=UNWRITTEN, blob=blob, days=SLOT_DAYS)
    except Changed:
        raise Refused(SLOT_USED) from None
    if stamp is None:
        raise Refused(SLOT_USED)
    with turn():
        record(Chain.face("desk"), PlannerTag.ANSWERED, by=by.id, about=row_id)


@atomic_turn
def let_go(*, row_id: UUID, by: Member) -> bool:
    """Ends the waiting of a hand-over, in the turn of what keeps it elsewhere, if anything does; then comes
    `destroy_ended`. False for one that is not the reader's, or that its person has taken back.

    Records `planner:hand-over:taken`.
    """
    if not hand_overs_for(by).filter(id=row_id).exists() or not _end(row_id):
        return False
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


def expire_hand_overs() -> int:
    """Destroys hand-overs that no team took in time, in batches. Returns how many. For the worker.

    Records `planner:hand-overs:expired` for each batch, with its number only.
    """
    ended = 0
    while ids := list(HandOver.objects.filter(kept_until__lt=day()).values_list("id", flat=True)[:BATCH]):
        destroy_islands(ids)
        with turn():
            HandOver.objects.filter(id__in=ids).delete()
            record(Chain.face("worker"), PlannerTag.NOT_TAKEN, by=None, about=None, note={"plans": len(ids)})
        ended += len(ids)
    return ended
