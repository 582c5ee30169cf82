"""Loads packs laid over each other into one library, or refuses the whole with the first fault found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waymark.content.files import PackIndex, RawPage, read_facts, read_index, read_page, read_words
from waymark.content.markup import Body, Sources
from waymark.content.terms import Fact, Library, PackFault, Page, Surroundings, page_path

FALLBACK: Final = "en"
_WORDS: Final = frozenset({"check", "check_note", "fallback"})


@dataclass(slots=True)
class _Layers:
    """What the packs hold together: a later pack's page, part, fact or word takes the earlier one's place."""

    order: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    raw: dict[tuple[str, str], RawPage] = field(default_factory=dict)
    parts: dict[str, dict[str, tuple[Path, str]]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def load_packs(folder: Path, names: Sequence[str], around: Surroundings) -> Library:
    """The library of the packs `names` in `folder`, each laid over the ones before it.

    Raises PackFault with file, line and reason for the first thing that is amiss.
    """
    layers = _Layers()
    seen: list[str] = []
    for name in names:
        index = read_index(folder / name)
        if index.over and index.over not in seen:
            raise PackFault(index.folder / "pack.toml", 1, f"lies over {index.over!r}, which is not loaded")
        _lay(layers, index)
        seen.append(name)
    codes = _codes(layers.raw.values())
    pages = {key: _make(layers, raw, key[0], around) for key, raw in layers.raw.items()}
    return Library(tuple(layers.languages), pages, codes, layers.facts, layers.words)


def _lay(layers: _Layers, index: PackIndex) -> None:
    layers.order += [page for page in index.pages if page not in layers.order]
    layers.facts |= read_facts(index.folder / "facts.toml")
    for language in index.languages:
        folder = index.folder / language
        if language not in layers.languages:
            layers.languages.append(language)
        layers.raw |= {(language, page): raw for page, raw in _read_pages(index, folder).items()}
        parts = {file.stem: (file, file.read_text(encoding="utf-8")) for file in folder.glob("parts/*.md")}
        layers.parts[language] = layers.parts.get(language, {}) | parts
        _lay_words(layers, folder / "words.toml", language)


def _lay_words(layers: _Layers, file: Path, language: str) -> None:
    own = layers.words.get(language, {})
    words = own | read_words(file) if file.exists() or not own else own
    if missing := _WORDS - set(words):
        raise PackFault(file, 1, f"lacks the words {', '.join(sorted(missing))}")
    layers.words[language] = words


def _read_pages(index: PackIndex, folder: Path) -> dict[str, RawPage]:
    found = {file.stem: file for file in sorted(folder.glob("*.md"))}
    for page, file in found.items():
        if page not in index.pages:
            raise PackFault(file, 1, f"the index of the pack does not know the page {page!r}")
    if folder.name == FALLBACK:
        for page in index.pages:
            if page not in found:
                raise PackFault(
                    index.folder / "pack.toml", 1, f"the index promises {page!r}; there is no file"
                )
    return {page: read_page(file) for page, file in found.items()}


def _codes(pages: Iterable[RawPage]) -> dict[str, str]:
    codes: dict[str, str] = {}
    own: dict[str, str] = {}
    for raw in pages:
        if codes.setdefault(raw.code, raw.id) != raw.id or own.setdefault(raw.id, raw.code) != raw.code:
            raise PackFault(
                raw.file, 2, f"the code {raw.code!r} is one page's in every language, and no other's"
            )
    return codes


def _make(layers: _Layers, raw: RawPage, language: str, around: Surroundings) -> Page:
    paths = _paths(layers.raw, language)
    parts = layers.parts.get(FALLBACK, {}) | layers.parts.get(language, {})
    sources = Sources(paths, layers.facts, parts, layers.words[language], around.doors(language), around)
    body = Body(sources).make(raw.file, raw.markdown, raw.line)
    part = layers.order.index(raw.id) + 1
    return Page(raw.id, raw.code, language, raw.heading, body, part, len(layers.order))


def _paths(raw: Mapping[tuple[str, str], RawPage], language: str) -> dict[str, str]:
    return {page.id: page_path(language, page.code) for page in raw.values()}
