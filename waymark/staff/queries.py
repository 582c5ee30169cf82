"""Named reads of staff: who holds which signed key, who is in which team, who waits to be admitted.

Nobody seals to a key that the service has not signed: every holder given out here was checked.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from waymark.records.models import Grant
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey, SecretKey
from waymark.sealing.labels import HolderKind, Kind
from waymark.sealing.notes import unseal_note_in
from waymark.staff.factors import factor_place, own_key
from waymark.staff.models import (
    EnrolmentLink,
    KnownBrowser,
    Member,
    Membership,
    Notice,
    Passkey,
    ReadmissionApproval,
    RecoveryCode,
    RecoveryKey,
    Team,
    TeamKey,
)
from waymark.staff.shown import HeldPasskey, Waiting
from waymark.staff.signing import check_public, is_named_in
from waymark.staff.terms import NoticeKind, TeamKind

PublicHolder = tuple[Holder, PublicKey]
RECOVERY_ID = UUID("b6c0f0a2-3f6d-4f0b-8a0e-6f3f1c5f2d11")
SIGNING_ID = UUID("0f5a6d0e-9e4b-4d1c-8f5e-2a6c1e9b7d44")


class NoSuchKey(LookupError):  # noqa: N818 - a fact about the set-up, named as one
    """There is no key to seal to: the service has not been set up, or the team is gone."""


# ---- keys


def team_holder(kind: TeamKind) -> PublicHolder:
    """The newest pair of the team of this kind, its signature checked.
    Needs no key: the public face may ask.
    """
    of_kind = TeamKey.objects.filter(team__kind=kind).select_related("team")
    key = of_kind.order_by("team_id", "-epoch").first()
    if key is None:
        raise NoSuchKey(kind)
    return _checked(key.holder, key.public_key, key.signature, use=key.team.kind)


def holder_of_team(team: Team | UUID) -> PublicHolder:
    """The newest pair of one team, its signature checked."""
    key = newest_key(team)
    return _checked(key.holder, key.public_key, key.signature, use=key.team.kind)


def newest_key(team: Team | UUID) -> TeamKey:
    """The team's pair that is sealed to from now on."""
    team_id = team if isinstance(team, UUID) else team.id
    key = TeamKey.objects.filter(team_id=team_id).select_related("team").order_by("-epoch").first()
    if key is None:
        raise NoSuchKey(team_id)
    return key


def person_holder(member: Member) -> PublicHolder:
    """A member's own pair, its signature checked."""
    if member.public_key is None or member.signature is None:
        raise NoSuchKey(member.id)
    return _checked(member.holder, member.public_key, member.signature)


def has_signed_key(member: Member) -> bool:
    """Whether anything may be sealed to them: what stands in their row is what the service signed."""
    try:
        person_holder(member)
    except (DoesNotUnseal, NoSuchKey):
        return False
    return True


def recovery_holder() -> PublicHolder:
    """The newest recovery pair, its signature checked."""
    key = newest_recovery()
    return _checked(Holder(HolderKind.RECOVERY, RECOVERY_ID, key.epoch), key.public_key, key.signature)


def newest_recovery() -> RecoveryKey:
    """The recovery pair in use."""
    key = RecoveryKey.objects.order_by("-epoch").first()
    if key is None:
        raise NoSuchKey("recovery")
    return key


def _checked(
    holder: Holder, public: bytes | memoryview, signature: bytes | memoryview, *, use: str = ""
) -> PublicHolder:
    key = PublicKey(bytes(public))
    check_public(holder, key, bytes(signature), use=use)
    return holder, key


# ---- people and teams


def members_here() -> QuerySet[Member]:
    """Everybody who works here now. Colleagues know one another; what they may see of it is the page's
    posture.
    """
    return Member.objects.filter(left_on=None)


def member_here(member_id: UUID) -> Member | None:
    """One colleague who has not left."""
    return Member.objects.filter(left_on=None, pk=member_id).first()


def name_of(holder: UUID) -> str:
    """What colleagues call somebody, a team or recovery by."""
    if holder == RECOVERY_ID:
        return "Recovery"
    found = member_here(holder) or Team.objects.filter(pk=holder).first()
    return found.shown_name if found else "A former colleague"


def who_is_told_of(notice: Notice) -> str:
    """The name with which the sentence of a notice begins."""
    return "The worker" if notice.kind == NoticeKind.WORK_GIVEN_UP else name_of(notice.about)


def teams_of(member: Member) -> QuerySet[Team]:
    """The teams that somebody is in. Walls are none: who is named in one is nobody else's to see."""
    return teams_and_walls_of(member).exclude(kind=TeamKind.WALL)


def teams_and_walls_of(member: Member) -> QuerySet[Team]:
    """The teams that somebody is in, and the walls that name them: whatever pairs they may hold."""
    return Team.objects.filter(pk__in=Membership.objects.filter(member=member).values("team_id"))


def walls_within(team: Team, member: Member) -> QuerySet[Team]:
    """The walls in a team that name somebody."""
    return teams_and_walls_of(member).filter(kind=TeamKind.WALL, within=team)


def walls_of_nobody() -> QuerySet[Team]:
    """Walls whose newest secret nobody holds who is here: only recovery opens what is behind them."""
    held = [holder.id for holder in readers_of_pairs() if holder == newest_key(holder.id).holder]
    return Team.objects.filter(kind=TeamKind.WALL).exclude(pk__in=held)


