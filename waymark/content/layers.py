"""Reads packs and lays them over each other; draws nothing. Refuses the whole with the first fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waymark.content.files import (
    PackIndex,
    RawPage,
    RawPart,
    line_with,
    read_facts,
    read_index,
    read_page,
    read_part,
    read_words,
)
from waymark.content.folders import PackText, read_folder
from waymark.content.lines import read_lines
from waymark.content.terms import FALLBACK, Fact, Line, PackFault, PageKind

_WORDS: Final = frozenset({"check", "check_note", "draft", "fallback", "stale"})


@dataclass(slots=True)
class Layers:
    """What the packs hold together: a later pack's page, part, fact or word takes the earlier one's place.

    Pages are kept by language and id, parts and words by language. `easy` names the Easy Read page of a page.
    """

    shelves: dict[str, list[str]] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    raw: dict[tuple[str, str], RawPage] = field(default_factory=dict)
    parts: dict[str, dict[str, RawPart]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    easy: dict[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    signs: dict[str, tuple[Path, str]] = field(default_factory=dict)
    plans: dict[str, tuple[Path, str]] = field(default_factory=dict)

    def shelf_of(self, page: str) -> tuple[str, list[str]]:
        return next((name, pages) for name, pages in self.shelves.items() if page in pages)


def lay_packs(packs: Sequence[PackText]) -> Layers:
    """These packs, each laid over the ones before it. Raises PackFault."""
    layers = Layers()
    seen: list[str] = []
    for pack in packs:
        index = read_index(pack)
        if index.over and index.over not in seen:
            line = line_with(pack.text("pack.toml"), index.over)
            raise PackFault(index.file, line, f"lies over {index.over!r}, which is not loaded")
        _lay(layers, pack, index)
        seen.append(pack.name)
    for pack in packs:  # a later pack may have taken the place of a fact
        layers.lines = read_lines(pack, layers.facts) + layers.lines  # the nearest pack first
    layers.codes = _codes(layers.raw.values())
    layers.easy = _easy_pages(layers)
    return layers


def read_with_those_under(folder: Path, shipped: Path) -> list[PackText]:
    """The pack in this folder and those that it lies over, the lowest first: beside it, or else shipped."""
    packs = [read_folder(folder.resolve())]
    while over := read_index(packs[0]).over:
        beside = packs[0].root.parent / over
        packs.insert(0, read_folder(beside if beside.is_dir() else shipped / over))
    return packs


def _lay(layers: Layers, pack: PackText, index: PackIndex) -> None:
    for name, own in index.shelves.items():
        known = {page for shelf in layers.shelves.values() for page in shelf}
        shelf = layers.shelves.setdefault(name, [])
        shelf += [page for page in own if page not in known and page not in pack.hidden]
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
        for held, name in ((layers.signs, "signs.toml"), (layers.plans, "plan.toml")):
            path = f"{language}/{name}"
            if path in pack.files:
                held[language] = (pack.file(path), pack.files[path])
        _lay_words(layers, pack, language)


def _lay_words(layers: Layers, pack: PackText, language: str) -> None:
    path = f"{language}/words.toml"
    words = layers.words.get(language, {})
    if path in pack.files or not words:
        words = words | read_words(pack.file(path), pack.text(path))
    if missing := _WORDS - set(words):
        raise PackFault(pack.file(path), 1, f"lacks the words {', '.join(sorted(missing))}")
    layers.words[language] = words


def _read_pages(pack: PackText, index: PackIndex, language: str) -> dict[str, RawPage]:
    found = {page: path for page, path in pack.named(language) if page not in pack.hidden}
    for page, path in found.items():
        if page not in index.pages:
            raise PackFault(pack.file(path), 1, f"the index of the pack does not know the page {page!r}")
    if language == FALLBACK:
        for page in index.pages:
            if page not in found and page not in pack.hidden:
                line = line_with(pack.text("pack.toml"), page)
                raise PackFault(index.file, line, f"the index promises {page!r}; there is no file")
    return {page: read_page(pack.file(path), pack.files[path], language) for page, path in found.items()}


def _codes(pages: Iterable[RawPage]) -> dict[str, str]:
    codes: dict[str, str] = {}
    own: dict[str, str] = {}
    for raw in pages:
        if codes.setdefault(raw.code, raw.id) != raw.id or own.setdefault(raw.id, raw.code) != raw.code:
            raise PackFault(
                raw.file, 2, f"the code {raw.code!r} is one page’s in every language, and no other’s"
            )
    return codes


def _easy_pages(layers: Layers) -> dict[str, str]:
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
