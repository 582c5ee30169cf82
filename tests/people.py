"""One standing world for every test: plain functions, cheap derivations, no HTTP.

`build_world()` makes a service with its teams and one person a role.
Everybody has the same passphrase, so a test
needs only the member: `sign_in(client, member)`, `keyring_of(member)`.
"""

from dataclasses import dataclass
from secrets import token_bytes

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from waymark.records.grants import begin_shred_key
from waymark.sealing.envelopes import seal_in
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import SecretKey, new_island_key, new_pair
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.passphrases import derive_passphrase, seal_staff_half, unseal_staff_half
from waymark.sealing.places import Place
from waymark.staff import standing
from waymark.staff.keyring import keyring_with
from waymark.staff.models import Member, Membership, RecoveryKey, Team, TeamKey
from waymark.staff.pairs import grant_pair
from waymark.staff.queries import RECOVERY_ID, newest_key, person_holder, recovery_holder
from waymark.staff.sessions import SessionStore
from waymark.staff.signing import sign_public
from waymark.staff.terms import Role, TeamKind

PASSPHRASE = "acorn cheesy canyon dolphin ember fossil"
BACKEND = "waymark.staff.backend.PassphraseBackend"


@dataclass(frozen=True)
class World:
    """A service in which each role has one person."""

    recovery: SecretKey
    intake_team: Team
    team: Team
    other_team: Team
    intake: Member
    caseworker: Member
    colleague: Member
    """A second caseworker of the same team."""
    team_lead: Member
    stranger: Member
    """A caseworker of the other team: every view test has this person get 404."""
    restorative: Member
    manager: Member
    editor: Member
    auditor: Member
    administrator: Member


def build_world() -> World:
    """The standing world. A few milliseconds: no slow derivation."""
    recovery = make_recovery()
    intake_team = make_team(TeamKind.INTAKE, "Intake")
    team = make_team(TeamKind.CASEWORK, "North team")
    other_team = make_team(TeamKind.CASEWORK, "South team")
    return World(
        recovery=recovery,
        intake_team=intake_team,
        team=team,
        other_team=other_team,
        intake=make_member("ines", "Ines Marlow", [Role.INTAKE], [intake_team]),
        caseworker=make_member("carys", "Carys Webb", [Role.CASEWORKER], [team]),
        colleague=make_member("colin", "Colin Abara", [Role.CASEWORKER], [team]),
        team_lead=make_member("tamar", "Tamar Lewis", [Role.TEAM_LEAD], [team]),
        stranger=make_member("stefan", "Stefan Rowe", [Role.CASEWORKER], [other_team]),
        restorative=make_member("rhian", "Rhian Osei", [Role.RESTORATIVE], [team]),
        manager=make_member("mona", "Mona Farrell", [Role.MANAGER], [intake_team, team, other_team]),
        editor=make_member("edwin", "Edwin Shaw", [Role.EDITOR]),
        auditor=make_member("aude", "Aude Okoro", [Role.AUDITOR]),
        administrator=make_member("adil", "Adil Kerr", [Role.ADMINISTRATOR]),
    )


def make_recovery() -> SecretKey:
    """A recovery pair whose secret the test holds; its sheets open nothing.
    Recovery's own tests make real ones.
    """
    secret = new_pair()
    holder = Holder(HolderKind.RECOVERY, RECOVERY_ID, 1)
    nothing = seal_in(new_island_key(), Place(Kind.RECOVERY, RECOVERY_ID, Field.SECRET), b"no sheets")
    RecoveryKey.objects.create(
        epoch=1,
        public_key=secret.public.raw,
        signature=sign_public(holder, secret.public),
        first_pair=nothing,
        second_pair=nothing,
        third_pair=nothing,
    )
    return secret


def make_team(kind: TeamKind, shown_name: str) -> Team:
    """A team without members, its first pair granted to recovery."""
    team = Team.objects.create(kind=kind.value, shown_name=shown_name)
    begin_shred_key(team.id, Kind.TEAM)
    secret = new_pair()
    holder = Holder(HolderKind.TEAM, team.id, 1)
    signature = sign_public(holder, secret.public, use=team.kind)
    TeamKey.objects.create(team=team, epoch=1, public_key=secret.public.raw, signature=signature)
    _team_secrets[holder] = secret
    grant_pair(holder, secret, [recovery_holder()])
    return team


def make_member(name: str, shown_name: str, roles: list[Role], teams: list[Team] | None = None) -> Member:
    """Somebody enrolled, and admitted to these teams."""
    member = Member(name=name, shown_name=shown_name, roles_held=" ".join(roles), key_epoch=1)
    secret, salt = new_pair(), token_bytes(16)
    key = derive_passphrase(PASSPHRASE, salt, *settings.STAFF_DERIVATION)
    member.public_key, member.salt = secret.public.raw, salt
    member.signature = sign_public(member.holder, secret.public)
    member.sealed_half = seal_staff_half(key, member.id, secret)
    member.save()
    for team in teams or []:
        Membership.objects.create(member=member, team=team)
        holder = newest_key(team).holder
        grant_pair(holder, _team_secrets[holder], [person_holder(member)])
    return member


def secret_of(member: Member) -> SecretKey:
    """The member's secret half, by the passphrase that everybody here has."""
    key = derive_passphrase(PASSPHRASE, bytes(member.salt), *settings.STAFF_DERIVATION)
    return unseal_staff_half(key, member.id, member.sealed_half)


def keyring_of(member: Member) -> Keyring:
    """What this person can unseal."""
    return keyring_with(member.holder, secret_of(member))


def sign_in(client, member: Member):
    """Give a test client a full session of this member, as after both factors; returns the client."""
    session = SessionStore()
    standing.begin_half(session, member, secret_of(member), timezone.now())
    session.update(
        {
            SESSION_KEY: str(member.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
    )
    standing.begin_full(session, timezone.now())
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def session_of(client) -> SessionStore:
    """The session behind a test client's cookie."""
    return SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)


_team_secrets: dict[Holder, SecretKey] = {}
