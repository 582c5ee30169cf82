"""Who may do what: the whole truth table, and the refusals that protect the table itself."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from waymark.records.refusal import Refused
from waymark.sealing.keys import PublicKey, new_pair
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


@pytest.mark.parametrize("name", ["ro", "rowan.b", "r2-d2", "a" * 40, "".join(sorted(rules.NAME_LETTERS))])
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


NOT_COVERED = "Your account does not cover this. A manager can change that."
FINGERPRINT = "13312 75712 54262 18450 05906 62553"


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_the_check_the_question_and_the_list_say_the_same(role, permission):
    by = someone(role)
    may = rules.may_permission(by, permission)
    assert may is (role in ALLOWED[permission])
    assert (permission in rules.permissions_of([role])) is may
    if may:
        assert rules.check_permission(by, permission) is None
    else:
        assert refusal(rules.check_permission, by, permission) == (NOT_COVERED, "")


def test_permissions_of_several_roles_are_all_of_theirs():
    assert rules.permissions_of([]) == frozenset()
    both = rules.permissions_of([Role.EDITOR, Role.AUDITOR])
    assert both == {Permission.EDIT_PAGES, Permission.PUBLISH_PAGES, Permission.READ_AUDIT}


def test_what_only_a_manager_gives_is_refused_in_words():
    administrator = someone(Role.ADMINISTRATOR)
    assert {Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR} == rules.HELD_BY_MANAGERS
    asked = [Role.CASEWORKER, Role.AUDITOR]
    assert refusal(rules.check_give_roles, administrator, asked) == ("Only a manager can give this role.", "")
    assert refusal(rules.check_give_roles, someone(Role.CASEWORKER), asked) == (NOT_COVERED, "")
    assert rules.check_give_roles(someone(Role.MANAGER), asked) is None


def test_somebody_stays_a_manager():
    assert rules.may_managed([uuid4()])
    assert rules.check_managed([uuid4()]) is None
    assert not rules.may_managed([])
    assert refusal(rules.check_managed, []) == (rules.NO_MANAGER, "roles")


def test_ending_an_account_is_refused_in_words():
    manager, administrator = someone(Role.MANAGER), someone(Role.ADMINISTRATOR)
    own = "Somebody else has to end your account."
    assert refusal(rules.check_end_account, manager, manager) == (own, "")
    assert refusal(rules.check_end_account, administrator, administrator) == (own, "")
    theirs = "Only a manager can end a manager’s account."
    assert refusal(rules.check_end_account, administrator, manager) == (theirs, "")
    assert refusal(rules.check_end_account, someone(Role.CASEWORKER), manager) == (NOT_COVERED, "")
    assert rules.check_end_account(manager, administrator) is None
    assert not rules.may_end_account(someone(Role.CASEWORKER), administrator)


def test_approving_is_refused_in_words():
    first, forgot, earlier = someone(Role.CASEWORKER), someone(Role.CASEWORKER), [uuid4()]
    assert rules.check_approve_readmission(first, forgot, earlier) is None
    assert "nobody approves themselves" in refusal(rules.check_approve_readmission, forgot, forgot, [])[0]
    again = refusal(rules.check_approve_readmission, first, forgot, [*earlier, first.id])[0]
    assert "approved this already" in again
    assert refusal(rules.check_approve_readmission, someone(Role.EDITOR), forgot, []) == (NOT_COVERED, "")
    assert rules.APPROVALS_NEEDED == 2


def test_a_name_is_folded_and_refused_in_words_at_its_box():
    assert rules.fold_name("  Rowan.B ") == "rowan.b"
    assert rules.check_name("rowan.b") is None
    sentence, field = refusal(rules.check_name, "Rowan B")
    assert sentence.startswith("Use 2 to 40 small letters")
    assert field == "name"
    assert set("abcdefghijklmnopqrstuvwxyz0123456789.-") == rules.NAME_LETTERS


def test_a_fingerprint_never_changes():
    assert rules.fingerprint(PublicKey(bytes(range(32)))) == FINGERPRINT
