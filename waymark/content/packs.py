"""Makes one library of packs laid over each other, or refuses the whole with the first fault found."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from waymark.content.composing import Composed, Parts, compose, is_draft
from waymark.content.data import shown as shown_data
from waymark.content.files import RawPage
from waymark.content.folders import PackText, read_folder
from waymark.content.layers import Layers, lay_packs
from waymark.content.markup import Body, Sources
from waymark.content.planreading import check_plan
from waymark.content.terms import (
    FALLBACK,
    Library,
    PackFault,
    Page,
    Surroundings,
    TranslationState,
    is_interface_checked,
    page_path,
)
from waymark.content.ways import check_ways


def load_packs(folders: Sequence[Path], around: Surroundings) -> Library:
    """The library of the packs in these folders, each laid over the ones before it.

    Raises PackFault with file, line and reason for the first thing that is amiss.
    """
    return make_library([read_folder(folder) for folder in folders], around)


def make_library(packs: Sequence[PackText], around: Surroundings) -> Library:
    """The library of these packs, every page of it made. Raises PackFault."""
    library = sketch_library(packs, around)
    for key in library.pages:
        library.pages[key]
    for language in library.signs:
        check_ways(library, language, around)
    for language in library.plans:
        check_plan(library, language, around)
    return library


def sketch_library(packs: Sequence[PackText], around: Surroundings) -> Library:
    """The same library, each page made when first asked for: for packs that were made whole once."""
    layers = lay_packs(packs)
    shown = {
        key: raw for key, raw in layers.raw.items() if around.show_drafts or not is_draft(raw.translation)
    }
    offered = {language for language, _ in shown}
    return Library(
        tuple(language for language in layers.languages if language in offered),
        _Pages(layers, shown, around),
        layers.codes,
        layers.facts,
        layers.words,
        {name: tuple(pages) for name, pages in layers.shelves.items()},
        layers.lines,
        shown_data(layers.signs, drafts=around.show_drafts),
        shown_data(layers.plans, drafts=around.show_drafts),
    )


class _Pages(Mapping[tuple[str, str], Page]):
    """The pages that may be shown, by language and id. Each is made once."""

    def __init__(
        self, layers: Layers, shown: Mapping[tuple[str, str], RawPage], around: Surroundings
    ) -> None:
        self._layers, self._shown, self._around = layers, shown, around
        self._made: dict[tuple[str, str], Page] = {}

    def __getitem__(self, key: tuple[str, str]) -> Page:
        if key not in self._made:
            self._made[key] = _make(self._layers, self._shown[key], key[0], self._around)
        return self._made[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)

    def __contains__(self, key: object) -> bool:
        return key in self._shown


def _make(layers: Layers, raw: RawPage, language: str, around: Surroundings) -> Page:
    english = layers.raw.get((FALLBACK, raw.id))
    if english is None:
        raise PackFault(raw.file, 1, f"there is no page {raw.id!r} in English that this translates")
    parts = _parts(layers, language, around)
    composed = compose(raw, english, language, parts)
    shelf, pages = layers.shelf_of(raw.id)
    return Page(
        id=raw.id,
        code=raw.code,
        language=language,
        heading=composed.heading,
        body=_draw(layers, composed, language, parts, around),
        part=pages.index(raw.id) + 1,
        parts=len(pages),
        shelf=shelf,
        kind=raw.kind,
        of=raw.of,
        easy=layers.easy.get(raw.id, ""),
        state=None if raw.translation is None else _state(drafted=composed.drafted),
        stale=composed.stale,
        heading_language=composed.heading_language,
    )


def _state(*, drafted: bool) -> TranslationState:
    return TranslationState.DRAFT if drafted else TranslationState.CHECKED


def _parts(layers: Layers, language: str, around: Surroundings) -> Parts:
    own = layers.parts.get(language, {}) if language != FALLBACK else {}
    shown = {name: part for name, part in own.items() if around.show_drafts or not is_draft(part.translation)}
    return Parts(layers.parts.get(FALLBACK, {}), shown)


def _draw(layers: Layers, composed: Composed, language: str, parts: Parts, around: Surroundings) -> str:
    paths = {page: page_path(language, code) for code, page in layers.codes.items()}
    texts = {name: (part.file, part.markdown) for name, part in parts.english.items()}
    words = layers.words[language]
    may_speak = around.speaks(language) and (around.show_drafts or is_interface_checked(words))
    spoken = language if may_speak else FALLBACK
    sources = Sources(paths, layers.facts, texts, words, around.doors(language), around, spoken)
    body = Body(sources, composed.heading, language)
    made = []
    for stretch in composed.stretches:
        drawn = body.piece(stretch.file, stretch.markdown, stretch.first, stretch.language)
        if stretch.language != language:  # what is shown instead is English
            drawn = f'<div lang="{stretch.language}" dir="ltr">\n{drawn}</div>\n'
        made.append(drawn)
    return "".join(made) + body.foot()
