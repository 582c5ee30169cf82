"""What somebody typed, for a page that shows it once more: their own words, not what only a form knows."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from waymark.staff.standing import NOT_KEPT

LONG = 60
OPENS_A_DOOR = frozenset({"passphrase", "code", "answer", "token"})
"""Names of boxes whose values are shown to nobody, not even to whoever typed them."""


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
