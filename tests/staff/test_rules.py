"""Who may do what: the whole truth table, and the refusals that protect the table itself."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from waymark.records.refusal import Refused
from waymark.sealing.keys import new_pair
from waymark.staff import rules
from waymark.staff.terms import Permission, Role

TABLE = """
read-arrivals          intake caseworker team-lead manager restorative
answer-arrivals        intake caseworker team-lead manager restorative
start-cases            intake team-lead manager
read-cases             caseworker team-lead manager restorative
write-cases            caseworker team-lead manager restorative
hand-over-cases        caseworker team-lead manager restorative
assign-cases           team-lead manager
close-cases            team-lead manager
wall-cases             team-lead manager
destroy-records        manager
run-restorative        restorative
run-returns            manager
edit-pages             editor
publish-pages          manager editor
read-audit             auditor
see-colleagues         intake caseworker team-lead manager restorative administrator
manage-accounts        manager administrator
end-accounts           manager administrator
admit-members          team-lead manager
approve-readmission    intake caseworker team-lead manager restorative
manage-service         manager administrator
"""
ALLOWED = {
    Permission(words[0]): {Role(word) for word in words[1:]}
    for words in map(str.split, TABLE.strip().splitlines())
}


@dataclass
class Someone:
    roles: frozenset[Role]
    id: UUID
    is_active: bool = True


def someone(*roles, active=True):
    return Someone(frozenset(roles), uuid4(), active)


def test_the_table_names_every_permission():
    assert set(ALLOWED) == set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_do_exactly_what_the_table_says(role, permission):
    assert rules.has_permission(someone(role), permission) is (role in ALLOWED[permission])


def test_an_administrator_sees_no_case_and_no_arrival():
    may = rules.permissions_of({Role.ADMINISTRATOR})
    assert not may & {Permission.READ_CASES, Permission.READ_ARRIVALS, Permission.ADMIT_MEMBERS}


def test_somebody_who_left_may_do_nothing():
    left = someone(*Role, active=False)
    assert not any(rules.has_permission(left, permission) for permission in Permission)


def test_roles_add_up():
    both = someone(Role.INTAKE, Role.AUDITOR)
    assert rules.has_permission(both, Permission.READ_ARRIVALS)
    assert rules.has_permission(both, Permission.READ_AUDIT)
    assert not rules.has_permission(both, Permission.READ_CASES)


def test_only_a_manager_makes_managers():
    administrator, manager = someone(Role.ADMINISTRATOR), someone(Role.MANAGER)
    assert rules.may_give_roles(administrator, [Role.CASEWORKER])
    assert rules.may_give_roles(manager, [Role.MANAGER])
    for role in rules.HELD_BY_MANAGERS:
        assert not rules.may_give_roles(administrator, [role])
    assert not rules.may_give_roles(someone(Role.CASEWORKER), [Role.CASEWORKER])


def test_nobody_ends_their_own_account():
    manager = someone(Role.MANAGER)
    assert not rules.may_end_account(manager, manager)
    assert rules.may_end_account(manager, someone(Role.MANAGER))
    assert not rules.may_end_account(someone(Role.ADMINISTRATOR), someone(Role.MANAGER))
    assert rules.may_end_account(someone(Role.ADMINISTRATOR), someone(Role.CASEWORKER))


def test_readmission_takes_two_different_colleagues():
    first, forgot = someone(Role.CASEWORKER), someone(Role.CASEWORKER)
    assert rules.may_approve_readmission(first, forgot, [])
    assert not rules.may_approve_readmission(first, forgot, [first.id])
    assert not rules.may_approve_readmission(forgot, forgot, [])
    assert not rules.may_approve_readmission(someone(Role.ADMINISTRATOR), forgot, [first.id])


def test_a_refusal_is_a_sentence():
    with pytest.raises(Refused) as refused:
        rules.check_permission(someone(Role.EDITOR), Permission.READ_CASES)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("name", ["ro", "rowan.b", "r2-d2", "a" * 40])
def test_a_name_that_any_keyboard_types_is_taken(name):
    assert rules.may_name(name)


@pytest.mark.parametrize("name", ["", "r", "Rowan", "ro wan", "rówan", "a" * 41, "a@b"])
def test_a_name_that_is_hard_to_type_is_refused(name):
    assert not rules.may_name(name)


def test_a_fingerprint_is_six_groups_of_five_digits_of_its_own_key():
    public = new_pair().public
    groups = rules.fingerprint(public).split()
    assert [len(group) for group in groups] == [5] * 6
    assert "".join(groups).isdigit()
    assert rules.fingerprint(public) == rules.fingerprint(public)
    assert rules.fingerprint(public) != rules.fingerprint(new_pair().public)
