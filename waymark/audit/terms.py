"""The words of the chains: which chain, which tag, what a note may say: never anybody's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

NoteValue = StrEnum | UUID | date | int
Note = Mapping[str, NoteValue]

_FACES = UUID("6f2a1f43-7d0b-4f0e-9a53-2b1c1d0e5c77")


class Tag(StrEnum):
    """The base of each room's own list of `room:subject:action`; it has no members itself."""


class ChainKind(StrEnum):
    CASE = "case"
    FACE = "face"


class Face(StrEnum):
    PUBLIC = "public"
    DESK = "desk"
    WORKER = "worker"


@dataclass(frozen=True)
class Chain:
    """One chain: a case's own, or that of one face."""

    kind: ChainKind
    id: UUID
    day_only: bool = False

    @classmethod
    def case(cls, case_id: UUID) -> "Chain":
        """The chain of one case; its events are written at the desk."""
        return cls(ChainKind.CASE, case_id)

    @classmethod
    def face(cls, name: str) -> "Chain":
        """The chain of a face. What visitors do is noted with the day only, never the time."""
        face = Face(name)
        return cls(ChainKind.FACE, uuid5(_FACES, face.value), day_only=face is Face.PUBLIC)


def all_tags() -> Iterator[Tag]:
    """Every tag of every room that is loaded."""
    waiting = list(Tag.__subclasses__())
    while waiting:
        room = waiting.pop()
        waiting.extend(room.__subclasses__())
        yield from room
