"""The list of pages, facts and translations by what needs attention."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from waymark.content.rules import may_edit
from waymark.desk.editing.needs import NAMES, Line, Need, Waiting, counts_of
from waymark.desk.frame.draw import draw
from waymark.desk.signing_in.person import member_of
from waymark.records.days import day
from waymark.staff.terms import Permission
from waymark.ui.languages import own_name
from waymark.ui.postures import Posture, posture

MOST: Final = 300


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def view_pages(request: HttpRequest) -> HttpResponse:
    """One list at a time, with how many wait in each; narrowed by shelf, language and words."""
    waiting, by = Waiting(day()), member_of(request)
    lines = waiting.lines()
    counts = counts_of(lines)
    need = _asked_need(request, counts)
    language, shelf = request.GET.get("language", ""), request.GET.get("shelf", "")
    typed = request.GET.get("find", "").strip()
    fitting = [
        line
        for line in lines
        if (not language or line.language == language)
        and (not shelf or line.shelf == shelf)
        and (not typed or line.holds(typed))
    ]
    shown = [line for line in fitting if line.need is need]
    context = {
        "need": need,
        "heading": NAMES[need],
        "elsewhere": [] if shown else _elsewhere(request, fitting),
        "lists": [(each, NAMES[each], counts[each], each is need) for each in Need],
        "lines": shown[:MOST],
        "more": max(len(shown) - MOST, 0),
        "languages": [(code, own_name(code), code == language) for code in waiting.layers.languages],
        "shelves": [(name, name == shelf) for name in waiting.layers.shelves],
        "find": typed,
        "here": reverse("desk:pages-view"),
        "narrowed": bool(language or shelf or typed),
        "may_edit": may_edit(by),
    }
    return draw(request, "desk/editing/pages.html", context)


def _elsewhere(request: HttpRequest, fitting: list[Line]) -> list[tuple[str, str, int]]:
    """The other lists in which these words stand: address, name, how many. Whoever looks for words seldom
    knows in which list they are.
    """
    asked, held = request.GET.copy(), counts_of(fitting)
    found = []
    for need in Need:
        if held[need]:
            asked["list"] = need.value
            found.append((f"?{asked.urlencode()}", NAMES[need], held[need]))
    return found


def _asked_need(request: HttpRequest, counts: dict[Need, int]) -> Need:
    """The list that was asked for, or the first in which something waits."""
    asked = request.GET.get("list", "")
    if asked in list(Need):
        return Need(asked)
    return next(need for need in Need if counts[need] or need is Need.PAGES)
