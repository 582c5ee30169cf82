"""Reads of published pages, from memory: no table is asked here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, cast

from django.conf import settings
from django.utils.module_loading import import_string

from waymark.content import terms
from waymark.content.packs import load_packs
from waymark.content.terms import FALLBACK, Library, Page, Surroundings, page_path


class _Held:
    """The library in memory: what was published, or the packs as shipped where no table was asked yet."""

    def __init__(self) -> None:
        self._published: Library | None = None
        self._shipped: Library | None = None

    def __call__(self) -> Library:
        """Raises PackFault: a face with a broken pack does not start."""
        found = _instead.get() or self._published or self._shipped
        if found is None:
            found = self._shipped = load_packs(list(settings.PACK_FOLDERS.values()), _surroundings())
        return found

    def hold(self, published: Library) -> None:
        """From now on this one is read."""
        self._published = published

    @contextmanager
    def instead(self, other: Library) -> Iterator[None]:
        """Within the block this one is read: for drawing what is not published yet."""
        token = _instead.set(other)
        try:
            yield
        finally:
            _instead.reset(token)

    def cache_clear(self) -> None:
        self._published = self._shipped = None


_instead: Final[ContextVar[Library | None]] = ContextVar("library_instead", default=None)
library: Final = _Held()


def _surroundings() -> Surroundings:
    return cast(Callable[[], Surroundings], import_string(settings.PACK_SURROUNDINGS))()


def published(code: str, language: str) -> Page | None:
    """The page with this code, in this language or else in English; None when there is no such page."""
    shelf = library()
    if language not in shelf.languages or code not in shelf.codes:
        return None
    page = shelf.codes[code]
    return shelf.pages.get((language, page)) or shelf.pages[(FALLBACK, page)]


def published_codes() -> list[tuple[str, str]]:
    """Every language with every code that it answers, in the order of the index."""
    shelf = library()
    codes = {page: code for code, page in shelf.codes.items()}
    ordered = [codes[page] for pages in shelf.shelves.values() for page in pages]
    return [(language, code) for language in shelf.languages for code in ordered]


def path_of(page: str, language: str) -> str:
    """The address of the page with this id, in English where the language is not ours."""
    language = language if language in library().languages else FALLBACK
    for code, known in library().codes.items():
        if known == page:
            return page_path(language, code)
    return ""


def words(language: str) -> dict[str, str]:
    """The few words of the loader itself, in this language."""
    shelf = library().words
    return dict(shelf.get(language) or shelf[FALLBACK])


def languages_offered() -> tuple[str, ...]:
    """Every language in which the service has a page."""
    return library().languages


def is_interface_checked(language: str) -> bool:
    """Whether a named person has checked the interface's own words in this language."""
    return terms.is_interface_checked(library().words.get(language, {}))


def may_show_interface(language: str) -> bool:
    """Whether visitors may see the interface in this language: checked, or a draft where drafts are shown."""
    return language == FALLBACK or is_interface_checked(language) or bool(settings.PACK_DRAFTS)
