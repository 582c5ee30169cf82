"""Who can be given a case: teams that work with cases, and those in them who may write in one."""

from uuid import UUID

from waymark.cases.file.rules import may_take_cases
from waymark.staff.models import Member, Team
from waymark.staff.queries import admitted_to, all_teams
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission

Teams = list[tuple[Team, list[Member]]]


def teams_to_choose() -> Teams:
    """Every team that can take a case, with whoever in it holds its key and may write."""
    return [(team, writers_of(team)) for team in all_teams() if may_take_cases(team)]


def writers_of(team: Team) -> list[Member]:
    """Who of a team can own a case."""
    return [member for member in admitted_to(team) if has_permission(member, Permission.WRITE_CASES)]


def read_choice(teams: Teams, chosen: str) -> tuple[Team, Member | None]:
    """The team, and perhaps the member, that a form's value names; it was checked to be one of them."""
    team_id, _, member_id = chosen.partition("/")
    team, members = next((team, members) for team, members in teams if team.id == UUID(team_id))
    owner = next((member for member in members if member_id and member.id == UUID(member_id)), None)
    return team, owner
