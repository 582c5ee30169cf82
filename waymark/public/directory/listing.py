"""What the page shows, in memory: read anew when the directory's edition has risen, at most once a second."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from waymark.directory.entries import Listed
from waymark.directory.models import Service
from waymark.directory.places import known_places
from waymark.directory.queries import emergency, listed_of, published, standing
from waymark.directory.search import edition
from waymark.directory.terms import NumberKind, What, Whom
from waymark.ui.service import service

WHOLE: Final = 200  # a directory up to this size is sent whole, and searched where it is read
LOOK_EVERY: Final = 1.0
SHORTEST: Final = 3
"""Letters of a key."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries by where they help; `whole` is false where there are too many to send.

    `keys`: of each entry's id as many first letters as tell it from all others here.
    """

    edition: int
    whole: bool
    keys: frozenset[str]
    emergency: tuple[Listed, ...]
    local: tuple[Listed, ...]
    country: tuple[Listed, ...]
    elsewhere: tuple[Listed, ...]
    work: tuple[Listed, ...]

    @property
    def entries(self) -> tuple[Listed, ...]:
        return (*self.emergency, *self.local, *self.country, *self.elsewhere, *self.work)

    def key_of(self, each: Listed) -> str:
        """What a button on the page sends for an entry: short, since the page has to be light."""
        return next((key for key in beginnings(each.id.hex) if key in self.keys), each.id.hex)


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


def entry_with_key(key: str) -> Listed | None:
    """The entry that a button or a box names. Nothing for what is no key of ours, or could mean two."""
    shown = listing()
    if shown.whole:
        found = [each for each in shown.entries if len(key) >= SHORTEST and each.id.hex.startswith(key)]
        return found[0] if len(found) == 1 else None
    try:
        wanted = UUID(hex=key)
    except ValueError:
        return None
    return next(iter(listed_of(_shown().filter(pk=wanted))), None)


def entries_with_keys(keys: Iterable[str], most: int) -> list[Listed]:
    """The entries of these, each once."""
    found = (entry_with_key(key) for key in list(dict.fromkeys(keys))[:most])
    return [each for each in found if each is not None]


def _shown() -> QuerySet[Service]:
    return standing() if service().demonstration else published()


def sort_by_place(entries: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Emergency lines, ours, the country's, those of other parts of it, and those for people at work only."""
    places = known_places()
    found: dict[str, list[Listed]] = {
        "emergency": [],
        "local": [],
        "country": [],
        "elsewhere": [],
        "work": [],
    }
    for each in entries:
        areas = each.entry.areas
        if What.EMERGENCY in each.entry.what:
            found["emergency"].append(each)
        elif each.entry.whom == {Whom.PROFESSIONALS}:
            found["work"].append(each)
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
    shown = _shown()
    rows = list(shown[: WHOLE + 1])
    whole = len(rows) <= WHOLE
    entries = listed_of(rows if whole else emergency(shown))
    sorted_ = sort_by_place(entries)
    keys = _keys([each.id.hex for each in entries]) if whole else frozenset()
    return Listing(number, whole, keys, **{name: tuple(found) for name, found in sorted_.items()})


def beginnings(whole: str) -> Iterator[str]:
    return (whole[:letters] for letters in range(SHORTEST, len(whole) + 1))


def _keys(ids: list[str]) -> frozenset[str]:
    """The fewest first letters by which each of these differs from all others."""
    shared = Counter(key for each in ids for key in beginnings(each))
    return frozenset(next(key for key in beginnings(each) if shared[key] == 1) for each in ids)
