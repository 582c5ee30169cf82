"""Does any of this happen to you? Ticks come by POST, make one answer, and are gone.

Nothing is stored, counted, logged or put into an address. The answer never says what somebody's life is.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from waymark.content.filling import checking_words
from waymark.content.queries import library, words
from waymark.content.signs import Sign, SignsList, Today
from waymark.content.terms import Library
from waymark.content.ways import Way, signs_in, ways
from waymark.press.surroundings import surroundings
from waymark.public.languages import in_language, speaking
from waymark.public.packing import packed_page
from waymark.ui.languages import DEFAULT
from waymark.ui.postures import Posture, posture

CHANGE = "change"


# A form without a token: what it sends changes nothing anywhere, so there is nothing to forge.
@posture(Posture.PUBLIC_FORM)
@packed_page
def tick(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        return _speak(request, library(), language)


def _speak(request: HttpRequest, shelf: Library, language: str) -> HttpResponse:
    around = surroundings()
    signs = signs_in(shelf, language, around) or signs_in(shelf, DEFAULT, around)
    if signs is None:
        raise Http404
    ticked = signs.ticked(request.POST.getlist("t"))
    asked = request.method != "POST" or request.POST.get("go") == CHANGE
    drawn = _list(ticked) if asked else _answer(signs, ticked, shelf, language)
    own = language in shelf.signs
    return HttpResponse(render_to_string("signs/page.html", drawn | _around(signs, language, own=own)))


def _list(ticked: tuple[Sign, ...]) -> dict[str, object]:
    return {"step": "signs/list.html", "part": 1, "ticked": {sign.id for sign in ticked}}


def _answer(signs: SignsList, ticked: tuple[Sign, ...], shelf: Library, language: str) -> dict[str, object]:
    around = surroundings()

    def lead(names: tuple[str, ...]) -> list[Way]:
        return ways(signs, names, shelf, language, around)

    shown = [(each, lead(each.steps)) for each in signs.today_for(ticked)]
    return {
        "step": "signs/answer.html",
        "part": 2,
        "ticked": [sign.id for sign in ticked],
        "opening": signs.answer.some if ticked else signs.answer.none,
        "urgent": lead(signs.answer.urgent) if shown else [],
        "today": shown,
        "marked": any(way.mark for _, steps in shown for way in steps) or _is_marked(shown, shelf, language),
        "next_steps": lead(signs.answer.steps),
    }


def _is_marked(shown: list[tuple[Today, list[Way]]], shelf: Library, language: str) -> bool:
    """Whether the words themselves carry a mark."""
    mark = f"({checking_words(shelf, language)})"
    return any(mark in text for each, _ in shown for text in each.text)


def _around(signs: SignsList, language: str, *, own: bool) -> dict[str, object]:
    """What both pages need: the words, and what to say when they are not in the visitor's language."""
    return {
        **in_language(language, "j4"),
        "signs": signs,
        "words": words(language),
        "fallback": "" if own else words(language)["fallback"],
    }
