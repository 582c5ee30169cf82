"""What the page shows, in memory: read anew when the directory's edition has risen, at most once a second."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from waymark.directory.entries import Listed
from waymark.directory.places import known_places
from waymark.directory.queries import emergency, listed_of, published, standing
from waymark.directory.search import edition
from waymark.directory.terms import NumberKind, What
from waymark.ui.service import service

WHOLE: Final = 200  # a directory up to this size is sent whole, and searched where it is read
LOOK_EVERY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries by where they help; `whole` is false where there are too many to send."""

    edition: int
    whole: bool
    emergency: tuple[Listed, ...]
    local: tuple[Listed, ...]
    country: tuple[Listed, ...]
    elsewhere: tuple[Listed, ...]

    @property
    def entries(self) -> tuple[Listed, ...]:
        return (*self.emergency, *self.local, *self.country, *self.elsewhere)


class _Memory:
    """The one listing of this process, and when it was last compared with the store."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.listing: Listing | None = None
        self.looked = 0.0

    def read(self) -> Listing:
        with self.lock:
            now = time.monotonic()
            if self.listing is None or now - self.looked > LOOK_EVERY:
                number = edition()
                if self.listing is None or self.listing.edition != number:
                    self.listing = _read(number)
                self.looked = now
            return self.listing

    def forget(self) -> None:
        with self.lock:
            self.listing = None


memory: Final = _Memory()


def listing() -> Listing:
    """What is shown now. In a demonstration also what nobody has checked, which the page then says."""
    return memory.read()


def sort_by_place(entries: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Emergency lines, those for our own area, those for the country, those for other parts of it."""
    places = known_places()
    found: dict[str, list[Listed]] = {"emergency": [], "local": [], "country": [], "elsewhere": []}
    for each in entries:
        areas = each.entry.areas
        if What.EMERGENCY in each.entry.what:
            found["emergency"].append(each)
        elif places.is_local(areas):
            found["local"].append(each)
        elif places.is_country(areas):
            found["country"].append(each)
        else:
            found["elsewhere"].append(each)
    found["emergency"].sort(key=_is_not_rung)
    return found


def _is_not_rung(each: Listed) -> bool:
    """Numbers to ring stand before texts and videos."""
    return not any(number.kind is NumberKind.CALL for number in each.entry.numbers)


def _read(number: int) -> Listing:
    shown = standing() if service().demonstration else published()
    rows = list(shown[: WHOLE + 1])
    whole = len(rows) <= WHOLE
    sorted_ = sort_by_place(listed_of(rows if whole else emergency(shown)))
    return Listing(number, whole, **{name: tuple(entries) for name, entries in sorted_.items()})
