"""What has to be said anew in each language: opening hours, a day, a length of time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.clocks.hours import Week


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Length:
    """So many of one unit."""

    count: int
    unit: Unit


Sayable = Week | date | Length
