"""Where outcodes and towns lie, from the packs: good enough to sort by, never more exact than that."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings

Point = tuple[float, float]
WHOLE_COUNTRY: Final = "United Kingdom"
COUNTRY: Final = frozenset(
    {WHOLE_COUNTRY, "England", "Wales", "England and Wales", "International", "abroad"}
)
_OUTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """The middles of outcodes, in degrees, each with a town; the areas that are this service's own."""

    outcodes: Mapping[str, tuple[float, float, str]]
    areas: frozenset[str]

    def point_of(self, typed: str) -> Point | None:
        """Where an outcode, a whole postcode or a town lies. Only the first half of a postcode is used."""
        found = _OUTCODE.fullmatch(typed.strip())
        if found and (place := self.outcodes.get(found[1].upper())):
            return place[0], place[1]
        return self.town(typed)

    def town(self, name: str) -> Point | None:
        """The middle of a town's outcodes."""
        wanted = " ".join(name.casefold().replace("-", " ").split())
        if not wanted:
            return None
        points = [
            (latitude, longitude)
            for latitude, longitude, town in self.outcodes.values()
            if town.casefold().replace("-", " ") == wanted
        ]
        if not points:
            return None
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)

    @staticmethod
    def is_country(areas: Sequence[str]) -> bool:
        """Whether these are the country as a whole; an entry that names no area is for all of it."""
        return not areas or bool(COUNTRY & set(areas))

    def is_local(self, areas: Sequence[str]) -> bool:
        """Whether one of these areas is ours, or a town of ours."""
        return any(area in self.areas or self.town(area) is not None for area in areas)


@lru_cache(maxsize=1)
def known_places() -> Places:
    """The places of all packs in use."""
    outcodes: dict[str, tuple[float, float, str]] = {}
    areas: set[str] = set()
    for folder in settings.PACK_FOLDERS.values():
        path = folder / "places.toml"
        if path.exists():
            found = tomllib.loads(path.read_text("utf-8"))
            areas |= set(found["areas"])
            outcodes |= {
                code: (float(a), float(b), str(town)) for code, (a, b, town) in found["outcodes"].items()
            }
    return Places(outcodes, frozenset(areas))
