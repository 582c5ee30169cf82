"""The bank holidays of a nation, offline. The set is passed into every other function of this room."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import holidays

NATIONS: Final = frozenset({"ENG", "WLS", "SCT", "NIR"})


def bank_holidays(nation: str, years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of `nation`, one of NATIONS, in these years."""
    if nation not in NATIONS:
        raise ValueError(f"{nation!r} is not a nation with bank holidays")
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=list(years)))
