"""Cuts the Markdown of a page into blocks, and names each English block by a short hash.

A translation remembers the hashes of the blocks that it was made from, so that one whose English has changed
since is known to be stale. The cut says nothing about what a page may hold: `markup` judges that.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt

FENCE: Final = ":::"
PART: Final = "part"
PART_LINE: Final = re.compile(r"\s*\{\{part:([a-z0-9-]+)\}\}\s*")
_MARKDOWN: Final = MarkdownIt("commonmark").disable("inline")  # where blocks end is all that is asked


@dataclass(frozen=True, slots=True)
class Unit:
    """What is shown in one language or the other as a whole: a block, a part's line, or a ::: pair with all
    its blocks. `first` and `end` are its lines, counted from 0, `end` not included.

    `kind` is empty for a block alone, "part" for a part's line (`name` says which), else what follows :::.
    """

    kind: str
    first: int
    end: int
    blocks: tuple[str, ...]
    name: str = ""

    @property
    def hashes(self) -> tuple[str, ...]:
        return tuple(map(hash_block, self.blocks))


def hash_block(text: str) -> str:
    """Eight hex digits of a block's text; space at the end of lines and around it does not count."""
    bare = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return hashlib.sha256(bare.encode()).hexdigest()[:8]


@lru_cache(maxsize=512)
def cut(markdown: str) -> tuple[Unit, ...]:
    """The units of a page or a part, in order."""
    return tuple(_units(markdown.split("\n")))


def _units(lines: list[str]) -> Iterator[Unit]:
    at = 0
    while at < len(lines):
        part = PART_LINE.fullmatch(lines[at])
        if part:
            yield Unit(PART, at, at + 1, (lines[at].strip(),), part[1])
            at += 1
        elif lines[at].startswith(FENCE):
            end = _after_fence(lines, at)
            inner = tuple(text for _, _, text in _blocks(lines, at + 1, end - 1))
            yield Unit(lines[at].removeprefix(FENCE).strip(), at, end, inner)
            at = end
        else:
            end = next((n for n in range(at, len(lines)) if _is_border(lines[n])), len(lines))
            for first, last, text in _blocks(lines, at, end):
                yield Unit("", first, last, (text,))
            at = end


def _is_border(line: str) -> bool:
    return line.startswith(FENCE) or bool(PART_LINE.fullmatch(line))


def _after_fence(lines: list[str], at: int) -> int:
    """The line after the ::: that ends the pair begun at `at`; the end of the text where none does."""
    ends = (n + 1 for n in range(at + 1, len(lines)) if lines[n].strip() == FENCE)
    return next(ends, len(lines) + 1)


def _blocks(lines: list[str], first: int, end: int) -> Iterator[tuple[int, int, str]]:
    """(first line, end, text) of each Markdown block in these lines."""
    for token in _MARKDOWN.parse("\n".join(lines[first:end])):
        if token.level == 0 and token.map and token.nesting >= 0:
            start, stop = first + token.map[0], first + token.map[1]
            yield start, stop, "\n".join(lines[start:stop]).strip()
