"""What needs an editor's eye: translations that are missing, unchecked or stale, and facts that have aged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from waymark.content.composing import is_draft, stale_hashes
from waymark.content.data import NAMES
from waymark.content.folders import PackText
from waymark.content.layers import Layers, lay_packs
from waymark.content.lines import LINES
from waymark.content.terms import FALLBACK, Fact

_NAMES_A_FACT: Final = re.compile(r"\bfact:([a-z0-9-]+)")
_NAMES_A_PART: Final = re.compile(r"\{\{part:([a-z0-9-]+)\}\}")


class Progress(StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class PageProgress:
    """How far one page has come in one language. `stale` are hashes of English blocks that changed since."""

    page: str
    language: str
    progress: Progress
    stale: tuple[str, ...] = ()
    checked_by: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgedFact:
    """A fact that is overdue or that nobody checked, with the pages and the files of data that carry it."""

    fact: Fact
    is_overdue: bool
    pages: tuple[str, ...]
    files: tuple[str, ...]


def translation_progress(packs: Sequence[PackText]) -> list[PageProgress]:
    """Each page in each language beside English, in the order of the shelves. Raises PackFault."""
    layers = lay_packs(packs)
    ordered = [page for pages in layers.shelves.values() for page in pages]
    languages = [language for language in layers.languages if language != FALLBACK]
    return [_progress(layers, page, language) for language in languages for page in ordered]


def _progress(layers: Layers, page: str, language: str) -> PageProgress:
    own = layers.raw.get((language, page))
    if own is None or own.translation is None:
        return PageProgress(page, language, Progress.MISSING)
    progress = Progress.DRAFT if is_draft(own.translation) else Progress.CHECKED
    stale = tuple(stale_hashes(own, layers.raw[(FALLBACK, page)]))
    return PageProgress(
        page, language, progress, stale, own.translation.checked_by, own.translation.checked_on
    )


def aged_facts(packs: Sequence[PackText], today: date) -> list[AgedFact]:
    """Facts that are overdue or unchecked, the longest overdue first. A settled one may be overdue too."""
    layers = lay_packs(packs)
    pages, files = pages_by_fact(layers), files_by_fact(layers)
    aged = [
        AgedFact(fact, fact.review_due < today, pages.get(fact.id, ()), files.get(fact.id, ()))
        for fact in layers.facts.values()
        if fact.needs_mark(today) or fact.review_due < today
    ]
    return sorted(aged, key=lambda each: (not each.is_overdue, each.fact.review_due, each.fact.id))


def pages_by_fact(layers: Layers) -> dict[str, tuple[str, ...]]:
    """For each fact the English pages that show it, themselves or in a part."""
    parts = layers.parts.get(FALLBACK, {})
    found: dict[str, list[str]] = {}
    for (language, page), raw in layers.raw.items():
        if language != FALLBACK:
            continue
        texts = [
            raw.markdown,
            *(parts[name].markdown for name in _NAMES_A_PART.findall(raw.markdown) if name in parts),
        ]
        for fact in dict.fromkeys(name for text in texts for name in _NAMES_A_FACT.findall(text)):
            found.setdefault(fact, []).append(page)
    return {fact: tuple(pages) for fact, pages in found.items()}


def files_by_fact(layers: Layers) -> dict[str, tuple[str, ...]]:
    """For each fact the English files of data that show it or rest on it, by their name in the folder."""
    found: dict[str, list[str]] = {}
    for name, held in zip(NAMES, (layers.signs, layers.plans), strict=True):
        text = held[FALLBACK][1] if FALLBACK in held else ""
        for fact in dict.fromkeys(_NAMES_A_FACT.findall(text)):
            found.setdefault(fact, []).append(name)
    for fact in dict.fromkeys(line.number.id for line in layers.lines):
        found.setdefault(fact, []).append(LINES)
    return {fact: tuple(files) for fact, files in found.items()}
