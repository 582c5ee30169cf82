"""When somebody next reads is never said too early, and never on a day off."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import bank_holidays as bank_holidays_tool
from waymark.clocks.bank_holidays import bank_holidays
from waymark.clocks.hours import NotHours, Span, is_within_hours, next_read, read_week, week_in_lines

LONDON = ZoneInfo("Europe/London")
OFFICE = read_week(["Mon-Fri 09:00-17:00", "Sat 10:00-13:00"])


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),
        ("2026-11-23T08:59", "2026-11-23T09:00"),
        ("2026-11-23T17:00", "2026-11-24T09:00"),
        ("2026-11-28T13:00", "2026-11-30T09:00"),
        ("2026-12-24T18:00", "2026-12-29T09:00"),
    ],
)
def test_a_message_is_next_read_when_somebody_is_in(sent, read):
    closed = bank_holidays("ENG", [2026]) | {date(2026, 12, 26)}
    assert next_read(at(sent), OFFICE, closed) == at(read)


def test_nobody_in_for_two_months_is_said_as_never():
    week = read_week(["Mon 09:00-10:00"])
    every_monday = {
        date.fromordinal(n) for n in range(date(2026, 11, 1).toordinal(), date(2027, 3, 1).toordinal())
    }
    assert next_read(at("2026-11-23T09:00"), week, every_monday) is None


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)))
def test_the_next_reading_is_never_before_the_message_and_always_within_hours(moment):
    moment = moment.replace(tzinfo=LONDON)
    closed = bank_holidays("ENG", range(2026, 2031))
    read = next_read(moment, OFFICE, closed)
    assert read is not None
    assert read >= moment
    assert is_within_hours(read, OFFICE, closed)


def test_closing_at_midnight_is_the_end_of_the_day():
    week = read_week(["Mon-Sun 00:00-24:00"])
    assert is_within_hours(at("2026-11-23T23:59"), week, ())
    assert week.days[6] == (Span(time(0), time(0)),)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Mo-Fr 9-5"],
        ["Fri-Mon 09:00-17:00"],
        ["Mon 17:00-09:00"],
        ["Mon 09:00-25:00"],
        ["mon 09:00-17:00"],
    ],
)
def test_hours_that_cannot_be_read_are_refused(lines):
    with pytest.raises(NotHours):
        read_week(lines)


def test_days_with_the_same_hours_are_told_together():
    assert [(first, last) for first, last, _ in week_in_lines(OFFICE)] == [(0, 4), (5, 5)]


def test_bank_holidays_differ_by_nation():
    assert date(2026, 11, 30) in bank_holidays("SCT", [2026])
    assert date(2026, 11, 30) not in bank_holidays("ENG", [2026])
    assert date(2026, 12, 25) in bank_holidays("WLS", [2026])


def test_the_table_of_bank_holidays_is_what_the_library_says():
    assert bank_holidays_tool.TABLE.read_text("utf-8") == bank_holidays_tool.table(), "run `./do generated`"
    for nation in ("ENG", "WLS", "SCT", "NIR"):
        said = holidays.country_holidays("GB", subdiv=nation, years=[2026, 2027])
        assert bank_holidays(nation, [2026, 2027]) == set(said)


def test_a_year_beyond_the_table_is_never_guessed():
    with pytest.raises(ValueError, match="2056 are not known"):
        bank_holidays("ENG", [2055, 2056])


def test_a_nation_without_known_holidays_is_refused():
    with pytest.raises(ValueError, match="not a nation"):
        bank_holidays("england", [2026])
