"""Recovery: any two of three sheets give one named member their access back; then the recovery pair turns.

One sheet opens nothing. Every use is told to all managers and stands in the chain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.grants import begin_shred_key, key_place, open_grant, shreds_of, write_grants
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn, turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import IslandKey, PublicKey, SecretKey, new_pair
from waymark.sealing.labels import HolderKind, Kind
from waymark.sealing.passphrases import draw_passphrase
from waymark.sealing.recovery import RecoveryEnvelopes, Sheet, draw_sheet, rebuild, seal_recovery
from waymark.staff.factors import draw_code_secret
from waymark.staff.models import Member, Membership, RecoveryKey
from waymark.staff.parts import (
    NewHalf,
    SignInSheet,
    forget_person,
    keep_named,
    keep_sheet,
    prepare_half,
    tell_managers,
)
from waymark.staff.queries import (
    RECOVERY_ID,
    SIGNING_ID,
    all_teams,
    named_in,
    newest_key,
    newest_recovery,
    person_holder,
    recovery_holder,
    teams_and_walls_of,
    teams_of,
    walls_of_nobody,
)
from waymark.staff.signing import keys, sign_public
from waymark.staff.terms import NoticeKind, StaffTag

Sheets = tuple[Sheet, Sheet, Sheet]
SheetPair = tuple[Sheet, Sheet]


@dataclass(frozen=True, repr=False)
class Recovered:
    """What a recovery gives back: how the member signs in from now on, and the three new sheets."""

    sign_in: SignInSheet
    sheets: Sheets

    def __repr__(self) -> str:
        return "<Recovered redacted>"


@dataclass(frozen=True, repr=False)
class _Held:
    """One secret that recovery was granted."""

    kind: Kind
    of_id: UUID
    epoch: int
    secret: bytes
    shred: IslandKey


@atomic_turn
def begin_recovery(*, by: UUID | None) -> Sheets:
    """The first recovery pair and its three sheets; the service's signing key is granted to it.

    *Refuses* a service that has one. *Records* staff:recovery:begun.
    """
    if RecoveryKey.objects.exists():
        raise Refused("This service has its recovery sheets already.")
    sheets = _new_pair(1)
    shred = begin_shred_key(SIGNING_ID, Kind.SERVICE_KEY)
    place = key_place(Kind.SERVICE_KEY, SIGNING_ID, 0)
    write_grants(place, shred, keys().signing_key().raw, to=[recovery_holder()])
    record(Chain.face("desk"), StaffTag.RECOVERY_BEGUN, by=by, about=None)
    return sheets


def recover(
    *,
    by: UUID | None,
    sheets: SheetPair,
    member: Member,
    hand_over: Callable[[Recovered], object] = lambda _: None,
) -> Recovered:
    """Give one member a new passphrase, second factor and key, and grant it what they had.
    A manager gets every team, and of the walls those that name them or that nobody here can open.

    `hand_over` writes the new sheets before the old ones become void: if it fails, nothing has changed.
    *Refuses* sheets that are not two of the newest three. *Records* staff:recovery:used,
    staff:recovery:turned.
    """
    secret = _rebuild(sheets)
    if not member.is_active:
        raise Refused("This person has left. Recover somebody who works here.")
    passphrase = draw_passphrase()
    half = prepare_half(member.id, passphrase)
    with turn():
        recovered = _recover(by, secret, member, passphrase, half)
        hand_over(recovered)
    return recovered


@atomic_turn
def turn_recovery(*, by: UUID | None, secret: SecretKey) -> Sheets:
    """A new recovery pair with new sheets; all that the old one was granted goes to it. *Records*
    staff:recovery:turned.
    """
    old = newest_recovery()
    held = _held_by_recovery(secret)
    sheets = _new_pair(old.epoch + 1)
    _grant(held, recovery_holder())
    Grant.objects.filter(holder_kind=HolderKind.RECOVERY.value, holder_epoch__lte=old.epoch).delete()
    old.delete()
    note = {"epoch": old.epoch + 1}
    record(Chain.face("desk"), StaffTag.RECOVERY_TURNED, by=by, about=None, note=note)
    return sheets


def _recover(by: UUID | None, secret: SecretKey, member: Member, passphrase: str, half: NewHalf) -> Recovered:
    had = set(Grant.objects.filter(holder_id=member.id).values_list("of_id", "epoch"))
    forget_person(member)
    sign_in = keep_sheet(member, half, passphrase, draw_code_secret())
    if member.is_manager:
        missing = all_teams().exclude(pk__in=teams_of(member).values("pk"))
        Membership.objects.bulk_create(Membership(member=member, team=team) for team in missing)
        _name_where_nobody_is(member)
    teams = set(teams_and_walls_of(member).values_list("pk", flat=True))
    wanted = [one for one in _held_by_recovery(secret) if one.of_id in teams or (one.of_id, one.epoch) in had]
    _grant(wanted, person_holder(member))
    tell_managers(NoticeKind.RECOVERED, member.id)
    record(Chain.face("desk"), StaffTag.RECOVERY_USED, by=by, about=member.id)
    return Recovered(sign_in, turn_recovery(by=by, secret=secret))


def _name_where_nobody_is(member: Member) -> None:
    """A wall that nobody here can open any more names whoever was let in; any other keeps them out."""
    for wall in walls_of_nobody():
        Membership.objects.get_or_create(member=member, team=wall)
        keep_named(newest_key(wall).holder, [*named_in(wall), member])


def _rebuild(sheets: SheetPair) -> SecretKey:
    key = newest_recovery()
    pairs = (key.first_pair, key.second_pair, key.third_pair)
    envelopes = RecoveryEnvelopes(RECOVERY_ID, key.epoch, PublicKey.of(key.public_key), pairs)
    try:
        return rebuild(*sheets, envelopes)
    except DoesNotUnseal:
        raise Refused("These are not two of the three newest sheets. Nothing was changed.") from None


def _new_pair(epoch: int) -> Sheets:
    secret, sheets = new_pair(), (draw_sheet(), draw_sheet(), draw_sheet())
    first, second, third = (sheet.secret.public for sheet in sheets)
    envelopes = seal_recovery((first, second, third), RECOVERY_ID, epoch, secret)
    RecoveryKey.objects.create(
        epoch=epoch,
        public_key=secret.public.raw,
        signature=sign_public(Holder(HolderKind.RECOVERY, RECOVERY_ID, epoch), secret.public),
        first_pair=envelopes.pairs[0],
        second_pair=envelopes.pairs[1],
        third_pair=envelopes.pairs[2],
    )
    return sheets


def _held_by_recovery(secret: SecretKey) -> list[_Held]:
    rows = list(
        Grant.objects.filter(holder_kind=HolderKind.RECOVERY.value, holder_epoch=newest_recovery().epoch)
    )
    shreds = shreds_of({row.of_id for row in rows})
    held = []
    for row in rows:
        try:
            opened, shred = open_grant(row, shreds.get(row.of_id, ()), secret)
        except DoesNotUnseal:
            continue  # among others, what was destroyed since
        held.append(_Held(Kind(row.of_kind), row.of_id, row.epoch, opened, shred))
    return held


def _grant(held: list[_Held], to: tuple[Holder, PublicKey]) -> None:
    for one in held:
        place = key_place(one.kind, one.of_id, one.epoch)
        write_grants(place, one.shred, one.secret, to=[to])
