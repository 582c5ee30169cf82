"""A hand-over as a page shows it. Anything may stand in it: only texts of the known shape count."""

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.planner.slots import slot_of
from waymark.sealing.notes import JSON


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part of somebody's notes, each line a label and their words."""

    heading: str
    lines: list[tuple[str, str]]
    mark: str = ""
    """What is new since the version before."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    note: str
    parts: list[Part]
    passed: tuple[str, str] | None
    """Who passed it on, and the sentence that they wrote."""
    may_answer: bool


def shown(found: Mapping[str, JSON], before: Mapping[str, JSON] | None = None) -> Shown:
    """The note and the parts; what has another shape is left out. `before` is the version before."""
    note, passed = found.get("note"), found.get("passed")
    told = (str(passed.get("by", "")), str(passed.get("text", ""))) if isinstance(passed, dict) else None
    parts = _parts(found)
    if before is not None:
        earlier = {part.heading: part.lines for part in _parts(before)}
        parts = [Part(part.heading, part.lines, _mark(part, earlier)) for part in parts]
    return Shown(note if isinstance(note, str) else "", parts, told, slot_of(found) is not None)


def _mark(part: Part, earlier: Mapping[str, list[tuple[str, str]]]) -> str:
    if part.heading not in earlier:
        return "new"
    return "" if earlier[part.heading] == part.lines else "changed"


def _parts(found: Mapping[str, JSON]) -> list[Part]:
    part = found.get("part")
    said = part.get("said") if isinstance(part, dict) else None
    return [made for each in said if (made := _part(each))] if isinstance(said, list) else []


def _part(each: JSON) -> Part | None:
    match each:
        case [str(heading), list(lines)]:
            pairs = [
                (str(line[0]), str(line[1])) for line in lines if isinstance(line, list) and len(line) == 2
            ]
            return Part(heading, pairs)
        case _:
            return None
