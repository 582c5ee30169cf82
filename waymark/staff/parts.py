"""Parts that several actions share: new pairs, links, second factors, notices.

Each runs inside its action's turn, guards nothing and records nothing; only this room's actions call them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_bytes, token_urlsafe
from uuid import UUID

from django.utils import timezone

from waymark.limits.slots import derivation_slot
from waymark.records.grants import withdraw_grants
from waymark.records.ids import new_id
from waymark.sealing.envelopes import Sealed
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import SecretKey, new_pair
from waymark.sealing.labels import HolderKind, Kind
from waymark.sealing.notes import seal_note_in
from waymark.sealing.passphrases import SALT_BYTES, derive_passphrase, seal_staff_half
from waymark.staff.derivation import derivation
from waymark.staff.factors import draw_recovery_codes, factor_place, own_key, recovery_code_tag
from waymark.staff.models import (
    CodeApp,
    EnrolmentLink,
    KnownBrowser,
    Member,
    Membership,
    Notice,
    Passkey,
    ReadmissionApproval,
    RecoveryCode,
    Session,
    Team,
    TeamKey,
)
from waymark.staff.queries import admitted_to, link_mark, managers
from waymark.staff.signing import sign_named, sign_public
from waymark.staff.terms import LinkPurpose, NoticeKind

LINK_DAYS = 3


@dataclass(frozen=True, repr=False)
class NewHalf:
    """A new pair whose secret half is sealed under a passphrase; not stored yet."""

    secret: SecretKey
    salt: bytes
    sealed: Sealed[bytes]

    def __repr__(self) -> str:
        return "<NewHalf redacted>"


@dataclass(frozen=True, repr=False)
class SignInSheet:
    """What a person signs in with, to be handed to them once."""

    member: Member
    passphrase: str
    code_secret: str
    recovery_codes: tuple[str, ...]
    secret: SecretKey

    def __repr__(self) -> str:
        return f"<SignInSheet of member {self.member.id}, redacted>"


def hold_members() -> dict[UUID, Member]:
    """Every account as it is now, by id; whoever else would change one waits until the turn ends.

    Of two who act on each other at one moment, the second acts as what the first has made of them.
    """
    return {one.id: one for one in Member.objects.select_for_update(no_key=True).order_by("id")}


def prepare_half(member_id: UUID, passphrase: str) -> NewHalf:
    """The slow part of giving somebody a pair: done before any write turn begins."""
    secret, salt = new_pair(), token_bytes(SALT_BYTES)
    with derivation_slot():
        key = derive_passphrase(passphrase, salt, *derivation())
    return NewHalf(secret, salt, seal_staff_half(key, member_id, secret))


def keep_sheet(member: Member, half: NewHalf, passphrase: str, code_secret: str) -> SignInSheet:
    """Store a person's pair as their next epoch, with a new authenticator secret and new recovery codes."""
    member.key_epoch += 1
    member.public_key = half.secret.public.raw
    member.signature = sign_public(member.holder, half.secret.public)
    member.salt, member.sealed_half = half.salt, half.sealed
    member.save()
    keep_code_app(member, half.secret, code_secret)
    codes = keep_recovery_codes(member, half.secret)
    return SignInSheet(member, passphrase, code_secret, tuple(codes), half.secret)


def keep_code_app(member: Member, secret: SecretKey, code_secret: str) -> None:
    """Seal an authenticator app's secret, in place of an earlier one."""
    row_id = new_id()
    CodeApp.objects.filter(member=member).delete()
    sealed = seal_note_in(own_key(secret), factor_place(Kind.SECOND_FACTOR, row_id), {"secret": code_secret})
    CodeApp.objects.create(id=row_id, member=member, sealed=sealed)


def keep_recovery_codes(member: Member, secret: SecretKey) -> list[str]:
    """Draw ten recovery codes in place of all earlier ones."""
    codes = draw_recovery_codes()
    RecoveryCode.objects.filter(member=member).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(member=member, mark=recovery_code_tag(secret, code)) for code in codes
    )
    return codes


def give_team_pair(team: Team, epoch: int) -> SecretKey:
    """A new pair for a team, as its next epoch, its public half signed."""
    secret = new_pair()
    holder = Holder(HolderKind.TEAM, team.id, epoch)
    signature = sign_public(holder, secret.public, use=team.kind)
    TeamKey.objects.create(team=team, epoch=epoch, public_key=secret.public.raw, signature=signature)
    return secret


def keep_named(wall: Holder, named: Iterable[Member]) -> None:
    """Who is named in a wall from this epoch on, each by the service's own word; nobody else is."""
    signed = {member.id: sign_named(wall, member.id) for member in named}
    Membership.objects.filter(team=wall.id).exclude(member__in=signed).delete()
    for member, signature in signed.items():
        Membership.objects.update_or_create(
            member_id=member, team_id=wall.id, defaults={"signature": signature}
        )


def tell_of_low_wall(wall: Team) -> None:
    """Managers hear of a wall that fewer than two can open: nobody else may know that there is one."""
    low = len(admitted_to(wall)) < 2
    if low and not Notice.objects.filter(kind=NoticeKind.WALL_LOW.value, about=wall.id).exists():
        tell_managers(NoticeKind.WALL_LOW, wall.id)


def make_link(member: Member, purpose: LinkPurpose) -> str:
    """The token of a new one-time link, in place of an earlier one. Only its hash is kept."""
    token = token_urlsafe(32)
    EnrolmentLink.objects.filter(member=member).delete()
    EnrolmentLink.objects.create(
        pk=link_mark(token),
        member=member,
        purpose=purpose,
        ends_on=timezone.localdate() + timedelta(days=LINK_DAYS),
    )
    return token


def forget_person(member: Member) -> None:
    """Delete everything that lets this person sign in or unseal."""
    withdraw_grants(member.holder)
    for model in (Session, KnownBrowser, CodeApp, RecoveryCode, Passkey, EnrolmentLink, ReadmissionApproval):
        model._default_manager.filter(member=member).delete()


def tell_managers(kind: NoticeKind, about: UUID) -> None:
    """A notice at the desk for every manager."""
    Notice.objects.bulk_create(
        Notice(reader=manager, kind=kind.value, about=about, on=timezone.localdate())
        for manager in managers()
    )
