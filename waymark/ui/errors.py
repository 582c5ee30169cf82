"""Calm pages for everything that goes wrong: what happened, what to do, the phone number and the way out.

They read no database, so they work when it is down, and they never say what was asked for.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from waymark.ui.languages import DEFAULT, direction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    heading: str
    sentences: tuple[str, ...]


_SENDING: Final = "If you were sending something, please treat it as not sent."
_GO_BACK: Final = "You can go back and try again."
_TROUBLES: Final = {
    400: Trouble("We could not read that", (_SENDING, _GO_BACK)),
    403: Trouble("We could not accept that", ("It did not come from a page of this site.", _SENDING)),
    404: Trouble("There is no page here", ("The address may be mistyped, or the page has moved.",)),
    405: Trouble("That does not work here", ("Please start again from the first page.",)),
    413: Trouble(
        "That was too big to send", ("It has not been sent.", "Try a shorter text or a smaller file.")
    ),
    429: Trouble(
        "Please wait a moment",
        ("This was tried many times in a short while.", "Wait a few minutes, then try again."),
    ),
    500: Trouble("Something went wrong here", ("It is our fault, not yours.", _SENDING, _GO_BACK)),
    503: Trouble(
        "This is not working right now",
        ("It is our fault, not yours.", _SENDING, "Please try again in a few minutes."),
    ),
}


def error_page(status: int) -> HttpResponse:
    """The page for a status; what is not listed is told as 500."""
    known = status if status in _TROUBLES else 500
    context = {
        "trouble": _TROUBLES[known],
        "layout": getattr(settings, "UI_LAYOUT", "ui/layouts/public.html"),
        "language": DEFAULT,  # the pages of this room are in English only, and say so
        "direction": direction(DEFAULT),
    }
    return HttpResponse(render_to_string("ui/errors/trouble.html", context), status=status)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    too_big = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return error_page(413 if too_big else 400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return error_page(403)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return error_page(404)


def broken(_request: HttpRequest) -> HttpResponse:
    return error_page(500)


def forged(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """For settings.CSRF_FAILURE_VIEW."""
    return error_page(403)


class CalmErrors:
    """Gives an error without a body its page, and tells a database that is away as 503, without details."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a host that is not ours, before anything else looks at the request
        response = self.get_response(request)
        if response.status_code < 400 or response.streaming or response.content:
            return response
        page = error_page(response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            log.error("the database did not answer: %s", type(exception).__name__)
            return error_page(503)
        return None
