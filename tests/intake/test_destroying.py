"""What was dealt with and became no case is destroyed in time; what still waits never is."""

from datetime import datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.utils import timezone

from tests import arriving
from tests.people import build_world, keyring_of
from waymark.audit.models import Event
from waymark.audit.queries import verify_all
from waymark.cases.starting.actions import start_case
from waymark.documents.models import Document
from waymark.intake import actions as intake
from waymark.intake.actions import erasing
from waymark.intake.leftovers import finish_erasing
from waymark.intake.models import Arrival
from waymark.intake.terms import IntakeTag, Stage
from waymark.records.ids import new_id
from waymark.records.models import Island, ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Kind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WEEKS = 6
ONE = timedelta(days=1)


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def on(time_machine):
    def go(day):
        time_machine.move_to(datetime.combine(day, time(12), timezone.get_current_timezone()), tick=False)

    return go


def set_aside(world):
    intake.set_aside(looked=arriving.look(world.intake).looked, by=world.intake)


def destroy():
    return intake.destroy_dealt_with(weeks=WEEKS)


def keys():
    return ShredKey.objects.filter(kind=Kind.ARRIVAL).count()


def test_a_message_set_aside_is_kept_for_its_weeks_and_not_a_day_longer(world, on):
    arriving.send(mailbox=False)
    arrival = Arrival.objects.get()
    Document.objects.create(held_on=arrival.received_on, island=arrival.island)
    set_aside(world)
    ended = timezone.localdate()
    on(ended + timedelta(weeks=WEEKS))
    with patch.object(erasing, "_destroy_dealt_with") as asked:
        assert destroy() == 0
    asked.assert_not_called()
    assert not erasing._destroy_dealt_with(arrival.id, WEEKS)
    assert not erasing._destroy_dealt_with(new_id(), WEEKS)
    assert keys() == 1
    on(ended + timedelta(weeks=WEEKS) + ONE)
    assert (destroy(), keys()) == (1, 0)
    assert not Arrival.objects.exists()
    assert not Island.objects.filter(kind=Kind.ARRIVAL).exists()
    assert not Document.objects.exists()
    proof = Event.objects.get(tag=IntakeTag.DESTROYED)
    assert (proof.about, proof.by) == (arrival.id, None)
    assert sum(verify_all().values()) == Event.objects.count()


def test_a_restored_backup_opens_nothing_of_it(world, on):
    arriving.send(mailbox=False)
    set_aside(world)
    saved = list(Arrival.objects.values())
    on(timezone.localdate() + timedelta(weeks=WEEKS) + ONE)
    destroy()
    Arrival.objects.bulk_create(Arrival(**row) for row in saved)
    with pytest.raises(DoesNotUnseal):
        arriving.look(world.intake, Arrival.objects.get())


@pytest.mark.parametrize("seen", [False, True])
def test_what_still_waits_is_never_destroyed_by_rule(world, on, seen):
    arriving.send(mailbox=False)
    if seen:
        arriving.look(world.intake)
    on(timezone.localdate() + timedelta(days=20_000))
    assert (destroy(), keys()) == (0, 1)
    assert arriving.look(world.intake).first.content.message == "He checks my phone."


def test_what_came_through_a_mailbox_goes_with_that_and_not_before(world, on):
    arriving.send()
    looked = arriving.look(world.intake).looked
    intake.answer(
        looked=looked, text="We are here.", by=world.intake, signing_key=settings.KEYS.signing_key()
    )
    arriving.send("Another")
    set_aside(world)
    on(timezone.localdate() + timedelta(weeks=WEEKS) + ONE)
    assert destroy() == 0
    assert Arrival.objects.exclude(content=None).count() == 2


def test_of_what_a_case_took_the_key_goes_after_a_week(world, on):
    arriving.send(mailbox=False)
    before = list(Arrival.objects.values())
    start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    taken = timezone.localdate()
    on(taken + timedelta(days=7))
    assert (destroy(), keys()) == (0, 1)
    on(taken + timedelta(days=8))
    assert (destroy(), keys()) == (1, 0)
    Arrival.objects.bulk_create(Arrival(**row) for row in before)
    with pytest.raises((DoesNotUnseal, Refused)):
        arriving.look(world.intake, Arrival.objects.get())


def test_a_crash_after_the_key_went_is_finished_and_told_as_what_it_was(world, on):
    arriving.send(mailbox=False)
    set_aside(world)
    on(timezone.localdate() + timedelta(weeks=WEEKS) + ONE)
    crash = patch.object(erasing, "forget_dealt_with", side_effect=ZeroDivisionError)
    with crash, pytest.raises(ZeroDivisionError):
        destroy()
    assert (keys(), Arrival.objects.get().stage) == (0, Stage.SET_ASIDE)
    finish_erasing()
    assert not Arrival.objects.exists()
    assert Event.objects.filter(tag=IntakeTag.DESTROYED).count() == 1


def test_whoever_only_writes_the_database_makes_the_worker_destroy_nothing(world, on):
    arriving.send(mailbox=False)
    Arrival.objects.update(stage=Stage.SET_ASIDE, lane=0, received_on="2001-01-01", answer_by="2001-01-01")
    assert (destroy(), keys()) == (0, 1)
    Arrival.objects.update(stage=Stage.WAITING, lane=1)
    set_aside(world)
    Arrival.objects.update(received_on="2001-01-01")
    assert (destroy(), keys()) == (0, 1)


def test_somebody_who_opens_it_again_in_time_finds_it(world):
    arriving.send(mailbox=False)
    set_aside(world)
    destroy()
    looked = intake.look(
        arrival_id=Arrival.objects.get().id, by=world.intake, keyring=keyring_of(world.intake)
    )
    assert looked.content.message == "He checks my phone."
