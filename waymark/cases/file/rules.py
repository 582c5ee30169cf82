"""Who may look at a case, write in it, move it on. Permission is needed and never enough: keys decide."""

from collections.abc import Collection, Mapping
from uuid import UUID

from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage
from waymark.records.refusal import Refused, allows
from waymark.staff.models import Member, Team
from waymark.staff.rules import check_permission, has_permission
from waymark.staff.terms import Permission, TeamKind

MOVES: Mapping[CaseStage, frozenset[CaseStage]] = {
    CaseStage.NEW: frozenset({CaseStage.SUPPORTING, CaseStage.PAUSED}),
    CaseStage.SUPPORTING: frozenset({CaseStage.PAUSED}),
    CaseStage.PAUSED: frozenset({CaseStage.SUPPORTING}),
    CaseStage.CLOSED: frozenset(),
}
CLOSED = "This case is closed. Reopen it first."
NOT_CLOSED = "This case is not closed."
NOT_YOURS = "There is no such case."
NO_STEP = "A case cannot go from this stage to that one."
NOT_IN_TEAM = "Choose somebody of the team that has the case."
NOT_CASEWORK = "Choose a team that works with cases."
NAME_TWO = "Name two people at least. A case that one person alone can open is lost with them."
NAME_ONE_WHO_CAN_CHANGE = (
    "Name a team lead or a manager as well, or the person whose case it is: nobody else could change this."
)
NOT_NAMED = "Choose people of the team that has the case, who can read cases."
NO_WALLS = "A team lead, a manager or the person whose case it is can do this."
NOBODY_NAMED = "That team has a wall for this case, and nobody whom it names is there. Choose another team."
NO_WALL = "This case has no wall."
CHANGED_SINCE = "A colleague changed who may open this case a moment ago. Look again before you choose."
JUST_CHANGED = (
    "Who may open this case changed at this very moment. Nothing is lost: try again. "
    "If you see this twice, tell a manager."
)
WALL_DOUBTFUL = (
    "What is stored about who may open this case is not what was last agreed. Nothing was written. "
    "Tell a manager at once."
)
STARTED = "A colleague has made a case of this already."
SAME_TEAM = "That team has the case already."


def check_see(case: Case, by: Member, teams: Collection[UUID]) -> None:
    """Refuses whoever is not of the case's team, or not named in its wall; `teams` are those that `by` is in
    and the walls that name them.
    """
    if not may_see(case, by, teams):
        raise Refused(NOT_YOURS)


def may_see(case: Case, by: Member, teams: Collection[UUID]) -> bool:
    inside = case.team_id in teams and (case.behind is None or case.wall_id in teams)
    return has_permission(by, Permission.READ_CASES) and inside


def check_wall(case: Case, by: Member) -> None:
    """Refuses whoever may not say who opens the case."""
    if not may_wall(case, by):
        raise Refused(NO_WALLS)


def may_wall(case: Case, by: Member) -> bool:
    return has_permission(by, Permission.WALL_CASES) or (case.owner_id == by.id and may_write(by))


def check_named(named: Collection[Member], *, team: Collection[Member], owner: Member | None) -> None:
    """Refuses fewer than two, somebody from outside `team`, and names of whom nobody could change them:
    `owner` is whose case it is.
    """
    if not set(named) <= {one for one in team if has_permission(one, Permission.READ_CASES)}:
        raise Refused(NOT_NAMED, field="named")
    if len(set(named)) < 2:
        raise Refused(NAME_TWO, field="named")
    if not any(has_permission(one, Permission.WALL_CASES) or one == owner for one in named):
        raise Refused(NAME_ONE_WHO_CAN_CHANGE, field="named")


def may_named(named: Collection[Member], *, team: Collection[Member], owner: Member | None) -> bool:
    return allows(check_named, named, team=team, owner=owner)


def check_mark(shown: str, mark: str) -> None:
    """Refuses a choice from a page that showed something else than what holds now."""
    if shown != mark:
        raise Refused(CHANGED_SINCE, field="named")


def may_mark(shown: str, mark: str) -> bool:
    return shown == mark


def check_move(case: Case, to: CaseStage) -> None:
    """Refuses a stage that does not follow."""
    if not may_move(case, to):
        raise Refused(NO_STEP, field="stage")


def may_move(case: Case, to: CaseStage) -> bool:
    return to in MOVES[CaseStage(case.stage)]


def check_own(owner: Member, members: Collection[UUID]) -> None:
    """Refuses an owner who is not of the team, or could not read the case."""
    if not may_own(owner, members):
        raise Refused(NOT_IN_TEAM, field="to")


def may_own(owner: Member, members: Collection[UUID]) -> bool:
    return owner.id in members and has_permission(owner, Permission.WRITE_CASES)


def check_take_cases(team: Team) -> None:
    """Refuses a team that does not work with cases."""
    if not may_take_cases(team):
        raise Refused(NOT_CASEWORK, field="to")


def may_take_cases(team: Team) -> bool:
    return team.kind in {TeamKind.CASEWORK, TeamKind.RESTORATIVE}


def is_of_cases(team: Team) -> bool:
    """Whether what arrives for it belongs in a case: for a team that works with them, or a wall in one."""
    return team.kind != TeamKind.INTAKE


def check_write(by: Member) -> None:
    """Refuses whoever may only read."""
    check_permission(by, Permission.WRITE_CASES)


def may_write(by: Member) -> bool:
    return has_permission(by, Permission.WRITE_CASES)
