"""Deadlines in words: working days, without the bank holidays of the service's nation."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from waymark.clocks.bank_holidays import bank_holidays
from waymark.clocks.days import working_days_left
from waymark.ui.service import service


def holidays_around(today: date) -> frozenset[date]:
    """The bank holidays of this year and its neighbours."""
    return _holidays(service().nation, today.year)


@lru_cache(maxsize=4)
def _holidays(nation: str, year: int) -> frozenset[date]:
    return bank_holidays(nation, (year - 1, year, year + 1))


@lru_cache(maxsize=512)
def short_day(day: date) -> str:
    """The day as a list says it: "Mon 23 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def full_day(day: date) -> str:
    """A day that may be years away: "23 November 2033"."""
    return f"{day.day} {day:%B} {day.year}"


def due_in_words(today: date, due: date, holidays: Collection[date]) -> tuple[str, str]:
    """How urgent a deadline is ("late", "today", "soon", "later"), and how it is said."""
    left = working_days_left(today, due, holidays)
    if due < today:
        late = max(-left, 1)
        return "late", f"{late} working day{'s' if late != 1 else ''} late"
    if left <= 0:
        return "today", "today"
    words = f"{left} working day{'s' if left != 1 else ''} left"
    return ("soon", words) if left == 1 else ("later", words)
