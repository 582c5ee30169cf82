"""Nothing of the door is kept longer than it is needed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from waymark.staff.actions.accounts import invite_member
from waymark.staff.actions.readmitting import approve_readmission
from waymark.staff.actions.signing_in import begin_session
from waymark.staff.clearing import clear_what_ran_out
from waymark.staff.models import EnrolmentLink, KnownBrowser, ReadmissionApproval, Session, UsedCode

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KINDS = (Session, EnrolmentLink, KnownBrowser, UsedCode, ReadmissionApproval)


@pytest.fixture
def one_of_each(world, client):
    people.sign_in(client, world.caseworker)
    invite_member(by=world.manager, name="nadia", shown_name="Nadia Kemp", roles=[], teams=[])
    begin_session(by=world.caseworker, browser=None)
    UsedCode.objects.create(mark=b"m" * 16, on=timezone.localdate())
    approve_readmission(by=world.colleague, member=world.caseworker)


def test_what_still_counts_stays(one_of_each):
    clear_what_ran_out()
    assert [kind.objects.count() for kind in KINDS] == [1] * 5


def test_what_ran_out_goes(one_of_each, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=200))
    clear_what_ran_out()
    assert [kind.objects.count() for kind in KINDS] == [0] * 5
