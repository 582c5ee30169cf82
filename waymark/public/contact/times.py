"""When somebody next reads, and by when they answer, in words.

Hours and bank holidays come from the settings and clocks.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from waymark.clocks.bank_holidays import bank_holidays
from waymark.clocks.hours import is_within_hours, next_read
from waymark.ui.days import say_day, say_time
from waymark.ui.service import service


@dataclass(frozen=True, slots=True)
class NextRead:
    """`now` when somebody reads at this moment; else `when` says the day and hour."""

    now: bool
    when: str


def holidays_around(today: date) -> frozenset[date]:
    """The bank holidays of this year and the next."""
    return _holidays(service().nation, today.year)


@lru_cache(maxsize=4)
def _holidays(nation: str, year: int) -> frozenset[date]:
    return bank_holidays(nation, (year, year + 1))


def tell_next_read(at: datetime | None = None) -> NextRead:
    """When messages are next read, by the service's own hours."""
    here = at or timezone.localtime()
    facts, holidays = service(), holidays_around(here.date())
    if is_within_hours(here, facts.hours, holidays):
        return NextRead(now=True, when="")
    found = next_read(here, facts.hours, holidays)
    if found is None:
        return NextRead(now=False, when="")
    # Translators: a day and an hour: "Tuesday 24 November at 9am".
    at_hour = _("%(day)s at %(hour)s")
    return NextRead(now=False, when=at_hour % {"day": say_day(found.date()), "hour": say_time(found.time())})
