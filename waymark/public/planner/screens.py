"""What the planner's script is given, and the page on which it opens what was kept. They know no plan.

Opening has no word of ours in it: what six words open may be a plan, a list of the household, or a copy.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from waymark.content.queries import library, words
from waymark.press.encodings import choose_encoding
from waymark.public.languages import in_language, speaking
from waymark.public.packing import packed_page
from waymark.public.planner.scripts import loader
from waymark.public.planner.texts import packed, plan_language, texts_in
from waymark.ui.errors import error_page
from waymark.ui.languages import DEFAULT, direction
from waymark.ui.postures import Posture, posture

TEXTS, OPENING = "v3", "v6"
_OFFERED: Final = ("br", "identity")


@posture(Posture.PUBLIC_PAGE)
def texts(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    """What the script shows, in one language."""
    encoding = choose_encoding(request.headers.get("Accept-Encoding", ""), _OFFERED)
    if encoding is None:
        return error_page(404)
    with speaking(language):
        text = texts_in(language)
    body = packed(text) if encoding == "br" else text.encode()
    answer = HttpResponse(body, content_type="application/json")
    answer.headers["Content-Length"] = str(len(body))
    answer.headers["Vary"] = "Accept-Encoding"
    if encoding == "br":
        answer.headers["Content-Encoding"] = encoding
    return answer


@posture(Posture.PUBLIC_PAGE)
@packed_page
def unlock(_request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        drawn = in_language(language, OPENING)
        own = plan_language(library(), language) == language
        fallback = "" if own else words(language)["fallback"]
        page = {**drawn, "fallback": fallback, **script_on(language)}
        return HttpResponse(render_to_string("planner/opening.html", page))


def script_on(language: str) -> dict[str, object]:
    """What a page with the script on it needs."""
    spoken = plan_language(library(), language)
    return {
        "texts": f"/{language}/{TEXTS}",
        "script": mark_safe(loader()),  # noqa: S308 - our own file, allowed by its hash
        "plan_language": spoken,
        "plan_direction": direction(spoken),
    }
