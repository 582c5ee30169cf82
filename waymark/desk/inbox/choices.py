"""Who can be given a case: teams that work with cases, those in them who may write in one, and who alone may
open it where somebody in the team must not.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from waymark.cases.file.rules import NAME_TWO, may_take_cases
from waymark.desk.inbox.forms import StartForm
from waymark.intake.asking import Identity
from waymark.intake.threads import Thread
from waymark.staff.models import Member, Team
from waymark.staff.naming import is_named
from waymark.staff.queries import admitted_to, all_teams
from waymark.staff.rules import has_permission
from waymark.staff.terms import ROLE_NAMES, Permission, Role
from waymark.staff.ties import met_a_tie

MUST_NOT = "Somebody in that team must not read this. Say who may open the case, or choose another team."
Teams = list[tuple[Team, list[Member]]]


def teams_to_choose() -> Teams:
    """Every team that can take a case, with whoever in it holds its key and may write."""
    return [(team, writers_of(team)) for team in all_teams() if may_take_cases(team)]


def writers_of(team: Team) -> list[Member]:
    """Who of a team can own a case."""
    return [member for member in admitted_to(team) if has_permission(member, Permission.WRITE_CASES)]


def offer_wall(sent: QueryDict, teams: Teams, team: Team, thread: Thread) -> tuple[StartForm, list[Member]]:
    """The form for this team, and who alone may open the case. Where somebody of the team must not read it,
    the form asks for that first, with everybody else ticked.
    """
    identities = [each.identity for each in thread.letters]
    to_name = people_to_name(team, identities, [each.arrival.id for each in thread.letters])
    if not to_name.some_must_not:
        return StartForm(sent, teams=teams), []
    if sent.get("offered") == str(team.id):
        form = StartForm(sent, teams=teams, people=to_name.people)
        named = [one for one in to_name.people if str(one.id) in sent.getlist("named")]
        if not named and form.is_valid():
            form.add_error("named", NAME_TWO)
        return form, named
    asked = sent.copy()
    asked.setlist("named", to_name.ticked)
    asked["offered"] = str(team.id)
    form = StartForm(asked, teams=teams, people=to_name.people)
    form.add_error("to", MUST_NOT)
    return form, []


def read_choice(teams: Teams, chosen: str) -> tuple[Team, Member | None]:
    """The team, and perhaps the member, that a form's value names; it was checked to be one of them."""
    team_id, _, member_id = chosen.partition("/")
    team, members = next((team, members) for team, members in teams if team.id == UUID(team_id))
    owner = next((member for member in members if member_id and member.id == UUID(member_id)), None)
    return team, owner


@dataclass(frozen=True, slots=True)
class ToName:
    """Whom of a team one can name, each by role and team; whom a page ticks when nobody chose yet."""

    people: dict[Member, str]
    ticked: list[str]
    some_must_not: bool
    """Somebody of the team was named by the person, or was kept out because they know somebody."""


def people_to_name(
    team: Team, identities: Iterable[Identity], about: Collection[UUID], already: Collection[Member] = ()
) -> ToName:
    """Whom the person named is not in the list. Whoever met a tie in `about` is, and is not ticked.

    `already`: who is named now, though they may not hold a key at this moment.
    """
    inside = dict.fromkeys([*admitted_to(team), *already])
    readers = [one for one in inside if has_permission(one, Permission.READ_CASES)]
    unwanted = {one for one in readers for each in identities if is_named(one, each.not_read)}
    tied = met_a_tie(about)
    people = {
        one: f"{one.shown_name}: {_roles(one)}, {team.shown_name}" for one in readers if one not in unwanted
    }
    ticked = [str(one.id) for one in people if one.id not in tied]
    return ToName(people, ticked, bool(unwanted) or any(one.id in tied for one in readers))


def _roles(member: Member) -> str:
    return ", ".join(ROLE_NAMES[role].lower() for role in Role if role in member.roles)
