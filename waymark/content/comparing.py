"""What changed between two texts of one item: by block, and within a block by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from waymark.content.blocks import cut
from waymark.content.retelling import split_front

_WORDS: Final = re.compile(r"\s+|\S+")
_STAMP: Final = re.compile(r"^from = \[[^\]]*\]", re.MULTILINE)
_ALIKE: Final = 0.35


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand on both sides, or on this one alone."""

    text: str
    only_here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One block before and after; an empty side has no such block."""

    change: Change
    before: tuple[Run, ...]
    after: tuple[Run, ...]


def compare(before: str, after: str, *, in_blocks: bool = True) -> list[Row]:
    """Every block of both texts, in order. Without blocks each line is one."""
    old, new = (_blocks(text) if in_blocks else text.splitlines() for text in (before, after))
    return [row for step in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
            for row in _rows(step[0], old[step[1] : step[2]], new[step[3] : step[4]])]  # fmt: skip


def _blocks(text: str) -> list[str]:
    front, body = split_front(text)
    lines = body.split("\n")
    units = ["\n".join(lines[unit.first : unit.end]).strip("\n") for unit in cut(body)]
    lines_in_front = _STAMP.sub(lambda found: " ".join(found[0].split()), front).split("\n")
    return [line for line in lines_in_front if line.strip("+ ")] + units


def _rows(step: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    if step == "equal":
        yield from (Row(Change.SAME, (Run(text, False),), (Run(text, False),)) for text in old)
        return
    pairs = min(len(old), len(new))
    for one, other in zip(old[:pairs], new[:pairs], strict=True):
        if SequenceMatcher(a=one, b=other, autojunk=False).ratio() < _ALIKE:
            yield Row(Change.REMOVED, (Run(one, True),), ())
            yield Row(Change.ADDED, (), (Run(other, True),))
        else:
            yield Row(Change.CHANGED, *compare_words(one, other))
    yield from (Row(Change.REMOVED, (Run(text, True),), ()) for text in old[pairs:])
    yield from (Row(Change.ADDED, (), (Run(text, True),)) for text in new[pairs:])


def near_changes(rows: Sequence[Row]) -> list[Row | int]:
    """The rows that changed with their neighbours; for each stretch between them how many were left out."""
    near = {
        other
        for at, row in enumerate(rows)
        if row.change is not Change.SAME
        for other in (at - 1, at, at + 1)
    }
    found: list[Row | int] = []
    for at, row in enumerate(rows):
        if at in near:
            found.append(row)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found


def compare_words(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts as runs of words that are the other's too, or are not."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left, right = [], []
    for step, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if b > a:
            left.append(Run("".join(old[a:b]), step != "equal"))
        if d > c:
            right.append(Run("".join(new[c:d]), step != "equal"))
    return tuple(left), tuple(right)
