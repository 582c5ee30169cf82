"""Hand-overs: stored once, sealed to the intake team, read by that team only, destroyed when taken."""

import pytest

from tests.people import build_world
from tests.planner.bytes import sealed
from waymark.audit.models import Event
from waymark.planner.actions import hand_over, take_hand_over
from waymark.planner.leftovers import finish_erasing
from waymark.planner.models import HandOver
from waymark.planner.queries import age_file_of, hand_overs_for
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
    assert not take_hand_over(row_id=row.id, by=world.stranger)
    assert take_hand_over(row_id=row.id, by=world.intake)
    assert not HandOver.objects.exists()
    assert not ShredKey.objects.filter(island_id=row.id).exists()
    assert not take_hand_over(row_id=row.id, by=world.intake)
    assert Event.objects.filter(tag="planner:hand-over:taken", by=world.intake.id).count() == 1


def test_the_worker_clears_a_hand_over_whose_key_is_gone(world):
    row = hand_over(blob=sealed(), once=ONCE, epoch=0)
    destroy_island(row.id)
    with pytest.raises(DoesNotUnseal):
        age_file_of(row)
    assert finish_erasing() == 1
    assert not HandOver.objects.exists()
