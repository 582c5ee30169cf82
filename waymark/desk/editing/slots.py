"""What the slots of a text stand for, for the list beside the form."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from waymark.clocks.saying import Sayable
from waymark.content.layers import lay_packs
from waymark.content.stored import live_packs, surroundings
from waymark.content.terms import FALLBACK, Fact, Surroundings, has_aged
from waymark.desk.frame.days import short_day

STATED_LONG_AGO: Final = "nobody has made sure of it for a year: look again, and change service.toml"
_NAMES: Final = re.compile(
    r"\{\{\s*(fact|service|part):([a-z0-9-]+)\s*\}\}|\]\((fact|page|door):([a-z0-9-]+)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot or link, as it is typed, and what it shows; `known` says whether there is such a thing.

    `doubt` says why the page marks it, or that it has to be looked at again.
    """

    typed: str
    shows: str
    known: bool
    doubt: str = ""


def slots_in(text: str) -> list[Slot]:
    """Each slot and each inner link once, in the order in which they are typed."""
    layers, around = lay_packs(live_packs()), surroundings()
    shown: dict[str, dict[str, str]] = {
        "fact": {name: fact.value for name, fact in layers.facts.items()},
        "service": {name: _say(said, around) for name, said in around.service.items()},
        "part": {name: _first_line(part.markdown) for name, part in layers.parts.get(FALLBACK, {}).items()},
        "page": {name: page.heading for (language, name), page in layers.raw.items() if language == FALLBACK},
        "door": dict.fromkeys(around.doors(FALLBACK), "a room of the site"),
    }
    doubts = {f"fact:{name}": doubt_of(fact, around.today) for name, fact in layers.facts.items()} | {
        f"service:{name}": STATED_LONG_AGO
        for name, said in around.service.items()
        if isinstance(said, date) and has_aged(said, around.today)
    }
    found: dict[str, Slot] = {}
    for kind, name, link, target in _NAMES.findall(text):
        values = shown[kind or link]
        typed = f"{kind or link}:{name or target}"
        shows, is_known = values.get(name or target, ""), (name or target) in values
        found[typed] = Slot(typed, shows, is_known, doubts.get(typed, ""))
    return list(found.values())


def doubt_of(fact: Fact, today: date) -> str:
    if fact.review_due < today:
        return f"was due {short_day(fact.review_due)} {fact.review_due.year}"
    return "nobody has checked it" if fact.needs_mark(today) else ""


def _say(said: str | tuple[str, ...] | Sayable, around: Surroundings) -> str:
    if isinstance(said, str):
        return said
    return ", ".join(said) if isinstance(said, tuple) else around.say(said, FALLBACK)


def _first_line(markdown: str) -> str:
    line = next((line for line in markdown.split("\n") if line.strip() and not line.startswith(":::")), "")
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"
