"""Draws a published page as HTML: the one place, for the view, for the press and for an editor's preview."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from waymark.content.queries import library, path_of, published, published_codes, words
from waymark.content.terms import Library, Page, PageKind, TranslationState, page_path
from waymark.press.speaking import in_language, spoken_in
from waymark.ui.languages import DEFAULT, direction


def draw_page(page: Page, language: str, *, title: str = "") -> str:
    """The whole page as HTML, at an address in this language. `title` takes the bland title's place."""
    easy = page.kind is PageKind.EASY
    context = {
        **in_language(language, page.code),
        "page": page,
        "easy": easy,
        "also": path_of(page.of if easy else page.easy, language),
        "fallback": "" if page.language == language else words(language)["fallback"],
        "page_draft": words(language)["draft"] if page.state is TranslationState.DRAFT else "",
        "stale": words(language)["stale"] if page.stale else "",
        "page_direction": direction(page.language),
        "title": title,
    }
    with translation.override(spoken_in(language)):
        return render_to_string("press/page.html", context)


def draw_entry() -> str:
    """The first page under the title that search engines are given."""
    front = published("", DEFAULT)
    return draw_page(front, DEFAULT, title=settings.ENTRY_TITLE) if front else ""


def draw_preview(of: Library, page: str, language: str) -> str:
    """One page, by its id, as it would be with this library; in English where the language lacks it."""
    with library.instead(of):
        found = of.pages.get((language, page)) or of.pages[(DEFAULT, page)]
        return draw_page(found, language)


def draw_each(of: Library, take: Callable[[str, str], None]) -> None:
    """Gives `take` every published path with its page. The first page answers at the bare address too, and
    at the entry.
    """
    with library.instead(of):
        front = published("", DEFAULT)
        if front is not None:
            take("/", draw_page(front, DEFAULT))
            if settings.ENTRY_PATH:
                take(f"/{settings.ENTRY_PATH}", draw_entry())
        for language, code in published_codes():
            page = published(code, language)
            if page is not None:
                take(page_path(language, code), draw_page(page, language))


def indexed_path() -> str:
    """The one address that search engines may list: the entry page, or else the bare address."""
    return f"/{settings.ENTRY_PATH}" if settings.ENTRY_PATH else "/"
