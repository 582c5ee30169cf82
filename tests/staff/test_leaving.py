"""Somebody leaves, in one action with public keys only. Copies show what they can still open."""

import copy

import pytest

from tests import people
from waymark.audit.models import Event
from waymark.records.grants import key_place, shred_key
from waymark.records.islands import begin_island, needs_turning, turn_island, unlock
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.sealing.envelopes import seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.grants import unseal_grant
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.staff.actions.accounts import change_access
from waymark.staff.actions.leaving import leave
from waymark.staff.keyring import keyring_with
from waymark.staff.models import KnownBrowser, Member, Membership, Session
from waymark.staff.queries import holder_of_team, managers, newest_key
from waymark.staff.terms import Role, StaffTag

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def everything_opened_by(keyring: Keyring, grants) -> set[tuple]:
    """Which of these grants this keyring opens, with the shred keys of today."""
    opened = set()
    for grant in grants:
        place = key_place(Kind(grant.of_kind), grant.of_id, grant.epoch)
        for holder in keyring.holders:
            try:
                unseal_grant(shred_key(grant.of_id), place, keyring.secret_for(holder), grant.sealed)
            except DoesNotUnseal:
                continue
            opened.add((grant.of_kind, grant.of_id, grant.epoch))
    return opened


def test_a_leaver_reads_nothing_written_from_then_on(world):
    holder, public = holder_of_team(world.team)
    leaver = people.keyring_of(world.colleague)
    island, key = begin_island(Kind.CASE, to=[(holder, public)])
    place = Place(Kind.LOG_ENTRY, island.id, Field.TEXT)
    before = seal_in(key, place, b"written before")
    copy_before = list(Grant.objects.all())

    leave(by=world.manager, member=world.colleague)
    copy_after = list(Grant.objects.all())

    # Arrivals from now on go to the new pair, which the leaver's secrets do not open.
    newest, new_public = holder_of_team(world.team)
    assert newest.epoch == holder.epoch + 1
    arrival_place = Place(Kind.ARRIVAL, island.id, Field.CONTENT)
    arrival = seal_to(new_public, arrival_place, b"after")
    for old in leaver.holders:
        with pytest.raises(DoesNotUnseal):
            unseal_to(leaver.secret_for(old), arrival_place, arrival)

    # The case turns when somebody next writes in it, and then the leaver's copy of keys is of no use.
    stays = people.keyring_of(world.caseworker)
    assert needs_turning(island.id, newest=[newest])
    epoch, new_key = turn_island(island.id, stays, to=[(newest, new_public)])
    after = seal_in(new_key, Place(Kind.LOG_ENTRY, island.id, Field.TEXT, epoch=epoch), b"written after")
    copy_turned = list(Grant.objects.all())

    assert ("case", island.id, 0) in everything_opened_by(leaver, copy_before)
    assert unseal_in(key, place, before) == b"written before", "what was readable could have been copied"
    assert ("team", world.team.id, newest.epoch) not in everything_opened_by(leaver, copy_after)
    assert not everything_opened_by(leaver, copy_turned) & {("case", island.id, epoch)}
    with pytest.raises(DoesNotUnseal):
        unlock(island.id, leaver)
    with pytest.raises(DoesNotUnseal):
        unseal_in(key, Place(Kind.LOG_ENTRY, island.id, Field.TEXT, epoch=epoch), after)
    assert unlock(island.id, stays, 0) == key
    assert unlock(island.id, stays) == new_key


def test_those_who_stay_read_old_and_new(world):
    leave(by=world.manager, member=world.colleague)
    epochs = {h.epoch for h in people.keyring_of(world.caseworker).holders if h.id == world.team.id}
    assert epochs == {1, 2}
    assert holder_of_team(world.team)[0] in people.keyring_of(world.manager).holders


