"""The only maker of a keyring: a full session gets what was granted, any other session gets nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair
from waymark.staff import standing
from waymark.staff.keyring import keyring_with, make_keyring
from waymark.staff.models import RecoveryKey, TeamKey
from waymark.staff.queries import (
    admitted_to,
    holder_of_team,
    newest_key,
    person_holder,
    recovery_holder,
    team_holder,
)
from waymark.staff.sessions import SessionStore
from waymark.staff.terms import TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def world():
    return people.build_world()


def full_session(client, member):
    people.sign_in(client, member)
    return people.session_of(client)


def test_a_member_holds_their_own_pair_and_their_teams(world):
    keyring = people.keyring_of(world.caseworker)
    assert keyring.person == world.caseworker.id
    assert set(keyring.holders) == {world.caseworker.holder, newest_key(world.team).holder}
    holder, public = holder_of_team(world.team)
    assert keyring.secret_for(holder).public == public


def test_a_member_holds_no_other_teams_pair(world):
    with pytest.raises(DoesNotUnseal):
        people.keyring_of(world.stranger).secret_for(newest_key(world.team).holder)


def test_an_administrator_holds_no_team(world):
    assert people.keyring_of(world.administrator).holders == (world.administrator.holder,)


def test_a_full_session_gets_a_keyring(world, client):
    keyring = make_keyring(full_session(client, world.caseworker))
    assert keyring.holders == people.keyring_of(world.caseworker).holders


def test_a_half_session_gets_none(world):
    session = SessionStore()
    standing.begin_half(session, world.caseworker, people.secret_of(world.caseworker), timezone.now())
    with pytest.raises(Refused):
        make_keyring(session)


def test_an_empty_session_gets_none(db):
    with pytest.raises(Refused):
        make_keyring(SessionStore())


def test_a_locked_session_gets_none(world, client):
    session = full_session(client, world.caseworker)
    standing.lock(session)
    with pytest.raises(Refused):
        make_keyring(session)


def test_an_idle_session_gets_none_before_anything_locked_it(world, client, time_machine):
    session = full_session(client, world.caseworker)
    time_machine.move_to(timezone.now() + standing.idle_limit() + timedelta(seconds=1))
    with pytest.raises(Refused):
        make_keyring(session)


def test_a_grant_to_an_older_pair_is_left_out(world):
    renewed = world.caseworker
    renewed.key_epoch += 1
    assert keyring_with(renewed.holder, people.secret_of(renewed)).holders == (renewed.holder,)


def test_a_grant_that_was_tampered_with_is_left_out(world):
    grants = Grant.objects.filter(holder_id=world.caseworker.id)
    grants.update(sealed=Grant.objects.exclude(holder_id=world.caseworker.id)[0].sealed)
    assert people.keyring_of(world.caseworker).holders == (world.caseworker.holder,)


def test_the_intake_team_is_found_without_a_key(world):
    assert team_holder(TeamKind.INTAKE) == holder_of_team(world.intake_team)


@pytest.mark.parametrize("asked", ["team", "person", "recovery"])
def test_nobody_is_given_an_unsigned_key(world, asked):
    forged = new_pair().public.raw
    if asked == "team":
        TeamKey.objects.filter(team=world.intake_team).update(public_key=forged)
        ask = lambda: team_holder(TeamKind.INTAKE)  # noqa: E731 - three asks side by side
    elif asked == "person":
        world.caseworker.public_key = forged
        ask = lambda: person_holder(world.caseworker)  # noqa: E731
    else:
        RecoveryKey.objects.update(public_key=forged)
        ask = recovery_holder
    with pytest.raises(DoesNotUnseal):
        ask()


def test_a_signature_of_one_team_does_not_vouch_for_another(world):
    source = newest_key(world.other_team)
    TeamKey.objects.filter(team=world.intake_team).update(
        public_key=source.public_key, signature=source.signature
    )
    with pytest.raises(DoesNotUnseal):
        team_holder(TeamKind.INTAKE)


def test_admitted_are_those_who_hold_the_newest_secret(world):
    assert {member.id for member in admitted_to(world.team)} == {
        world.caseworker.id,
        world.colleague.id,
        world.team_lead.id,
        world.restorative.id,
        world.manager.id,
    }
    Grant.objects.filter(holder_id=world.colleague.id).delete()
    assert world.colleague.id not in {member.id for member in admitted_to(world.team)}
