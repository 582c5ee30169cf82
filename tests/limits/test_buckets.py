"""Buckets: as many as the limit says, then one at a time; counted by keyed hash; a refusal writes nothing."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waymark.limits.buckets import forget_full_buckets, may_take, refill, take
from waymark.limits.models import Bucket
from waymark.limits.terms import AskedToWait, Limit, spoken
from waymark.records.refusal import Refused
from waymark.records.turns import turn

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FIVE = Limit("tests:five", 5, timedelta(minutes=1))


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23 12:00:00+00:00", tick=False) as moved:
        yield moved


def taken(limit: Limit, key: str, tries: int) -> int:
    count = 0
    for _ in range(tries):
        try:
            take(limit, key)
        except AskedToWait:
            continue
        count += 1
    return count


def test_a_bucket_gives_its_size_and_then_asks_to_wait(clock):
    assert taken(FIVE, "her", 9) == 5
    with pytest.raises(AskedToWait) as refusal:
        take(FIVE, "her")
    assert refusal.value.seconds == 60
    assert isinstance(refusal.value, Refused)
    assert "wait a minute" in refusal.value.sentence


def test_it_fills_up_one_at_a_time(clock):
    taken(FIVE, "her", 5)
    clock.shift(timedelta(seconds=59))
    assert not may_take(FIVE, "her")
    clock.shift(timedelta(seconds=1))
    assert may_take(FIVE, "her")
    assert taken(FIVE, "her", 5) == 1
    clock.shift(timedelta(hours=3))
    assert taken(FIVE, "her", 9) == 5


def test_one_key_does_not_hold_back_another_nor_one_limit_another(clock):
    taken(FIVE, "her", 5)
    assert taken(FIVE, "him", 5) == 5
    assert taken(Limit("tests:other", 5, timedelta(minutes=1)), "her", 5) == 5


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 6), every=st.integers(1, 600), steps=st.lists(st.integers(0, 900), max_size=25))
def test_never_more_than_the_size_and_the_rate(size, every, steps):
    limit = Limit("tests:property", size, timedelta(seconds=every))
    Bucket.objects.all().delete()
    with time_machine.travel("2026-11-23 12:00:00+00:00", tick=False) as moved:
        passed = count = 0
        for step in steps:
            moved.shift(timedelta(seconds=step))
            passed += step
            count += taken(limit, "her", 2)
            assert count <= size + passed // every + 1


def test_neither_name_nor_address_is_stored(clock):
    take(FIVE, "192.0.2.7")
    row = Bucket.objects.get()
    assert len(row.tag) == 16
    assert set(Bucket.objects.values().get()) == {"tag", "full_at"}
    assert b"192.0.2.7" not in row.tag


def test_without_the_key_the_tag_cannot_be_made(clock, monkeypatch):
    take(FIVE, "her")
    mine = Bucket.objects.get().tag
    from django.conf import settings as configured

    monkeypatch.setattr(configured.KEYS, "limits_key", lambda: b"another key", raising=False)
    take(FIVE, "her")
    assert Bucket.objects.exclude(tag=mine).count() == 1


def test_a_refusal_costs_one_read_and_no_write(clock, django_assert_num_queries):
    taken(FIVE, "her", 5)
    before = Bucket.objects.values().get()
    with django_assert_num_queries(1), pytest.raises(AskedToWait):
        take(FIVE, "her")
    assert Bucket.objects.values().get() == before


def test_a_take_costs_one_short_write(clock, django_assert_num_queries):
    take(FIVE, "her")
    with turn(), django_assert_num_queries(3):
        take(FIVE, "her")


def test_a_take_inside_a_failed_turn_is_given_back(clock):
    class Fault(Exception):
        pass

    def failing() -> None:
        with turn():
            take(FIVE, "her")
            raise Fault

    with pytest.raises(Fault):
        failing()
    assert taken(FIVE, "her", 9) == 5


def test_a_success_fills_the_bucket(clock):
    taken(FIVE, "her", 5)
    refill(FIVE, "her")
    assert taken(FIVE, "her", 9) == 5


def test_full_buckets_are_forgotten_and_others_are_kept(clock):
    take(FIVE, "long ago")
    clock.shift(timedelta(minutes=2))
    take(FIVE, "just now")
    assert forget_full_buckets() == 1
    assert taken(FIVE, "just now", 9) == 4


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "a minute"), (60, "a minute"), (61, "2 minutes"), (3600, "60 minutes"), (7201, "3 hours")],
)
def test_waiting_times_are_never_said_shorter_than_they_are(seconds, words):
    assert spoken(seconds) == words


@pytest.mark.parametrize(("size", "every"), [(0, timedelta(1)), (1, timedelta(0))])
def test_a_limit_that_locks_out_does_not_exist(size, every):
    with pytest.raises(ValueError):
        Limit("tests:lock", size, every)
