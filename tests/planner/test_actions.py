"""Hand-overs: stored once, sealed to the intake team, read by that team only, destroyed when taken."""

from datetime import timedelta

import pytest
from django.test import override_settings

from tests.people import build_world, keyring_of
from tests.planner.bytes import sealed
from waymark.audit.models import Event
from waymark.planner import leftovers
from waymark.planner.actions import expire_hand_overs, hand_over, let_go, pass_hand_over, take_back
from waymark.planner.leftovers import destroy_ended, finish_erasing
from waymark.planner.models import HandOver
from waymark.planner.queries import age_file_of, hand_overs_for
from waymark.records.days import day
from waymark.records.destroying import destroy_island
from waymark.records.models import ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ONCE = b"o" * 48


@pytest.fixture
def world(db):
    return build_world()


def test_a_hand_over_is_stored_once_and_read_by_intake_only(world):
    blob = sealed(8192)
    row = hand_over(blob=blob, once=ONCE, epoch=0)
    assert hand_over(blob=blob, once=ONCE, epoch=0) is None
    assert [each.id for each in hand_overs_for(world.intake)] == [row.id]
    assert age_file_of(hand_overs_for(world.intake).get()) == blob
    for other in (world.stranger, world.auditor, world.editor):
        assert not hand_overs_for(other).exists()
    assert Event.objects.filter(tag="planner:hand-over:received", about=row.id, by=None).count() == 1


def test_bytes_of_another_shape_are_not_handed_over(world):
    with pytest.raises(Refused):
        hand_over(blob=b"hello", once=ONCE, epoch=0)
    assert not HandOver.objects.exists()


def test_an_epoch_that_never_was_is_not_believed(world):
    newest = team_holder(TeamKind.INTAKE)[0].epoch
    assert hand_over(blob=sealed(), once=ONCE, epoch=60000).team_epoch == newest


def test_taking_destroys_it_and_strangers_take_nothing(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    assert not let_go(row_id=row.id, by=world.stranger)
    assert let_go(row_id=row.id, by=world.intake)
    assert not hand_overs_for(world.intake).exists()
    destroy_ended(row.id)
    assert not HandOver.objects.exists()
    assert not ShredKey.objects.filter(island_id=row.id).exists()
    assert not let_go(row_id=row.id, by=world.intake)
    assert Event.objects.filter(tag="planner:hand-over:taken", by=world.intake.id).count() == 1


def test_its_person_takes_it_back_and_nobody_else_can(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    for other in (b"p" * 48, row.id.bytes.ljust(48, b"o"), ONCE[:47]):
        assert not take_back(once=other)
    assert hand_overs_for(world.intake).exists()
    assert take_back(once=ONCE)
    assert not HandOver.objects.exists()
    assert not ShredKey.objects.filter(island_id=row.id).exists()
    assert not take_back(once=ONCE)
    event = Event.objects.get(tag="planner:hand-over:taken-back")
    assert (event.by, event.about) == (None, row.id)


def test_what_a_colleague_took_first_is_not_said_to_be_taken_back_and_the_other_way_round(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    assert let_go(row_id=row.id, by=world.intake)
    assert not take_back(once=ONCE), "what a case keeps is not taken back"
    other = hand_over(blob=sealed(), once=b"p" * 48, epoch=0)
    assert take_back(once=b"p" * 48)
    assert not let_go(row_id=other.id, by=world.intake)


def test_what_a_crash_leaves_of_letting_go_is_found_by_nobody_and_destroyed_by_the_worker(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    let_go(row_id=row.id, by=world.intake)
    assert not hand_overs_for(world.intake).exists()
    assert expire_hand_overs() == 1
    assert not ShredKey.objects.filter(island_id=row.id).exists()


def test_the_worker_clears_a_hand_over_whose_key_is_gone(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    destroy_island(row.id)
    with pytest.raises(DoesNotUnseal):
        age_file_of(row)
    assert finish_erasing() == 1
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("batch", [2, 500])
def test_the_worker_clears_every_dead_hand_over_and_no_other(world, monkeypatch, batch):
    monkeypatch.setattr(leftovers, "BATCH", batch)
    rows = [hand_over(blob=sealed(), once=bytes([each]) * 48, epoch=0) for each in range(7)]
    for row in rows[:5]:
        destroy_island(row.id)
    assert finish_erasing() == 5
    assert {row.id for row in HandOver.objects.all()} == {row.id for row in rows[5:]}
    monkeypatch.setattr(leftovers, "turn", None)
    assert finish_erasing() == 0, "and where nothing is dead it holds up no writer"


def test_destroying_one_hand_over_leaves_the_others(world):
    gone, kept = (hand_over(blob=sealed(), once=once * 48, epoch=0) for once in (b"o", b"p"))
    destroy_ended(gone.id)
    assert [row.id for row in HandOver.objects.all()] == [kept.id]
    assert age_file_of(kept)


def test_what_nobody_takes_in_time_is_destroyed_and_leaves_a_number_only(world, time_machine):
    with override_settings(HAND_OVER_DAYS=7):
        short = hand_over(blob=sealed(), once=ONCE, epoch=0)
    long = hand_over(blob=sealed(), once=b"p" * 48, epoch=0)
    assert (short.kept_until, long.kept_until) == (day() + timedelta(days=7), day() + timedelta(days=30))
    time_machine.move_to(day() + timedelta(days=7))
    assert expire_hand_overs() == 0
    assert [each.id for each in hand_overs_for(world.intake)] == [short.id, long.id]
    time_machine.move_to(day() + timedelta(days=1))
    assert [each.id for each in hand_overs_for(world.intake)] == [long.id]
    assert not let_go(row_id=short.id, by=world.intake)
    assert expire_hand_overs() == 1
    assert [each.id for each in HandOver.objects.all()] == [long.id]
    assert not ShredKey.objects.filter(island_id=short.id).exists()
    event = Event.objects.get(tag="planner:hand-overs:expired")
    assert (event.by, event.about) == (None, None)


def test_what_is_sealed_to_no_key_of_ours_is_passed_to_nobody(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=1)
    with pytest.raises(DoesNotUnseal):
        pass_hand_over(
            row_id=row.id, to=world.team, text="", by=world.intake, keyring=keyring_of(world.intake)
        )
    given = {"row_id": row.id, "to": world.team, "text": "", "keyring": keyring_of(world.stranger)}
    assert not pass_hand_over(by=world.stranger, **given)
    assert HandOver.objects.get().team == world.intake_team.id