def test_recovery_is_granted_the_new_pair(world):
    leave(by=world.manager, member=world.colleague)
    epochs = Grant.objects.filter(of_id=world.team.id, holder_kind="recovery").values_list("epoch", flat=True)
    assert set(epochs) == {1, 2}


def test_nothing_of_the_leaver_is_left_that_opens(world, client):
    people.sign_in(client, world.colleague)
    old = copy.copy(world.colleague)
    secret = people.secret_of(old)
    KnownBrowser.objects.create(pk=b"b" * 32, member=world.colleague, ends_on="2099-01-01")
    leave(by=world.manager, member=world.colleague)
    assert not Grant.objects.filter(holder_id=old.id).exists()
    assert not Session.objects.filter(member=old).exists()
    assert not KnownBrowser.objects.filter(member=old).exists()
    assert not Membership.objects.filter(member=old).exists()
    assert keyring_with(old.holder, secret).holders == (old.holder,)
    world.colleague.refresh_from_db()
    assert world.colleague.sealed_half is None
    assert not world.colleague.is_active


def test_no_secret_of_a_team_is_needed_to_end_an_account(world):
    """The administrator holds no team, so the action works with public keys only."""
    assert people.keyring_of(world.administrator).holders == (world.administrator.holder,)
    leave(by=world.administrator, member=world.colleague)
    assert newest_key(world.team).epoch == 2


def test_other_teams_keep_their_pair(world):
    leave(by=world.manager, member=world.colleague)
    assert newest_key(world.other_team).epoch == 1


def test_somebody_who_waits_to_be_admitted_is_not_admitted_by_a_turn(world):
    waiting = people.make_member("wanda", "Wanda Poole", [], [])
    Membership.objects.create(member=waiting, team=world.team)
    leave(by=world.manager, member=world.colleague)
    assert people.keyring_of(waiting).holders == (waiting.holder,)


def test_a_key_forged_in_the_database_gets_no_new_secret(world):
    world.caseworker.public_key = people.secret_of(world.stranger).public.raw
    world.caseworker.save()
    with pytest.raises(Refused, match="Nothing was changed"):
        leave(by=world.manager, member=world.colleague)
    world.colleague.refresh_from_db()
    assert world.colleague.is_active, "all or nothing"


def test_leaving_is_in_the_chain(world):
    leave(by=world.manager, member=world.colleague)
    tags = list(Event.objects.order_by("seq").values_list("tag", "by", "about"))
    assert tags == [
        (StaffTag.TEAM_TURNED.value, world.manager.id, world.team.id),
        (StaffTag.MEMBER_LEFT.value, world.manager.id, world.colleague.id),
    ]


@pytest.mark.parametrize("who", ["caseworker", "team_lead", "intake", "auditor", "editor"])
def test_only_accounts_people_end_accounts(world, who):
    with pytest.raises(Refused):
        leave(by=getattr(world, who), member=world.colleague)


def test_of_two_managers_who_end_each_others_accounts_at_once_one_stays(world):
    """The second was signed in when its turn began, and has left when it comes."""
    other = people.make_member("milo", "Milo Reyes", [Role.MANAGER], [])
    late = Member.objects.get(id=other.id)
    leave(by=world.manager, member=other)
    with pytest.raises(Refused):
        leave(by=late, member=world.manager)
    world.manager.refresh_from_db()
    assert world.manager.is_active


def test_of_two_managers_who_take_each_others_role_at_once_one_stays(world):
    other = people.make_member("milo", "Milo Reyes", [Role.MANAGER], [])
    late, manager = Member.objects.get(id=other.id), Member.objects.get(id=world.manager.id)
    access = {"shown_name": "Milo Reyes", "roles": [Role.CASEWORKER], "teams": []}
    change_access(by=world.manager, member=other, **access)
    with pytest.raises(Refused):
        change_access(by=late, member=manager, **access | {"shown_name": manager.shown_name})
    assert [one.id for one in managers()] == [world.manager.id]
