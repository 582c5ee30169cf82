"""Days, dates and hours as a person says them."""

from datetime import date, time

import pytest
from django.utils import translation

from waymark.clocks.hours import read_week
from waymark.clocks.saying import Length, Unit
from waymark.ui.days import say, say_day, say_time, say_week


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
        (time(9), "9am"),
        (time(12), "noon"),
        (time(12, 5), "12.05pm"),
        (time(17, 30), "5.30pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(at, said):
    assert say_time(at) == said


def test_a_date_is_said_in_full():
    assert say_day(date(2026, 11, 24)) == "Tuesday 24 November"


@pytest.mark.parametrize(
    ("what", "language", "said"),
    [
        (date(2026, 11, 24), "en-gb", "24 November 2026"),
        (date(2026, 11, 24), "pl", "24 listopada 2026"),
        (Length(1, Unit.YEARS), "en-gb", "1 year"),
        (Length(7, Unit.YEARS), "pl", "7 lat"),
        (Length(1, Unit.WEEKS), "en-gb", "1 week"),
        (Length(26, Unit.WEEKS), "pl", "26 tygodni"),
        (Length(6, Unit.WEEKS), "ar", "6 أسابيع"),
        (Length(20, Unit.WORKING_DAYS), "ro", "20 de zile lucrătoare"),
        (Length(1, Unit.WORKING_DAYS), "en-gb", "1 working day"),
        (read_week(["Mon-Fri 09:00-17:00"]), "en-gb", "Monday to Friday, 9am to 5pm"),
    ],
)
def test_what_a_page_says_anew_in_each_language(what, language, said):
    with translation.override(language):
        assert say(what) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Mon-Fri 09:00-17:00"], "Monday to Friday, 9am to 5pm"),
        (["Mon-Sun 08:00-20:00"], "every day, 8am to 8pm"),
        (["Mon-Sun 00:00-24:00"], "day and night"),
        (["Mon-Sat 00:00-24:00"], "Monday to Saturday, midnight to midnight"),
        (["Mon 09:00-12:00", "Mon 13:00-17:00"], "Monday, 9am to noon and 1pm to 5pm"),
        (
            ["Mon-Tue 09:00-17:00", "Sun 10:00-24:00"],
            "Monday to Tuesday, 9am to 5pm; Sunday, 10am to midnight",
        ),
    ],
)
def test_a_week_is_said_in_runs_of_days(lines, said):
    assert say_week(read_week(lines)) == said
