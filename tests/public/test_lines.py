"""The lines that can be rung now: their numbers are the facts' own, and the mark follows both."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from waymark.content.queries import library
from waymark.content.terms import FactStatus
from waymark.public.contact.lines import open_lines

TODAY, LATER, LONG_AGO = date(2026, 11, 26), date(2027, 5, 1), date(2026, 1, 1)


def test_every_line_says_the_number_of_its_fact():
    assert library().lines
    for line in library().lines:
        assert line.number is library().facts[line.number.id]
        assert set(line.phone) <= set("0123456789 ")


@pytest.mark.parametrize(
    ("hours_checked", "hours_due", "fact_checked", "marked"),
    [
        (TODAY, LATER, True, False),
        (None, LATER, True, True),
        (TODAY, LONG_AGO, True, True),
        (TODAY, LATER, False, True),
    ],
)
def test_a_line_is_marked_unless_number_and_hours_are_both_checked(
    hours_checked, hours_due, fact_checked, marked
):
    line = library().lines[0]
    status = FactStatus.CHECKED if fact_checked else FactStatus.UNCHECKED
    number = replace(line.number, status=status, checked_on=TODAY, review_due=LATER)
    line = replace(line, number=number, checked_on=hours_checked, review_due=hours_due)
    assert line.needs_mark(TODAY) is marked


def test_a_child_is_shown_lines_for_children_and_nobody_a_closed_one():
    night = datetime(2026, 11, 26, 3, 0, tzinfo=ZoneInfo("Europe/London"))
    assert {line.children for line in open_lines(night, children=True)} == {True}
    shown = {line.name for line in open_lines(night, children=False)}
    assert shown
    assert shown < {line.name for line in library().lines if not line.children}
