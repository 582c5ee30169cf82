"""Accounts: who may join, what they may do, and the one-time link that they enrol with."""

from collections.abc import Collection

from django.db import IntegrityError, transaction

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.actions.leaving import turn_team
from waymark.staff.models import Member, Membership, Team
from waymark.staff.parts import hold_members, make_link
from waymark.staff.queries import managers, walls_within
from waymark.staff.rules import check_give_roles, check_managed, check_name, check_permission, fold_name
from waymark.staff.terms import LinkPurpose, Permission, Role, StaffTag, TeamKind


@atomic_turn
def invite_member(
    *, by: Member, name: str, shown_name: str, roles: Collection[Role], teams: Collection[Team]
) -> tuple[Member, str]:
    """A new account and the token of the link that enrols it; the token is stored nowhere.

    *Refuses* a name that is taken or hard to type, and roles that are not `by`'s to give.
    *Records* staff:member:invited.
    """
    check_give_roles(by, roles)
    folded = fold_name(name)
    check_name(folded)
    try:
        with transaction.atomic():
            member = Member.objects.create(name=folded, shown_name=shown_name, roles_held=_words(roles))
    except IntegrityError:
        raise Refused("That sign-in name is taken.", field="name") from None
    Membership.objects.bulk_create(Membership(member=member, team=team) for team in teams)
    record(Chain.face("desk"), StaffTag.MEMBER_INVITED, by=by.id, about=member.id)
    return member, make_link(member, LinkPurpose.ENROL)


@atomic_turn
def renew_link(*, by: Member, member: Member) -> str:
    """A new enrolment link in place of one that ran out. *Refuses* for somebody enrolled.
    *Records* staff:link:renewed.
    """
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    if member.sealed_half is not None or not member.is_active:
        raise Refused("This account is not waiting for a link.")
    record(Chain.face("desk"), StaffTag.LINK_RENEWED, by=by.id, about=member.id)
    return make_link(member, LinkPurpose.ENROL)


@atomic_turn
def change_access(
    *, by: Member, member: Member, shown_name: str, roles: Collection[Role], teams: Collection[Team]
) -> Member:
    """Set somebody's shown name, roles and teams. A team that they leave turns its keys, and so do the walls
    in it that name them; one they join admits them later.

    *Refuses* roles that are not `by`'s to give or take, and to leave the service without a manager: nobody
    could make another. *Records* staff:member:changed.
    """
    now = hold_members()
    held_roles = now[member.id].roles
    check_give_roles(now[by.id], set(roles) ^ held_roles)
    if Role.MANAGER in held_roles - set(roles):
        check_managed(one.id for one in managers() if one.is_enrolled and one.id != member.id)
    member.shown_name, member.roles_held = shown_name, _words(roles)
    member.save(update_fields=["shown_name", "roles_held"])
    wanted = {team.id: team for team in teams}
    rows = Membership.objects.filter(member=member).exclude(team__kind=TeamKind.WALL)
    held = {row.team_id: row for row in rows.select_related("team")}
    Membership.objects.bulk_create(
        Membership(member=member, team=team) for key, team in wanted.items() if key not in held
    )
    for row in (row for key, row in held.items() if key not in wanted):
        row.delete()
        for left in (*walls_within(row.team, member), row.team):
            Membership.objects.filter(member=member, team=left).delete()
            turn_team(by=by, team=left, without=[member])
    record(Chain.face("desk"), StaffTag.MEMBER_CHANGED, by=by.id, about=member.id)
    return member


def _words(roles: Collection[Role]) -> str:
    return " ".join(sorted(roles))
