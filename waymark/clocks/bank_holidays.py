"""The bank holidays of a nation, offline. The set is passed into every other function of this room."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import holidays

NATIONS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of `nation` (a key of NATIONS) in these years."""
    return frozenset(holidays.country_holidays("GB", subdiv=NATIONS[nation], years=list(years)))
