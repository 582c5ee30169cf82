"""Puts a page together from its translation and its English: a block whose English changed since it was
translated is shown in English, and so is a part that nobody has translated.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from waymark.content.blocks import PART, Unit, cut, hash_block
from waymark.content.files import RawPage, RawPart, Translation
from waymark.content.terms import FALLBACK, PackFault, TranslationState

UNSTAMPED: Final = "this translation does not say what it was made from: run `waymark pack stamp`"


class _Text(Protocol):
    """What a page and a part have in common."""

    @property
    def markdown(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def file(self) -> Path: ...
    @property
    def translation(self) -> Translation | None: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of lines of one file, in one language. `first` is its first line in that file, counted from 1."""

    language: str
    file: Path
    first: int
    markdown: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A page as it will be shown. `stale` counts the blocks whose translation is older than their English."""

    heading: str
    heading_language: str
    stretches: tuple[Stretch, ...]
    stale: int
    drafted: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that a page in one language may take: translated ones, and every one in English."""

    english: Mapping[str, RawPart]
    own: Mapping[str, RawPart]


def compose(page: RawPage, english: RawPage, language: str, parts: Parts) -> Composed:
    """The page in this language over its English. Raises PackFault where the two do not fit together."""
    runs: list[Stretch] = []
    stale, drafted = 0, is_draft(page.translation)
    made = _made_from(page, heading=True)
    heading_is_stale = bool(made) and made[0] != hash_block(english.heading)
    for source, unit, fresh in _align(page, english, made[1:]):
        own = language if source is page else FALLBACK
        stale += 0 if fresh else len(unit.blocks)
        if unit.kind != PART:
            runs.append(_stretch(source, unit, own))
            continue
        inner, more, in_draft = _compose_part(source, unit, language, parts)
        runs += inner
        stale, drafted = stale + more, drafted or in_draft
    return Composed(
        english.heading if heading_is_stale else page.heading,
        FALLBACK if heading_is_stale else language,
        tuple(_joined(runs, (page, english))),
        stale + heading_is_stale,
        drafted,
    )


def is_draft(translation: Translation | None) -> bool:
    return translation is not None and translation.state is TranslationState.DRAFT


def stale_hashes(page: RawPage | RawPart, english: RawPage | RawPart) -> list[str]:
    """The short hash of each English block of now that the translation was not made from."""
    if page.translation is None:
        return []
    made = set(page.translation.blocks)
    return [each for each in hashes_of(english) if each not in made]


def hashes_of(english: RawPage | RawPart) -> list[str]:
    """What a translation of this remembers: the heading's hash first, if it has one, then each block's."""
    first = [hash_block(english.heading)] if isinstance(english, RawPage) else []
    return first + [each for unit in cut(english.markdown) for each in unit.hashes]


def check_shape(page: RawPage | RawPart, english: RawPage | RawPart) -> None:
    """Raises PackFault at the first place where a translation is not built as its English is."""
    own, theirs = cut(page.markdown), cut(english.markdown)
    for mine, other in zip(own, theirs, strict=False):
        same = (mine.kind, mine.name, len(mine.blocks)) == (other.kind, other.name, len(other.blocks))
        if not same:
            at = english.line + other.first
            raise PackFault(page.file, page.line + mine.first, f"is not built as line {at} of the English is")
    if len(own) != len(theirs):
        raise PackFault(page.file, page.line, f"has {len(own)} blocks where the English has {len(theirs)}")


def _made_from(page: RawPage | RawPart, *, heading: bool) -> tuple[str, ...]:
    """The hashes in front of a translation, one for each of its own blocks; English has none."""
    if page.translation is None:
        return ()
    made = page.translation.blocks
    if not made:
        raise PackFault(page.file, 2, UNSTAMPED)
    own = sum(len(unit.blocks) for unit in cut(page.markdown)) + heading
    if len(made) != own:
        raise PackFault(page.file, 2, f"was made from {len(made)} English blocks, and has {own} of its own")
    return made


def _align(page: _Text, english: _Text, made: Sequence[str]) -> Iterator[tuple[_Text, Unit, bool]]:
    """Each unit of the English in order, taken from the translation where that is fresh."""
    if page.translation is None:
        yield from ((page, unit, True) for unit in cut(page.markdown))
        return
    known: defaultdict[tuple[str, ...], list[Unit]] = defaultdict(list)
    at = 0
    for unit in cut(page.markdown):
        known[(unit.kind, unit.name, *made[at : at + len(unit.blocks)])].append(unit)
        at += len(unit.blocks)
    for unit in cut(english.markdown):
        found = known.get((unit.kind, unit.name, *unit.hashes))
        if not found:
            yield english, unit, False
        else:  # the same English twice: each takes its own translation, and the last serves again
            yield page, found.pop(0) if len(found) > 1 else found[0], True


def _compose_part(source: _Text, unit: Unit, language: str, parts: Parts) -> tuple[list[Stretch], int, bool]:
    english = parts.english.get(unit.name)
    own = parts.own.get(unit.name, english)
    if own is None:
        raise PackFault(source.file, source.line + unit.first, f"there is no part called {unit.name!r}")
    over = english or own
    runs, stale = [], 0
    for text, inner, fresh in _align(own, over, _made_from(own, heading=False)):
        if inner.kind == PART:
            raise PackFault(text.file, text.line + inner.first, "a part holds no other part")
        stale += 0 if fresh else len(inner.blocks)
        translated = text is own and own is not english
        runs.append(_stretch(text, inner, language if translated else FALLBACK))
    return _joined(runs, (own, over)), stale, is_draft(own.translation)


def _stretch(source: _Text, unit: Unit, language: str) -> Stretch:
    lines = source.markdown.split("\n")[unit.first : unit.end]
    return Stretch(language, source.file, source.line + unit.first, "\n".join(lines))


def _joined(runs: list[Stretch], sources: tuple[_Text, _Text]) -> list[Stretch]:
    """Neighbours of one file made one, with the lines between them: what follows a list may belong to it."""
    bodies = {source.file: source for source in sources}
    joined: list[Stretch] = []
    for run in runs:
        before = joined[-1] if joined else None
        source = bodies.get(run.file)
        if before and source and before.file == run.file and before.language == run.language:
            lines = source.markdown.split("\n")
            start = before.first - source.line
            end = before.first + before.markdown.count("\n") + 1 - source.line
            at = run.first - source.line
            between = lines[end:at] if at >= end else None
            if between is not None and not any(line.strip() for line in between):
                text = "\n".join(lines[start : at + run.markdown.count("\n") + 1])
                joined[-1] = Stretch(run.language, run.file, before.first, text)
                continue
        joined.append(run)
    return joined
