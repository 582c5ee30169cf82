"""Who may do what here. One table from roles to permissions; holding one never replaces holding the key."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from waymark.records.refusal import Refused, allows
from waymark.sealing.hashing import H
from waymark.sealing.keys import PublicKey
from waymark.staff.terms import Permission, Role

_P = Permission

_INTAKE = frozenset(
    {_P.READ_ARRIVALS, _P.ANSWER_ARRIVALS, _P.START_CASES, _P.SEE_COLLEAGUES, _P.APPROVE_READMISSION}
)
_CASEWORKER = frozenset(
    {
        # What arrives for a caseworker's team comes through the mailboxes of its cases.
        _P.READ_ARRIVALS,
        _P.ANSWER_ARRIVALS,
        _P.READ_CASES,
        _P.WRITE_CASES,
        _P.HAND_OVER_CASES,
        _P.SEE_COLLEAGUES,
        _P.APPROVE_READMISSION,
    }
)
_TEAM_LEAD = _CASEWORKER | {
    _P.START_CASES,
    _P.ASSIGN_CASES,
    _P.CLOSE_CASES,
    _P.WALL_CASES,
    _P.ADMIT_MEMBERS,
}
_ACCOUNTS = frozenset({_P.MANAGE_ACCOUNTS, _P.END_ACCOUNTS, _P.SEE_COLLEAGUES})

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.INTAKE: _INTAKE,
    Role.CASEWORKER: _CASEWORKER,
    Role.TEAM_LEAD: _TEAM_LEAD,
    Role.MANAGER: _TEAM_LEAD
    | _ACCOUNTS
    | {_P.DESTROY_RECORDS, _P.RUN_RETURNS, _P.MANAGE_SERVICE, _P.PUBLISH_PAGES},
    Role.RESTORATIVE: _CASEWORKER | {_P.RUN_RESTORATIVE},
    Role.EDITOR: frozenset({_P.EDIT_PAGES, _P.PUBLISH_PAGES}),
    Role.AUDITOR: frozenset({_P.READ_AUDIT}),
    Role.ADMINISTRATOR: _ACCOUNTS | {_P.MANAGE_SERVICE},
}

# Roles that an administrator who is not a manager may not hand out: they would widen the giver's own reach.
HELD_BY_MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR})
APPROVALS_NEEDED = 2
NO_MANAGER = "This is the only manager. Make somebody else a manager first: nobody could do it afterwards."
NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")


class Colleague(Protocol):
    """As much of a member as a rule needs."""

    id: UUID

    @property
    def roles(self) -> frozenset[Role]: ...

    @property
    def is_active(self) -> bool: ...


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything that these roles together allow."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def has_permission(member: Colleague, permission: Permission) -> bool:
    """Whether one of the member's roles allows this. Somebody who has left may do nothing."""
    return member.is_active and any(permission in PERMISSIONS[role] for role in member.roles)


def check_permission(member: Colleague, permission: Permission) -> None:
    """*Refuses* a member whose roles do not allow this."""
    if not has_permission(member, permission):
        raise Refused("Your account does not cover this. A manager can change that.")


def may_permission(member: Colleague, permission: Permission) -> bool:
    """The pair of `check_permission`."""
    return has_permission(member, permission)


def check_give_roles(by: Colleague, roles: Iterable[Role]) -> None:
    """*Refuses* roles that only a manager hands out."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    if Role.MANAGER not in by.roles and HELD_BY_MANAGERS & set(roles):
        raise Refused("Only a manager can give this role.")


def may_give_roles(by: Colleague, roles: Iterable[Role]) -> bool:
    """The pair of `check_give_roles`."""
    return allows(check_give_roles, by, roles)


def check_managed(left: Iterable[UUID]) -> None:
    """*Refuses* a change after which nobody would be a manager; `left` are those who would."""
    if not may_managed(left):
        raise Refused(NO_MANAGER, field="roles")


def may_managed(left: Iterable[UUID]) -> bool:
    """The pair of `check_managed`."""
    return any(left)


def check_end_account(by: Colleague, member: Colleague) -> None:
    """*Refuses* ending one's own account, and ending a manager's without being one."""
    check_permission(by, Permission.END_ACCOUNTS)
    if by.id == member.id:
        raise Refused("Somebody else has to end your account.")
    if Role.MANAGER in member.roles and Role.MANAGER not in by.roles:
        raise Refused("Only a manager can end a manager’s account.")


def may_end_account(by: Colleague, member: Colleague) -> bool:
    """The pair of `check_end_account`."""
    return allows(check_end_account, by, member)


def check_approve_readmission(by: Colleague, member: Colleague, earlier: Iterable[UUID]) -> None:
    """*Refuses* somebody approving themselves, or the same person approving twice."""
    check_permission(by, Permission.APPROVE_READMISSION)
    if by.id == member.id:
        raise Refused("Two colleagues have to approve this; nobody approves themselves.")
    if by.id in set(earlier):
        raise Refused("You have approved this already. A second colleague is needed.")


def may_approve_readmission(by: Colleague, member: Colleague, earlier: Iterable[UUID]) -> bool:
    """The pair of `check_approve_readmission`."""
    return allows(check_approve_readmission, by, member, earlier)


def fold_name(typed: str) -> str:
    """A sign-in name as it is stored: small letters, no spaces around it."""
    return typed.strip().lower()


def check_name(name: str) -> None:
    """*Refuses* a sign-in name that is hard to type on any keyboard."""
    if not (2 <= len(name) <= 40 and set(name) <= NAME_LETTERS):
        raise Refused("Use 2 to 40 small letters, digits, dots or dashes.", field="name")


def may_name(name: str) -> bool:
    """The pair of `check_name`."""
    return allows(check_name, name)


def fingerprint(public: PublicKey) -> str:
    """Six groups of five digits that two people can read to each other: 99 bits of the key's hash."""
    number = int.from_bytes(H(b"", "waymark-finger", public.raw, 32), "big")
    digits = f"{number % 10**30:030d}"
    return " ".join(digits[at : at + 5] for at in range(0, 30, 5))
