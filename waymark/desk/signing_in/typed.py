"""What somebody typed, for a page that shows it once more: their own words, not what only a form knows."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from waymark.staff.standing import NOT_KEPT

LONG = 60
OPENS_A_DOOR = frozenset({"passphrase", "code", "answer", "token"})
"""Names of boxes whose values are shown to nobody, not even to whoever typed them."""
_NAMES: Final = {
    "message-reply": "A reply to their mailbox",
    "case-reply": "A reply to their mailbox",
    "case-note": "A note for the log",
    "case-call": "How a call went",
    "case-hand-over": "Handing a case over",
    "case-start": "Starting a case",
    "case-close": "Closing a case",
    "case-reopen": "Reopening a case",
    "case-hold": "Keeping a case from being destroyed",
    "case-suggest": "Suggestions that go back to them",
    "plan-view": "Suggestions that go back to them",
    "plan-keep": "Keeping their notes in a case",
    "plan-pass": "Passing their notes on",
    "ties-view": "People you know",
    "item-edit": "Words of a page",
    "fact-edit": "A fact",
    "translation-edit": "A translation",
    "revision-send-back": "Sending words back",
}
"""What a form does, by the name of its address: nobody sends a note into a mailbox by mistake."""


def name_of_form(path: str) -> str:
    """What sending a form to this address does, in words; nothing where it goes without saying."""
    try:
        return _NAMES.get(resolve(path.split("?", maxsplit=1)[0]).url_name or "", "")
    except Resolver404:
        return ""


def is_words(value: str) -> bool:
    """Whether a kept value is somebody's own words rather than a choice."""
    return len(value) > LONG or len(value.split()) > 1


def words_in(post: QueryDict) -> list[str]:
    """The values of a form in which somebody wrote something, rather than chose or was given it. What opens a
    door is never among them.
    """
    left_out = NOT_KEPT | OPENS_A_DOOR
    return [
        value for name, values in post.lists() if name not in left_out for value in values if is_words(value)
    ]


def show_unsaved(*, typed: Sequence[str]) -> HttpResponse:
    """That nothing was saved, and the words. It asks no table: none may answer."""
    page = render_to_string("signing_in/unsaved.html", {"typed": typed})
    return HttpResponse(page, status=503)


def show_gone(
    request: HttpRequest,
    what: str,
    *,
    typed: Sequence[str],
    heading: str = "This is not here any more",
    href: str = "",
    onward: str = "",
    status: int = 200,
) -> HttpResponse:
    """What happened, what can be done now, and the words that could not be sent."""
    context = {"heading": heading, "what": what, "typed": typed, "href": href, "onward": onward}
    return render(request, "signing_in/gone.html", context, status=status)
