"""What the slots of a text stand for, for the list beside the form."""

import re
from dataclasses import dataclass
from typing import Final

from waymark.clocks.saying import Sayable
from waymark.content.layers import lay_packs
from waymark.content.stored import live_packs, surroundings
from waymark.content.terms import FALLBACK, Surroundings

_NAMES: Final = re.compile(
    r"\{\{\s*(fact|service|part):([a-z0-9-]+)\s*\}\}|\]\((fact|page|door):([a-z0-9-]+)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot or link, as it is typed, and what it shows; `known` says whether there is such a thing."""

    typed: str
    shows: str
    known: bool


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
    found: dict[str, Slot] = {}
    for kind, name, link, target in _NAMES.findall(text):
        values = shown[kind or link]
        typed = f"{kind or link}:{name or target}"
        found[typed] = Slot(typed, values.get(name or target, ""), (name or target) in values)
    return list(found.values())


def _say(said: str | tuple[str, ...] | Sayable, around: Surroundings) -> str:
    if isinstance(said, str):
        return said
    return ", ".join(said) if isinstance(said, tuple) else around.say(said, FALLBACK)


def _first_line(markdown: str) -> str:
    line = next((line for line in markdown.split("\n") if line.strip() and not line.startswith(":::")), "")
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"
