"""The bank holidays of a nation, offline. The set is passed into every other function of this room."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from waymark.clocks.holiday_table import DAYS

NATIONS: Final = frozenset(nation for nation, _ in DAYS)


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of `nation`, one of NATIONS, in these years.

    Raises ValueError for a year that the table does not reach: a deadline is never counted by a guess.
    """
    if nation not in NATIONS:
        raise ValueError(f"{nation!r} is not a nation with bank holidays")
    return frozenset(day for year in years for day in _days(nation, year))


def _days(nation: str, year: int) -> Iterable[date]:
    if (nation, year) not in DAYS:
        raise ValueError(f"the bank holidays of {year} are not known here: tools/bank_holidays.py")
    return (date.fromisoformat(f"{year}-{day}") for day in DAYS[nation, year].split())
