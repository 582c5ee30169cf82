"""A hand-over as a page shows it: the note, the parts, and what is new in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.planner.slots import kept_from, passed_on, said_in, slot_of
from waymark.sealing.notes import JSON


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part of somebody's notes, each line a label and their words."""

    heading: str
    lines: list[tuple[str, str]]
    mark: str
    """What is new since the version before."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    note: str
    parts: list[Part]
    passed: tuple[str, str] | None
    """Who passed it on, and the sentence that they wrote."""
    kept_from: str
    """Whom they named as somebody here who must not read it."""
    may_answer: bool


def shown(found: Mapping[str, JSON], before: Mapping[str, JSON] | None = None) -> Shown:
    """What stands in a hand-over; `before` is the version before, where there is one."""
    note, earlier = found.get("note"), None if before is None else dict(said_in(before))
    parts = [Part(heading, lines, _mark(heading, lines, earlier)) for heading, lines in said_in(found)]
    said = note if isinstance(note, str) else ""
    return Shown(said, parts, passed_on(found), kept_from(found), slot_of(found) is not None)


def _mark(
    heading: str, lines: list[tuple[str, str]], earlier: Mapping[str, list[tuple[str, str]]] | None
) -> str:
    if earlier is None or earlier.get(heading) == lines:
        return ""
    return "changed" if heading in earlier else "new"
