"""The guidance pages. No session, no cookie, no query: everything comes from memory."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from waymark.content.queries import published, published_codes, words
from waymark.content.terms import Page, TranslationState, page_path
from waymark.public.languages import in_language, speaking
from waymark.ui.languages import DEFAULT, direction
from waymark.ui.postures import Posture, posture


@posture(Posture.PUBLIC_PAGE)
def read_page(_request: HttpRequest, language: str = DEFAULT, code: str = "") -> HttpResponse:
    page = published(code, language)
    if page is None:
        raise Http404
    return HttpResponse(draw_page(page, language))


def draw_page(page: Page, language: str) -> str:
    """The whole page as HTML, for the view and for the press alike."""
    context = {
        **in_language(language, page.code),
        "page": page,
        "fallback": "" if page.language == language else words(language)["fallback"],
        "draft": words(language)["draft"] if page.state is TranslationState.DRAFT else "",
        "page_direction": direction(page.language),
    }
    with speaking(language):
        return render_to_string("guidance/page.html", context)


def printable_pages() -> list[tuple[str, bytes]]:
    """Every published path with its page, for the press: the first page also answers at the bare address."""
    drawn = [
        (page_path(language, code), draw_page(page, language).encode())
        for language, code in published_codes()
        if (page := published(code, language))
    ]
    front = next(html for path, html in drawn if path == page_path(DEFAULT, ""))
    return [("/", front), *drawn]
