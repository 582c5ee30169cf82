"""What a file's first bytes say it is, and why no safe copy may be made of one. Needs nothing but Python."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from waymark.documents.terms import LARGEST_FILE, FileKind

_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
)


class Why(StrEnum):
    """Why there is no copy."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    WRONG_KIND = "wrong kind"
    BROKEN = "broken"
    LOCKED = "locked"


class NoCopy(Exception):  # noqa: N818 - an answer
    """This file is not taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class SafeCopy:
    kind: FileKind
    content: bytes


def kind_of(content: bytes) -> FileKind:
    """What the bytes themselves say they are; a name or a declared type is never believed. Raises NoCopy."""
    if not content:
        raise NoCopy(Why.EMPTY)
    if len(content) > LARGEST_FILE:
        raise NoCopy(Why.TOO_LARGE)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    raise NoCopy(Why.WRONG_KIND)
