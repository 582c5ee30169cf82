"""Days that are counted: years on; working days, Monday to Friday without the bank holidays passed in."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


def years_after(day: date, years: int) -> date:
    """The same day of the year, so many years on (or back). For 29 February it is 1 March in other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, count: int, holidays: Collection[date]) -> date:
    """The day that lies `count` working days after `start`; the start itself is never counted."""
    if count < 0:
        raise ValueError("working days are counted forward")
    day = start
    while count:
        day += ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_left(today: date, due: date, holidays: Collection[date]) -> int:
    """Working days after today up to and with the due day; negative when the due day has passed."""
    if due < today:
        return -working_days_left(due, today, holidays)
    days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
