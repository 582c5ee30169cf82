"""Who may look at a case, write in it, move it on. Permission is needed and never enough: keys decide."""

from collections.abc import Collection, Mapping
from uuid import UUID

from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage
from waymark.records.refusal import Refused
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
STARTED = "A colleague has made a case of this already."
SAME_TEAM = "That team has the case already."


def check_see(case: Case, by: Member, teams: Collection[UUID]) -> None:
    """Refuses whoever is not of the case's team; `teams` are those that `by` is in."""
    if not may_see(case, by, teams):
        raise Refused(NOT_YOURS)


def may_see(case: Case, by: Member, teams: Collection[UUID]) -> bool:
    return has_permission(by, Permission.READ_CASES) and case.team_id in teams


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


def check_write(by: Member) -> None:
    """Refuses whoever may only read."""
    check_permission(by, Permission.WRITE_CASES)


def may_write(by: Member) -> bool:
    return has_permission(by, Permission.WRITE_CASES)
