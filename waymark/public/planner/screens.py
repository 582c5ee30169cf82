"""The pages on which the planner's script draws: making a plan, and opening what was kept. They know no plan.

Opening has no word of ours in it: what six words open may be a plan, a list of the household, or a copy.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.gzip import gzip_page

from waymark.content.queries import library, path_of, words
from waymark.press.encodings import choose_encoding
from waymark.public.languages import in_language, speaking
from waymark.public.planner.scripts import PAGE, scripts
from waymark.public.planner.texts import packed, plan_language, texts_in
from waymark.ui.errors import error_page
from waymark.ui.languages import DEFAULT, direction
from waymark.ui.postures import Posture, posture

TEXTS, MAKING, OPENING = "v3", "v5", "v6"
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
@gzip_page
def make(_request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        return HttpResponse(render_to_string("planner/making.html", around(language, MAKING)))


@posture(Posture.PUBLIC_PAGE)
@gzip_page
def unlock(_request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        return HttpResponse(render_to_string("planner/opening.html", around(language, OPENING)))


def around(language: str, place: str) -> dict[str, object]:
    """What a page with the script on it needs."""
    spoken = plan_language(library(), language)
    own = spoken == language
    return {
        **in_language(language, place),
        "reading": path_of("plan", language),
        "texts": f"/{language}/{TEXTS}",
        "script": f"/k2/{PAGE}",
        "integrity": scripts()[PAGE].source.strip("'"),
        "plan_language": spoken,
        "plan_direction": direction(spoken),
        "fallback": "" if own else words(language)["fallback"],
    }
