"""A wall: one case's key is held by named members of its team, in place of the team.

Its pair turns as a team's does: when somebody who is named leaves, when others are named. Only whoever holds
a member's row of the service's own word is handed the next one.
"""

from collections.abc import Collection
from functools import partial

from django.db import transaction

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.destroying import destroy_island
from waymark.records.grants import begin_shred_key
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import HolderKind, Kind
from waymark.staff.actions.leaving import UNSIGNED, turn_team
from waymark.staff.models import Member, Membership, Notice, Team
from waymark.staff.pairs import grant_pair
from waymark.staff.parts import give_team_pair, keep_named
from waymark.staff.queries import (
    admitted_to,
    has_signed_key,
    named_in,
    newest_key,
    person_holder,
    recovery_holder,
)
from waymark.staff.terms import NoticeKind, StaffTag, TeamKind

SHOWN_NAME = "A case behind a wall"


@atomic_turn
def begin_wall(*, within: Team, named: Collection[Member], by: Member) -> Team:
    """Makes the pair of a wall, granted to those who are named and to recovery. Public keys only.

    *Refuses* to hand it to a key that the service never signed. *Records* staff:wall:begun.
    """
    wall = Team.objects.create(kind=TeamKind.WALL.value, shown_name=SHOWN_NAME, within=within)
    begin_shred_key(wall.id, Kind.TEAM)
    secret, holder = give_team_pair(wall, 1), newest_key(wall).holder
    for member in named:
        name_in_wall(wall=wall, member=member, by=by)
    keep_named(holder, named)
    try:
        holders = [*map(person_holder, named), recovery_holder()]
    except DoesNotUnseal:
        raise Refused(UNSIGNED) from None
    grant_pair(holder, secret, holders)
    record(Chain.face("desk"), StaffTag.WALL_BEGUN, by=by.id, about=wall.id)
    return wall


@atomic_turn
def change_wall(*, wall: Team, named: Collection[Member], by: Member, keyring: Keyring) -> None:
    """Names others: the pair turns, whoever is new gets the older ones that `by` holds, whoever is not named
    any more loses theirs. *Records* staff:wall:changed.
    """
    before, after = {one.id: one for one in named_in(wall)}, {one.id: one for one in named}
    gone = [one for own_id, one in before.items() if own_id not in after]
    new = [one for own_id, one in after.items() if own_id not in before]
    for member in gone:
        take_from_wall(wall=wall, member=member, by=by)
    for member in new:
        name_in_wall(wall=wall, member=member, by=by)
    turn_team(by=by, team=wall, without=gone, also=new)
    _give_held(wall, new, keyring)
    record(Chain.face("desk"), StaffTag.WALL_CHANGED, by=by.id, about=wall.id)


@atomic_turn
def give_wall(*, wall: Team, by: Member, keyring: Keyring) -> int:
    """Hands a wall's pairs to whoever is named, was admitted to its team under their newest key, and holds
    them no more: they came back with a new key. Returns to how many.

    *Records* staff:wall:given where there was one.
    """
    assert wall.within is not None
    holding, compared = {one.id for one in admitted_to(wall)}, {one.id for one in admitted_to(wall.within)}
    waiting = [one for one in named_in(wall) if one.id in compared and one.id not in holding]
    back = [one for one in waiting if has_signed_key(one)]
    if back:
        _give_held(wall, back, keyring)
        record(Chain.face("desk"), StaffTag.WALL_GIVEN, by=by.id, about=wall.id)
    return len(back)


@atomic_turn
def end_wall(*, wall: Team, by: Member | None) -> None:
    """Deletes a wall: nothing is sealed to it any more. *Records* staff:wall:ended."""
    # Once it is saved, and not before: were it not, the case would still be granted to this wall.
    transaction.on_commit(partial(destroy_island, wall.id))
    Grant.objects.filter(of_id=wall.id).delete()
    Notice.objects.filter(kind=NoticeKind.WALL_LOW.value, about=wall.id).delete()
    record(Chain.face("desk"), StaffTag.WALL_ENDED, by=by.id if by else None, about=wall.id)
    Team.objects.filter(pk=wall.pk, kind=TeamKind.WALL).delete()


@atomic_turn
def name_in_wall(*, wall: Team, member: Member, by: Member) -> None:
    """Notes that somebody is named; `keep_named` signs it. *Records* staff:wall:named."""
    Membership.objects.get_or_create(member=member, team=wall)
    record(Chain.face("desk"), StaffTag.NAMED, by=by.id, about=member.id, note={"wall": wall.id})


@atomic_turn
def take_from_wall(*, wall: Team, member: Member, by: Member) -> None:
    """Notes that somebody is named no more. *Records* staff:wall:unnamed."""
    Membership.objects.filter(member=member, team=wall).delete()
    record(Chain.face("desk"), StaffTag.UNNAMED, by=by.id, about=member.id, note={"wall": wall.id})


def _give_held(wall: Team, to: Collection[Member], keyring: Keyring) -> None:
    holders = [person_holder(member) for member in to]
    for held in keyring.holders:
        if held.kind is HolderKind.TEAM and held.id == wall.id and holders:
            grant_pair(held, keyring.secret_for(held), holders)
