"""Back after a forgotten passphrase: two colleagues, a new link, a new key, then grants by a holder."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.staff import factors
from waymark.staff.actions.admitting import admit_to_team
from waymark.staff.actions.enrolling import enrol
from waymark.staff.actions.readmitting import approve_readmission
from waymark.staff.keyring import keyring_with
from waymark.staff.models import EnrolmentLink, Session
from waymark.staff.queries import holder_of_team, link_mark, newest_key, person_holder, waiting_for_admission
from waymark.staff.rules import fingerprint
from waymark.staff.terms import LinkPurpose

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def approve_twice(world, member):
    assert approve_readmission(by=world.colleague, member=member) is None
    return approve_readmission(by=world.team_lead, member=member)


def use(token):
    secret = factors.draw_code_secret()
    return enrol(
        mark=link_mark(token),
        passphrase="acorn acorn acorn acorn acorn ember",
        code_secret=secret,
        typed_code=factors.code_at(secret, timezone.now()),
    )


def test_the_whole_way_back(world):
    member = world.caseworker
    old_print = fingerprint(person_holder(member)[1])
    sheet = use(approve_twice(world, member))
    member.refresh_from_db()
    assert member.key_epoch == 2
    compared = fingerprint(person_holder(member)[1])
    assert compared != old_print
    assert keyring_with(member.holder, sheet.secret).holders == (member.holder,), "reads nothing yet"
    assert [(one.member.id, one.team.id) for one in waiting_for_admission(world.team_lead)] == [
        (member.id, world.team.id)
    ]
    admit_to_team(
        by=world.team_lead,
        keyring=people.keyring_of(world.team_lead),
        member=member,
        team=world.team,
        compared=compared,
    )
    assert holder_of_team(world.team)[0] in keyring_with(member.holder, sheet.secret).holders


def test_one_approval_is_not_enough(world):
    assert approve_readmission(by=world.colleague, member=world.caseworker) is None
    assert not EnrolmentLink.objects.exists()
    with pytest.raises(Refused):
        approve_readmission(by=world.colleague, member=world.caseworker)


def test_nobody_approves_themselves(world):
    with pytest.raises(Refused):
        approve_readmission(by=world.caseworker, member=world.caseworker)


def test_an_old_approval_does_not_count(world, time_machine):
    approve_readmission(by=world.colleague, member=world.caseworker)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert approve_readmission(by=world.team_lead, member=world.caseworker) is None


def test_until_the_link_is_used_nothing_changes_for_its_owner(world, client):
    people.sign_in(client, world.caseworker)
    approve_twice(world, world.caseworker)
    assert EnrolmentLink.objects.get().purpose == LinkPurpose.READMIT
    assert people.keyring_of(world.caseworker).holders
    assert Session.objects.filter(member=world.caseworker).exists()


def test_the_old_key_its_grants_and_its_sessions_are_gone_afterwards(world, client):
    people.sign_in(client, world.caseworker)
    old_holder, old_secret = world.caseworker.holder, people.secret_of(world.caseworker)
    use(approve_twice(world, world.caseworker))
    assert not Session.objects.filter(member=world.caseworker).exists()
    assert not Grant.objects.filter(holder_id=world.caseworker.id).exists()
    assert keyring_with(old_holder, old_secret).holders == (old_holder,)


def test_only_somebody_who_holds_the_teams_newest_secret_admits(world):
    use(approve_twice(world, world.caseworker))
    world.caseworker.refresh_from_db()
    compared = fingerprint(person_holder(world.caseworker)[1])
    outsider = people.make_member("lena", "Lena Ford", ["team-lead"], [world.other_team])
    with pytest.raises(Refused):
        admit_to_team(
            by=outsider,
            keyring=people.keyring_of(outsider),
            member=world.caseworker,
            team=world.team,
            compared=compared,
        )
    assert newest_key(world.team).epoch == 1
