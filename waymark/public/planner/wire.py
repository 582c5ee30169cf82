"""The bytes between the planner's script and us: one shape for every vault and verb, never in an address.

Asked:    verb (1) ‖ locator (16) ‖ write token (32) ‖ stamp (8) ‖ number (2, big-endian) ‖ sealed bytes
Answered: outcome (1) ‖ stamp (8) ‖ number (2) ‖ sealed bytes, or as many zeros as the smallest vault has
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from waymark.planner.sizes import AGE_OVERHEAD, LARGEST, LOCATOR_BYTES, SMALLEST, STAMP_BYTES, TOKEN_BYTES

NUMBER_BYTES: Final = 2
HEADER: Final = 1 + LOCATOR_BYTES + TOKEN_BYTES + STAMP_BYTES + NUMBER_BYTES
LONGEST: Final = HEADER + AGE_OVERHEAD + LARGEST
NOTHING_STORED: Final = bytes(SMALLEST + AGE_OVERHEAD)
"""Sent where there is nothing, so that the length of an answer does not say that there is."""


class Verb(IntEnum):
    READ = 1
    SAVE = 2
    KEEP = 3
    ERASE = 4
    HAND_OVER = 5
    RECIPIENT = 6
    TAKE_BACK = 7


class Outcome(IntEnum):
    NOTHING = 0
    DONE = 1
    CHANGED = 2
    WAIT = 3
    NOT_SAVED = 4
    REFUSED = 5


class Malformed(ValueError):  # noqa: N818 - what the bytes are
    """These bytes were not made by our script."""


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    verb: Verb
    locator: bytes
    token: bytes
    stamp: bytes
    number: int
    blob: bytes

    def __repr__(self) -> str:
        return f"Asked({self.verb.name}, redacted)"


def read_asked(body: bytes) -> Asked:
    """What was asked. Raises Malformed for anything of another shape or too long."""
    if not HEADER <= len(body) <= LONGEST:
        raise Malformed("length")
    try:
        verb = Verb(body[0])
    except ValueError:
        raise Malformed("verb") from None
    locator, token, stamp, number, blob = _split(
        body[1:], LOCATOR_BYTES, TOKEN_BYTES, STAMP_BYTES, NUMBER_BYTES
    )
    return Asked(verb, locator, token, stamp, int.from_bytes(number, "big"), blob)


def write_answer(outcome: Outcome, *, stamp: bytes = b"", number: int = 0, blob: bytes = b"") -> bytes:
    """The answer as bytes; every one is at least as long as that of the smallest vault."""
    head = (
        bytes([outcome]) + stamp.ljust(STAMP_BYTES, b"\0") + min(number, 0xFFFF).to_bytes(NUMBER_BYTES, "big")
    )
    return head + (blob or NOTHING_STORED)


def _split(body: bytes, *lengths: int) -> list[bytes]:
    parts, start = [], 0
    for length in lengths:
        parts.append(body[start : start + length])
        start += length
    return [*parts, body[start:]]
