"""The guidance pages. No session, no cookie, no query: everything comes from memory."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from waymark.content.queries import published
from waymark.press.drawing import draw_entry, draw_page, indexed_path
from waymark.ui.languages import DEFAULT
from waymark.ui.postures import Posture, posture


@posture(Posture.PUBLIC_PAGE)
def read_page(request: HttpRequest, language: str = DEFAULT, code: str = "") -> HttpResponse:
    if language == settings.ENTRY_PATH and not code:
        return _listed(request, HttpResponse(draw_entry()))
    page = published(code, language)
    if page is None:
        raise Http404
    return _listed(request, HttpResponse(draw_page(page, language)))


def _listed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Search engines may list one address; every other answer says no."""
    if request.path == indexed_path():
        response.headers["X-Robots-Tag"] = "all"
    return response
