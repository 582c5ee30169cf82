"""Who can be rung right now: lines from the packs, with their hours.

One that nobody has checked lately says so.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from waymark.clocks.hours import Week, is_within_hours, read_week


@dataclass(frozen=True, slots=True)
class Line:
    """One line to ring: for whom, its number, its hours."""

    name: str
    phone: str
    whom: str
    week: Week
    children: bool
    review_due: date
    checked_on: date | None
    whom_in: Mapping[str, str]
    """For whom, in other languages."""

    def needs_mark(self, today: date) -> bool:
        return self.checked_on is None or self.review_due < today


@lru_cache(maxsize=1)
def known_lines() -> tuple[Line, ...]:
    """Every line of the packs in use, the nearest pack first."""
    return tuple(line for pack in reversed(settings.PACKS) for line in _read(Path(settings.PACKS_DIR) / pack))


def open_lines(at: datetime, *, children: bool) -> list[Line]:
    """The lines that are open at this time; for a child those that are for children."""
    return [
        each for each in known_lines() if each.children == children and is_within_hours(at, each.week, ())
    ]


def _read(pack: Path) -> Iterator[Line]:
    path = pack / "lines.toml"
    if not path.exists():
        return
    said = {
        file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")).get("whom", {})
        for file in sorted(pack.glob("*/lines.toml"))
    }
    for each in tomllib.loads(path.read_text(encoding="utf-8"))["line"]:
        yield Line(
            name=each["name"],
            phone=each["phone"],
            whom=each["whom"],
            week=read_week(each["hours"]),
            children=each.get("children", False),
            review_due=each["review_due"],
            checked_on=each.get("checked_on"),
            whom_in={language: whom[each["name"]] for language, whom in said.items() if each["name"] in whom},
        )
