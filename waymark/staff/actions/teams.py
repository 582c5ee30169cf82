"""Beginning a team: its first pair, granted to recovery and to its first members."""

from collections.abc import Iterable
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.grants import begin_shred_key
from waymark.records.turns import atomic_turn
from waymark.sealing.labels import Kind
from waymark.staff.models import Member, Membership, Team
from waymark.staff.pairs import grant_pair
from waymark.staff.parts import give_team_pair
from waymark.staff.queries import newest_key, person_holder, recovery_holder
from waymark.staff.terms import StaffTag, TeamKind


@atomic_turn
def begin_team(*, by: UUID | None, kind: TeamKind, shown_name: str, members: Iterable[Member] = ()) -> Team:
    """A team with its first pair. `by` is nobody while the service is being set up.
    *Records* staff:team:begun.
    """
    team = Team.objects.create(kind=kind.value, shown_name=shown_name)
    begin_shred_key(team.id, Kind.TEAM)
    secret = give_team_pair(team, 1)
    first = list(members)
    Membership.objects.bulk_create(Membership(member=member, team=team) for member in first)
    grant_pair(
        newest_key(team).holder,
        secret,
        [*(person_holder(m) for m in first if m.is_enrolled), recovery_holder()],
    )
    record(Chain.face("desk"), StaffTag.TEAM_BEGUN, by=by, about=team.id)
    return team
