"""A hand-over as a page shows it. Anything may stand in it: only texts of the known shape count."""

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.sealing.notes import JSON


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part of somebody's notes, each line a label and their words."""

    heading: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    note: str
    parts: list[Part]

    @property
    def as_text(self) -> str:
        """For the log of a case."""
        said = [f"{part.heading}\n" + "\n".join(f"{a}: {b}" for a, b in part.lines) for part in self.parts]
        return "\n\n".join(["Handed over from their own notes", *([self.note] if self.note else []), *said])


def shown(found: Mapping[str, JSON]) -> Shown:
    """The note and the parts; what has another shape is left out."""
    part, note = found.get("part"), found.get("note")
    said = part.get("said") if isinstance(part, dict) else None
    parts = [made for each in said if (made := _part(each))] if isinstance(said, list) else []
    return Shown(note if isinstance(note, str) else "", parts)


def _part(each: JSON) -> Part | None:
    match each:
        case [str(heading), list(lines)]:
            pairs = [
                (str(line[0]), str(line[1])) for line in lines if isinstance(line, list) and len(line) == 2
            ]
            return Part(heading, pairs)
        case _:
            return None
