"""A reader finds the cases of their own teams, and of no other."""

from datetime import date
from uuid import uuid4

import pytest

from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.queries import case_for, cases_by_mailbox, cases_for, mailboxes_of, unowned_for
from waymark.staff.models import Member, Membership, Team
from waymark.staff.terms import Role, TeamKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


def make_case(team, owner=None, touched_on=TODAY):
    given = {"reference": uuid4().hex[:8], "stage": "new", "begun_on": TODAY, "touched_on": touched_on}
    return Case.objects.create(team=team, owner=owner, **given)


@pytest.fixture
def two():
    """Two teams, each with a caseworker and a case that this caseworker owns."""
    found = []
    for name in ("north", "south"):
        team = Team.objects.create(kind=TeamKind.CASEWORK.value, shown_name=name)
        member = Member.objects.create(name=name, shown_name=name, roles_held=Role.CASEWORKER.value)
        Membership.objects.create(member=member, team=team)
        found.append((team, member, make_case(team, member)))
    return found


def test_only_the_cases_of_ones_own_teams_are_there_last_touched_first(two):
    (team, member, case), (_, _, theirs) = two
    older, newer = (
        make_case(team, touched_on=date(2026, 11, 1)),
        make_case(team, touched_on=date(2026, 11, 27)),
    )
    assert list(cases_for(member)) == [newer, case, older]
    assert case_for(member, case.id) == case
    assert case_for(member, theirs.id) is None
    assert case_for(member, uuid4()) is None


def test_a_list_is_read_with_its_teams_and_owners_in_one_query(two, django_assert_num_queries):
    (_, member, _), _ = two
    with django_assert_num_queries(1):
        assert [(each.team.shown_name, each.owner.name) for each in cases_for(member)] == [("north", "north")]


def test_being_of_the_team_is_not_enough_without_the_permission(two):
    (_, member, case), _ = two
    for roles in ("intake", "auditor administrator", ""):
        member.roles_held = roles
        assert list(cases_for(member)) == list(unowned_for(member)) == []
        assert case_for(member, case.id) is None


def test_what_nobody_of_the_team_has_taken_waits_for_all_of_it(two):
    (team, member, case), (other_team, other, theirs) = two
    nobodys, a_leavers = make_case(team), make_case(team, other)
    make_case(other_team)
    assert set(unowned_for(member)) == {nobodys, a_leavers}
    Membership.objects.filter(member=member).delete()
    Membership.objects.create(member=other, team=team)
    assert case in unowned_for(other)
    assert a_leavers not in unowned_for(other)
    assert theirs not in unowned_for(other)


def test_the_mailboxes_of_a_case_and_the_cases_of_mailboxes(two, django_assert_num_queries):
    (_, member, case), (_, _, theirs) = two
    links = [CaseMailbox.objects.create(case=each, mailbox=uuid4()) for each in (case, case, theirs)]
    first, second, other = (link.mailbox for link in links)
    assert mailboxes_of(case) == [link.mailbox for link in sorted(links[:2], key=lambda link: link.id)]
    with django_assert_num_queries(1):
        found = cases_by_mailbox(member, iter([first, other, uuid4()]))
        assert {mailbox: each.reference for mailbox, each in found.items()} == {first: case.reference}
    assert cases_by_mailbox(member, []) == {}
    assert set(cases_by_mailbox(member, [first, second])) == {first, second}
