"""Hours as editors type them: what they mean, and what nobody can mean."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.clocks.hours import NotHours
from waymark.clocks.opening import (
    BankHolidays,
    Opening,
    Stretch,
    how_it_stands,
    read_opening,
    runs_of,
    write_opening,
)

MONDAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 25)


def at(day, clock):
    return datetime.combine(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo,We 9:00-12:00,13:00-17:00", "Mo 09:00-12:00,13:00-17:00; We 09:00-12:00,13:00-17:00"),
        ("24/7", "24/7"),
        ("Mo-Su 00:00-24:00; PH open", "24/7"),
        ("Mo-Fr 09:00-17:00; Fr off", "Mo-Th 09:00-17:00"),
        ("Sa-Mo 18:00-02:00", "Mo 18:00-02:00; Sa-Su 18:00-02:00"),
        ("Tu 10:00-11:00; PH 12:00-13:00", "Tu 10:00-11:00; PH 12:00-13:00"),
    ],
)
def test_hours_are_written_as_they_were_meant(text, said):
    assert write_opening(read_opening(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PH off",
        "Monday 9-5",
        "Mo-Xx 09:00-17:00",
        "Mo 25:00-26:00",
        "Mo 09:00",
        "Mo off",
        "ring us",
        "Mo-Fr 09:00-17:00 or so",
    ],
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(NotHours):
        read_opening(text)


def test_open_now_says_until_when_and_closed_says_from_when():
    opening = read_opening("Mo-Fr 09:00-17:00; PH off")
    now = how_it_stands(opening, at(MONDAY, "10:00"), ())
    assert (now.is_open, now.until) == (True, at(MONDAY, "17:00"))
    friday = date(2026, 11, 27)
    now = how_it_stands(opening, at(friday, "17:00"), ())
    assert (now.is_open, now.opens) == (False, at(date(2026, 11, 30), "09:00"))


def test_hours_over_midnight_hold_on_the_next_morning():
    opening = read_opening("Mo 18:00-02:00")
    assert how_it_stands(opening, at(date(2026, 11, 24), "01:59"), ()).is_open
    assert not how_it_stands(opening, at(date(2026, 11, 24), "02:00"), ()).is_open


def test_days_that_touch_are_told_as_one():
    opening = read_opening("Mo-We 00:00-24:00")
    assert how_it_stands(opening, at(MONDAY, "12:00"), ()).until == at(date(2026, 11, 26), "00:00")


def test_a_bank_holiday_of_which_nothing_is_said_is_unsure():
    holidays = {CHRISTMAS}
    unsaid = how_it_stands(read_opening("Mo-Fr 09:00-17:00"), at(CHRISTMAS, "10:00"), holidays)
    assert (unsaid.is_open, unsaid.unsure) == (False, True)
    closed = how_it_stands(read_opening("Mo-Fr 09:00-17:00; PH off"), at(CHRISTMAS, "10:00"), holidays)
    assert (closed.is_open, closed.unsure) == (False, False)
    assert how_it_stands(read_opening("Mo-Fr 09:00-17:00; PH open"), at(CHRISTMAS, "10:00"), holidays).is_open
    own = read_opening("Mo-Fr 09:00-17:00; PH 10:00-11:00")
    assert how_it_stands(own, at(CHRISTMAS, "10:30"), holidays).is_open
    assert how_it_stands(read_opening("24/7"), at(CHRISTMAS, "03:00"), holidays).is_open


def test_runs_leave_closed_days_out():
    assert [(first, last) for first, last, _ in runs_of(read_opening("Mo-Tu,Th-Fr 09:00-17:00"))] == [
        (0, 1),
        (3, 4),
    ]


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
stretches = st.lists(st.builds(Stretch, times, times), max_size=3, unique=True).map(
    lambda found: tuple(sorted(found))
)
holidays = st.sampled_from([BankHolidays.UNKNOWN, BankHolidays.CLOSED, BankHolidays.USUAL])


@given(st.tuples(*[stretches] * 7).filter(any), holidays)
def test_whatever_is_written_is_read_again_as_the_same(days, on_holidays):
    opening = Opening(days, on_holidays)
    assert read_opening(write_opening(opening)) == opening
