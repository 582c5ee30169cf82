"""Who may see a case, write in it and move it on: every answer, and the refusal that goes with it."""

from uuid import uuid4

import pytest

from waymark.cases.file import rules
from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage
from waymark.records.refusal import Refused
from waymark.staff.models import Member, Team
from waymark.staff.terms import Role, TeamKind

READERS = {Role.CASEWORKER, Role.TEAM_LEAD, Role.MANAGER, Role.RESTORATIVE}
OURS = uuid4()
NOT_COVERED = "Your account does not cover this. A manager can change that."
N, S, P = CaseStage.NEW, CaseStage.SUPPORTING, CaseStage.PAUSED
FOLLOWS = {(N, S), (N, P), (S, P), (P, S)}


def member(*roles):
    return Member(roles_held=" ".join(roles))


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


@pytest.mark.parametrize("role", Role)
def test_a_case_is_seen_by_a_reader_of_its_team_only(role):
    case, by = Case(team_id=OURS), member(role)
    assert rules.may_see(case, by, {OURS}) is (role in READERS)
    assert not rules.may_see(case, by, {uuid4()})
    assert not rules.may_see(case, by, ())
    if role in READERS:
        assert rules.check_see(case, by, {uuid4(), OURS}) is None
    else:
        assert refusal(rules.check_see, case, by, {OURS}) == ("There is no such case.", "")


def test_a_walled_case_is_seen_by_those_only_whom_its_wall_names():
    wall = Team(kind=TeamKind.WALL.value, within_id=OURS)
    case, by = Case(team_id=OURS, wall=wall), member(Role.TEAM_LEAD)
    assert rules.may_see(case, by, {OURS, wall.id})
    assert not rules.may_see(case, by, {OURS})
    assert not rules.may_see(case, by, {wall.id})
    away = Case(team_id=uuid4(), wall=wall)
    assert away.behind is None
    assert rules.may_see(away, by, {away.team_id})
    assert case.readers == wall


@pytest.mark.parametrize("role", Role)
def test_a_lead_a_manager_or_the_owner_says_who_opens_a_case(role):
    by = member(role)
    may = role in {Role.TEAM_LEAD, Role.MANAGER}
    assert rules.may_wall(Case(), by) is may
    assert rules.may_wall(Case(owner=by), by) is (role in READERS)
    assert rules.may_wall(Case(owner=member(role)), by) is may
    if not may:
        assert refusal(rules.check_wall, Case(), by) == (rules.NO_WALLS, "")
    else:
        assert rules.check_wall(Case(), by) is None


def test_a_wall_names_two_of_the_team_who_read_and_one_who_can_change_it():
    lead, worker, other = member(Role.TEAM_LEAD), member(Role.CASEWORKER), member(Role.CASEWORKER)
    intake, outside = member(Role.INTAKE), member(Role.CASEWORKER)
    team = [lead, worker, other, intake]

    def refused(named, owner=None):
        asked = {"team": team, "owner": owner}
        if rules.may_named(named, **asked):
            assert rules.check_named(named, **asked) is None
            return None
        with pytest.raises(Refused) as why:
            rules.check_named(named, **asked)
        assert why.value.field == "named"
        return why.value.sentence

    assert refused([lead, worker]) is None
    assert refused([lead, worker, other]) is None, "all who read may be named"
    assert refused([worker, other], owner=other) is None
    assert refused([worker, other], owner=lead) == rules.NAME_ONE_WHO_CAN_CHANGE
    assert refused([worker, other]) == rules.NAME_ONE_WHO_CAN_CHANGE
    assert refused([lead]) == refused([lead, lead]) == refused([]) == rules.NAME_TWO
    assert refused([lead, outside]) == refused([lead, intake]) == rules.NOT_NAMED


def test_a_choice_from_a_page_that_showed_something_else_is_refused():
    assert rules.may_mark("a/1", "a/1")
    assert rules.check_mark("none", "none") is None
    for shown in ("a/2", "", "none"):
        assert not rules.may_mark(shown, "a/1")
        assert refusal(rules.check_mark, shown, "a/1") == (rules.CHANGED_SINCE, "named")


@pytest.mark.parametrize("stage", CaseStage)
@pytest.mark.parametrize("to", CaseStage)
def test_a_case_moves_only_to_a_stage_that_follows_and_a_closed_one_never(stage, to):
    case = Case(stage=stage.value)
    may = (stage, to) in FOLLOWS
    assert rules.may_move(case, to) is may
    if may:
        assert rules.check_move(case, to) is None
    else:
        assert refusal(rules.check_move, case, to) == (rules.NO_STEP, "stage")


@pytest.mark.parametrize("role", Role)
def test_an_owner_is_of_the_team_and_may_write(role):
    owner = member(role)
    assert rules.may_own(owner, {owner.id}) is (role in READERS)
    assert not rules.may_own(owner, {uuid4()})
    if role in READERS:
        assert rules.check_own(owner, {owner.id}) is None
    assert refusal(rules.check_own, owner, set()) == (rules.NOT_IN_TEAM, "to")


@pytest.mark.parametrize("kind", TeamKind)
def test_what_arrives_belongs_in_a_case_but_for_intake(kind):
    assert rules.is_of_cases(Team(kind=kind.value)) is (kind is not TeamKind.INTAKE)


@pytest.mark.parametrize(
    ("kind", "may"), [(TeamKind.INTAKE, False), (TeamKind.CASEWORK, True), (TeamKind.RESTORATIVE, True)]
)
def test_only_teams_that_work_with_cases_take_them(kind, may):
    team = Team(kind=kind.value)
    assert rules.may_take_cases(team) is may
    if may:
        assert rules.check_take_cases(team) is None
    else:
        assert refusal(rules.check_take_cases, team) == (rules.NOT_CASEWORK, "to")


@pytest.mark.parametrize("role", Role)
def test_only_casework_writes(role):
    by = member(role)
    assert rules.may_write(by) is (role in READERS)
    if role in READERS:
        assert rules.check_write(by) is None
    else:
        assert refusal(rules.check_write, by) == (NOT_COVERED, "")