def team_names_by_member() -> dict[UUID, list[str]]:
    """Which teams everybody is in, by name, in one query."""
    found: dict[UUID, list[str]] = {}
    teams = Membership.objects.exclude(team__kind=TeamKind.WALL).order_by("team__shown_name")
    rows = teams.values_list("member_id", "team__shown_name")
    for member_id, name in rows:
        found.setdefault(member_id, []).append(name)
    return found


def all_teams() -> QuerySet[Team]:
    """Every team there is. Walls are none."""
    return Team.objects.exclude(kind=TeamKind.WALL)


def members_of(team: Team) -> QuerySet[Member]:
    """Who is in a team now, admitted or not."""
    return Member.objects.filter(
        left_on=None, pk__in=Membership.objects.filter(team=team).values("member_id")
    )


def admitted_to(team: Team) -> list[Member]:
    """Who is in a team, or named in a wall, and holds its newest secret under their newest key."""
    grants = Grant.objects.filter(
        of_id=team.id, epoch=newest_key(team).epoch, holder_kind=HolderKind.PERSON.value
    )
    holding = set(grants.values_list("holder_id", "holder_epoch"))
    inside = named_in(team) if team.kind == TeamKind.WALL else members_of(team)
    return [member for member in inside if (member.id, member.key_epoch) in holding]


def named_in(wall: Team) -> list[Member]:
    """Who is named in a wall by the service's own word, whether they hold its secret at this moment or not.

    A row that somebody else wrote, or one of an earlier epoch, names nobody.
    """
    holder = newest_key(wall).holder
    rows = Membership.objects.filter(team=wall, signature__isnull=False, member__left_on=None)
    found = rows.select_related("member").order_by("member__shown_name", "member_id")
    return [row.member for row in found if is_named_in(holder, row.member_id, bytes(row.signature or b""))]


def teams_on_one() -> list[tuple[Team, Member | None]]:
    """Teams whose newest secret one member alone holds, or nobody: their cases depend on that person, or on
    recovery.
    """
    found = []
    for team in all_teams():
        admitted = admitted_to(team)
        if len(admitted) < 2:
            found.append((team, admitted[0] if admitted else None))
    return found


def readers_of_pairs() -> dict[Holder, list[Member]]:
    """Of each pair that a team ever had: who is in the team today and holds it under their newest key.

    Older pairs matter as long as something is granted to them: whoever was admitted later need not hold them.
    """
    living = {(one.id, one.key_epoch): one for one in members_here()}
    inside = set(Membership.objects.values_list("team_id", "member_id"))
    grants = Grant.objects.filter(of_kind=Kind.TEAM.value, holder_kind=HolderKind.PERSON.value)
    found: dict[Holder, list[Member]] = {}
    for team, epoch, person, person_epoch in grants.values_list(
        "of_id", "epoch", "holder_id", "holder_epoch"
    ):
        one = living.get((person, person_epoch))
        if one is not None and (team, person) in inside:
            found.setdefault(Holder(HolderKind.TEAM, team, epoch), []).append(one)
    return found


def waiting_for_admission(by: Member) -> list[Waiting]:
    """Who has enrolled and still has to be admitted to one of `by`'s teams."""
    waiting = []
    for team in teams_of(by):
        admitted = {member.id for member in admitted_to(team)}
        waiting += [
            Waiting(one, team) for one in members_of(team) if one.is_enrolled and one.id not in admitted
        ]
    return waiting


def managers() -> list[Member]:
    """Every manager who works here now."""
    return [member for member in Member.objects.filter(left_on=None) if member.is_manager]


def approvals_for(member: Member) -> list[UUID]:
    """Who has approved this member's re-admission so far."""
    return list(ReadmissionApproval.objects.filter(member=member).values_list("by_id", flat=True))


def notices_for(by: Member) -> QuerySet[Notice]:
    """What this person still has to be told."""
    return Notice.objects.filter(reader=by).order_by("-on", "id")


# ---- factors, browsers, links


def passkeys_held(member: Member, secret: SecretKey) -> list[HeldPasskey]:
    """Somebody's passkeys, unsealed with their own secret; one that does not unseal is left out."""
    held = []
    for row in Passkey.objects.filter(member=member).order_by("id"):
        try:
            note = unseal_note_in(own_key(secret), factor_place(Kind.PASSKEY, row.id), row.sealed)
        except DoesNotUnseal:
            continue
        held.append(HeldPasskey(row.id, str(note["label"]), bytes.fromhex(str(note["credential"]))))
    return held


def recovery_codes_left(member: Member) -> int:
    """How many recovery codes are unused."""
    return RecoveryCode.objects.filter(member=member).count()


def browser_mark(token: str) -> bytes:
    """What is stored of a known browser's cookie."""
    return H(b"", "waymark-browser1", token.encode(), 32)


def browser_is_known(name: str, token: str | None) -> bool:
    """Whether this browser has signed in fully with this name before."""
    if not token:
        return False
    rows = KnownBrowser.objects.filter(pk=browser_mark(token), ends_on__gte=timezone.localdate())
    return rows.filter(member__name=name).exists()


def link_mark(token: str) -> bytes:
    """What is stored of a one-time link."""
    return H(b"", "waymark-enrolme1", token.encode(), 32)


def link_for(mark: bytes) -> EnrolmentLink | None:
    """The unused link with this mark, while it lasts and its member is here."""
    return (
        EnrolmentLink.objects.filter(pk=mark, ends_on__gte=timezone.localdate(), member__left_on=None)
        .select_related("member")
        .first()
    )
