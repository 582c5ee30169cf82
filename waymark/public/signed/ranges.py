"""Reads the Range header of a film's player: one stretch of bytes, or nothing that we answer in parts."""

import re
from dataclasses import dataclass
from typing import Final

MOST: Final = 1_000_000
"""Bytes of one answer in parts: a player asks again, and no slow phone holds a process for a whole film."""
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class OutOfRange(Exception):  # noqa: N818 - named for what it says, as Refused is
    """Asked for bytes that the film does not have."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def read_range(header: str, size: int) -> Stretch | None:
    """The stretch to answer with; None for the whole. Raises OutOfRange.

    A header that cannot be read, or names several stretches, counts as none, as the standard allows.
    """
    found = _RANGE.fullmatch(header.strip())
    if not found or found[1] == found[2] == "":
        return None
    first, last = (int(number) if number else None for number in found.groups())
    if first is None:
        first, last = max(0, size - (last or 0)), size - 1
    elif last is not None and last < first:
        return None
    if first >= size:
        raise OutOfRange
    return Stretch(first, min(size - 1, first + MOST - 1, size - 1 if last is None else last))
