"""The six words that open a mailbox or a plan, and the check that tells the two apart and catches slips.

7,358 words: six of them hold 77.07 bits; 4 go to the check, so 73.07 remain (a test computes both).
What is derived from is the six indices, never the spelling. Words do not print, pickle or compare loosely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import count

from waymark.sealing.errors import NotTheseWords, WordsFault
from waymark.sealing.hashing import LP, H
from waymark.sealing.keys import Secret
from waymark.sealing.reading import COUNT, Indices, as_numbers, read_indices
from waymark.sealing.wordlist import WORDS

__all__ = ["NotTheseWords", "Words", "WordsFault", "WordsKind", "draw_words", "read_words"]

SHORTEST_SEED = 16


class WordsKind(StrEnum):
    """What the words open."""

    MAILBOX = "mailbox"
    PLAN = "plan"


_CHECKS = {5: WordsKind.MAILBOX, 10: WordsKind.PLAN}
_FAULTS = {WordsKind.MAILBOX: WordsFault.MAILBOX_WORDS, WordsKind.PLAN: WordsFault.PLAN_WORDS}


@dataclass(frozen=True, repr=False)
class Words(Secret):
    """Six words of one kind whose check fits."""

    kind: WordsKind
    indices: Indices

    def __post_init__(self) -> None:
        if len(self.indices) != COUNT or not all(0 <= index < len(WORDS) for index in self.indices):
            raise NotTheseWords(WordsFault.COUNT)
        if _kind_of(self.indices) is not self.kind:
            raise NotTheseWords(WordsFault.SLIP)

    @property
    def spelled(self) -> list[str]:
        return [WORDS[index] for index in self.indices]

    @property
    def digits(self) -> list[str]:
        """The same secret as six four-digit numbers."""
        return as_numbers(self.indices)

    @property
    def packed(self) -> bytes:
        """Six u16, big-endian: the only input of any derivation."""
        return pack(self.indices)


def pack(indices: Indices) -> bytes:
    """The indices as u16, big-endian."""
    return b"".join(index.to_bytes(2, "big") for index in indices)


def draw_words(kind: WordsKind, seed: bytes) -> Words:
    """The words of this kind that this seed (16 to 64 random bytes) stands for: always the same ones."""
    if len(seed) < SHORTEST_SEED:
        raise ValueError("a seed has at least 16 random bytes")
    stream = _indices(kind, seed)
    while True:
        drawn = tuple(next(stream) for _ in range(COUNT))
        if _kind_of(drawn) is kind:
            return Words(kind, drawn)


def read_words(text: str, kind: WordsKind) -> Words:
    """The words that somebody typed; `NotTheseWords` says why not, before anything slow has run."""
    ways = read_indices(text)
    kinds = [_kind_of(way) for way in ways]
    if kinds.count(kind) == 1:
        return Words(kind, ways[kinds.index(kind)])
    found = next((other for other in kinds if other is not None and other is not kind), None)
    raise NotTheseWords(WordsFault.SLIP if found is None else _FAULTS[found])


def _kind_of(indices: Indices) -> WordsKind | None:
    """By the low four bits of the first byte of SHA-256, which every browser has."""
    return _CHECKS.get(sha256(b"waymark-words-v1" + pack(indices)).digest()[0] & 0x0F)


def _indices(kind: WordsKind, seed: bytes) -> Iterator[int]:
    """Uniform indices: a u16 at or above the largest multiple of the list's length is passed over."""
    end = 0x10000 - 0x10000 % len(WORDS)
    for counter in count():
        block = H(seed, "waymark-words", LP(kind.value.encode("ascii"), counter.to_bytes(4, "big")), 64)
        for start in range(0, len(block), 2):
            value = int.from_bytes(block[start : start + 2], "big")
            if value < end:
                yield value % len(WORDS)
