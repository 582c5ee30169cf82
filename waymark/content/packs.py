"""Loads packs laid over each other into one library, or refuses the whole with the first fault found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waymark.content.files import (
    PackIndex,
    RawPage,
    RawPart,
    read_facts,
    read_index,
    read_page,
    read_part,
    read_words,
)
from waymark.content.folders import PackText, read_folder
from waymark.content.markup import Body, Sources
from waymark.content.terms import (
    FALLBACK,
    Fact,
    Library,
    PackFault,
    Page,
    PageKind,
    Surroundings,
    TranslationState,
    page_path,
)

_WORDS: Final = frozenset({"check", "check_note", "draft", "fallback", "stale"})


@dataclass(slots=True)
class _Layers:
    """What the packs hold together: a later pack's page, part, fact or word takes the earlier one's place."""

    shelves: dict[str, list[str]] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    raw: dict[tuple[str, str], RawPage] = field(default_factory=dict)
    parts: dict[str, dict[str, RawPart]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def shelf_of(self, page: str) -> tuple[str, list[str]]:
        return next((name, pages) for name, pages in self.shelves.items() if page in pages)


def load_packs(folder: Path, names: Sequence[str], around: Surroundings) -> Library:
    """The library of the packs `names` in `folder`, each laid over the ones before it.

    Raises PackFault with file, line and reason for the first thing that is amiss.
    """
    return make_library([read_folder(folder / name) for name in names], around)


def make_library(packs: Sequence[PackText], around: Surroundings) -> Library:
    """The library of these packs, each laid over the ones before it. Raises PackFault."""
    layers = _Layers()
    seen: list[str] = []
    for pack in packs:
        index = read_index(pack)
        if index.over and index.over not in seen:
            raise PackFault(index.file, 1, f"lies over {index.over!r}, which is not loaded")
        _lay(layers, pack, index)
        seen.append(pack.name)
    codes = _codes(layers.raw.values())
    easy = _easy_pages(layers)
    shown = {key: raw for key, raw in layers.raw.items() if _may_show(raw, around)}
    pages = {key: _make(layers, raw, key[0], around, easy) for key, raw in shown.items()}
    offered = {language for language, _ in pages}
    languages = tuple(language for language in layers.languages if language in offered)
    shelves = {name: tuple(pages) for name, pages in layers.shelves.items()}
    return Library(languages, pages, codes, layers.facts, layers.words, shelves)


def _may_show(raw: RawPage, around: Surroundings) -> bool:
    drafted = raw.translation is not None and raw.translation.state is TranslationState.DRAFT
    return around.show_drafts or not drafted


def _lay(layers: _Layers, pack: PackText, index: PackIndex) -> None:
    for name, own in index.shelves.items():
        known = {page for shelf in layers.shelves.values() for page in shelf}
        shelf = layers.shelves.setdefault(name, [])
        shelf += [page for page in own if page not in known]
    if "facts.toml" in pack.files:
        layers.facts |= read_facts(pack.file("facts.toml"), pack.files["facts.toml"])
    for language in index.languages:
        if language not in layers.languages:
            layers.languages.append(language)
        pages = _read_pages(pack, index, language)
        layers.raw |= {(language, page): raw for page, raw in pages.items()}
        parts = {
            name: read_part(pack.file(path), pack.files[path], language)
            for name, path in pack.named(f"{language}/parts")
        }
        layers.parts[language] = layers.parts.get(language, {}) | parts
        _lay_words(layers, pack, language)


def _lay_words(layers: _Layers, pack: PackText, language: str) -> None:
    path = f"{language}/words.toml"
    words = layers.words.get(language, {})
    if path in pack.files or not words:
        words = words | read_words(pack.file(path), pack.text(path))
    if missing := _WORDS - set(words):
        raise PackFault(pack.file(path), 1, f"lacks the words {', '.join(sorted(missing))}")
    layers.words[language] = words


def _read_pages(pack: PackText, index: PackIndex, language: str) -> dict[str, RawPage]:
    found = dict(pack.named(language))
    for page, path in found.items():
        if page not in index.pages:
            raise PackFault(pack.file(path), 1, f"the index of the pack does not know the page {page!r}")
    if language == FALLBACK:
        for page in index.pages:
            if page not in found:
                raise PackFault(index.file, 1, f"the index promises {page!r}; there is no file")
    return {page: read_page(pack.file(path), pack.files[path], language) for page, path in found.items()}


def _codes(pages: Iterable[RawPage]) -> dict[str, str]:
    codes: dict[str, str] = {}
    own: dict[str, str] = {}
    for raw in pages:
        if codes.setdefault(raw.code, raw.id) != raw.id or own.setdefault(raw.id, raw.code) != raw.code:
            raise PackFault(
                raw.file, 2, f"the code {raw.code!r} is one page's in every language, and no other's"
            )
    return codes


def _easy_pages(layers: _Layers) -> dict[str, str]:
    """The Easy Read page of each page that has one."""
    easy: dict[str, str] = {}
    for (language, page), raw in layers.raw.items():
        if raw.kind is not PageKind.EASY:
            continue
        if (FALLBACK, raw.of) not in layers.raw or raw.of == page:
            raise PackFault(raw.file, 2, f"there is no page called {raw.of!r} that this one could go with")
        if language == FALLBACK and easy.setdefault(raw.of, page) != page:
            raise PackFault(raw.file, 2, f"the page {raw.of!r} has an easy page already")
    return easy


def _make(
    layers: _Layers, raw: RawPage, language: str, around: Surroundings, easy: Mapping[str, str]
) -> Page:
    paths = {page.id: page_path(language, page.code) for page in layers.raw.values()}
    parts = layers.parts.get(FALLBACK, {}) | layers.parts.get(language, {})
    bodies = {name: (part.file, part.markdown) for name, part in parts.items()}
    sources = Sources(paths, layers.facts, bodies, layers.words[language], around.doors(language), around)
    shelf, pages = layers.shelf_of(raw.id)
    return Page(
        id=raw.id,
        code=raw.code,
        language=language,
        heading=raw.heading,
        body=Body(sources).make(raw.file, raw.markdown, raw.line),
        part=pages.index(raw.id) + 1,
        parts=len(pages),
        shelf=shelf,
        kind=raw.kind,
        of=raw.of,
        easy=easy.get(raw.id, ""),
        state=raw.translation.state if raw.translation else None,
    )
