"""Timetables: one slot at a time, by the service's own clock, also across the hour that comes twice."""

from datetime import UTC, datetime, time, timedelta

import pytest

from waymark.jobs.timetable import Timetable

NIGHTLY = Timetable(timedelta(days=1), time(3, 15))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_new_slot_begins_at_its_time_of_day():
    before, after = NIGHTLY.slot(at("2026-11-23 03:14:59")), NIGHTLY.slot(at("2026-11-23 03:15:00"))
    assert before != after
    assert before == NIGHTLY.slot(at("2026-11-22 23:00:00"))
    assert after == NIGHTLY.slot(at("2026-11-24 03:14:00"))


def test_summer_time_is_the_services_own():
    assert NIGHTLY.slot(at("2026-07-01 02:15:00")) != NIGHTLY.slot(at("2026-07-01 02:14:00"))


def test_every_day_of_a_year_has_one_slot():
    slots = {NIGHTLY.slot(at("2026-01-01 12:00:00") + timedelta(hours=hours)) for hours in range(365 * 24)}
    assert len(slots) == 366


def test_short_periods_begin_on_the_clock():
    often = Timetable(timedelta(minutes=5))
    assert often.slot(at("2026-11-23 12:04:59")) != often.slot(at("2026-11-23 12:05:00"))
    assert often.slot(at("2026-11-23 12:05:00")) == often.slot(at("2026-11-23 12:09:59"))


@pytest.mark.parametrize(
    ("every", "when"),
    [(timedelta(seconds=5), None), (timedelta(hours=5), time(3)), (timedelta(days=32), None)],
)
def test_timetables_that_cannot_be_kept_are_refused(every, when):
    with pytest.raises(ValueError):
        Timetable(every, when)
