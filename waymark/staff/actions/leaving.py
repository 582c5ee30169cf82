"""Leaving, in one action, with public keys only: whoever leaves reads nothing that is written from now on.

Cases turn later, when somebody next writes in them; what the leaver could read before, they could have
copied.
"""

from collections.abc import Collection

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.models import (
    Declared,
    Member,
    Membership,
    Team,
    TeamKey,
)
from waymark.staff.newest import epochs_told
from waymark.staff.pairs import drop_team_grants, grant_pair
from waymark.staff.parts import forget_person, give_team_pair, hold_members, keep_named, tell_of_low_wall
from waymark.staff.queries import admitted_to, named_in, newest_key, person_holder, recovery_holder
from waymark.staff.rules import check_end_account
from waymark.staff.terms import StaffTag, TeamKind

UNSIGNED = (
    "Nothing was changed: a stored key of this team does not bear the service’s signature. "
    "Tell whoever runs the machine at once."
)


@atomic_turn
def leave(*, by: Member, member: Member) -> Member:
    """End somebody's account: new pairs for their teams, their grants, sessions, browsers and factors gone.

    *Refuses* one's own account, and to hand anything to a key that the service never signed.
    *Records* staff:member:left, and staff:team:turned for each team.
    """
    now = hold_members()
    check_end_account(now[by.id], now[member.id])
    teams = [row.team for row in Membership.objects.filter(member=member).select_related("team")]
    Membership.objects.filter(member=member).delete()
    forget_person(member)
    Declared.objects.filter(member=member).delete()
    for team in teams:
        turn_team(by=by, team=team, without=[member])
    member.left_on = timezone.localdate()
    member.sealed_half = member.salt = member.public_key = member.signature = None
    member.save()
    record(Chain.face("desk"), StaffTag.MEMBER_LEFT, by=by.id, about=member.id)
    return member


@atomic_turn
def turn_team(
    *, by: Member, team: Team, without: Collection[Member] = (), also: Collection[Member] = ()
) -> TeamKey:
    """The next pair of a team or a wall, granted to those who stay, to `also` and to recovery. Where one
    colleague or none can open a wall from then on, managers are told. *Records* staff:team:turned.
    """
    team = Team.objects.select_for_update().get(pk=team.pk)
    gone = {member.id for member in without}
    staying = [*(member for member in admitted_to(team) if member.id not in gone), *also]
    named = [*(one for one in _named(team) if one.id not in gone), *also]
    for member in without:
        drop_team_grants(team, member)
    # Were the newest taken away, its number is not given a second time.
    epoch = max(newest_key(team).epoch, epochs_told().get(team.id, 0)) + 1
    secret = give_team_pair(team, epoch)
    key = newest_key(team)
    try:
        holders = [*map(person_holder, staying), recovery_holder()]
    except DoesNotUnseal:
        raise Refused(UNSIGNED) from None
    grant_pair(key.holder, secret, holders)
    if team.kind == TeamKind.WALL:
        keep_named(key.holder, named)
        tell_of_low_wall(team)
    record(Chain.face("desk"), StaffTag.TEAM_TURNED, by=by.id, about=team.id, note={"epoch": key.epoch})
    return key


def _named(team: Team) -> list[Member]:
    return named_in(team) if team.kind == TeamKind.WALL else []
