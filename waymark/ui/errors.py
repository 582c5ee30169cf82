"""Calm pages for everything that goes wrong: what happened, what to do, the phone number and the way out.

They read no database, so they work when it is down, and they never say what was asked for.
"""

import gzip
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as words

from waymark.records.refusal import NotSaved
from waymark.ui.languages import speech_of

log = logging.getLogger(__name__)
NOT_STORED: Final = (NotSaved, OperationalError, InterfaceError)
"""What a full, locked or absent database raises."""
_TAKES_GZIP: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True, slots=True)
class Trouble:
    """`back`: for whoever was sending, what their browser's Back does; with scripts it leaves the site."""

    heading: str
    sentences: tuple[str, ...]
    back: str = ""


_SENDING: Final = words("If you were sending something, please treat it as not sent.")
_GO_BACK: Final = words(
    "You can go back and try again. If your browser asks to send the page again, say yes: "
    "what you wrote comes back."
)
_OURS: Final = words("It is our fault, not yours.")
_TROUBLES: Final = {
    400: Trouble(words("We could not read that"), (_SENDING,), _GO_BACK),
    403: Trouble(
        words("We could not accept that"), (words("It did not come from a page of this site."), _SENDING)
    ),
    404: Trouble(
        words("There is no page here"), (words("The address may be mistyped, or the page has moved."),)
    ),
    405: Trouble(words("That does not work here"), (words("Please start again from the first page."),)),
    413: Trouble(
        words("That was too big to send"),
        (words("It has not been sent."), words("Try a shorter text or a smaller file.")),
        _GO_BACK,
    ),
    429: Trouble(
        words("Please wait a moment"),
        (
            words("This was tried many times in a short while."),
            words("Wait a few minutes, then try again."),
        ),
    ),
    500: Trouble(words("Something went wrong here"), (_OURS, _SENDING), _GO_BACK),
    503: Trouble(
        words("This is not working right now"),
        (_OURS, _SENDING, words("Please try again in a few minutes.")),
        _GO_BACK,
    ),
}


def error_page(status: int, request: HttpRequest | None = None, *, language: str = "") -> HttpResponse:
    """The page for a status, in the language of the address; what is not listed is told as 500.

    Without a request it is in `language` and as it is, for a server in front of us to keep.
    """
    trouble = _TROUBLES[status if status in _TROUBLES else 500]
    speech = speech_of(request.path_info if request else f"/{language}")
    with translation.override(speech.spoken):
        context = {
            **speech.context,
            "heading": gettext(trouble.heading),
            "sentences": [gettext(sentence) for sentence in trouble.sentences],
            "back": gettext(trouble.back) if trouble.back else "",
            "layout": getattr(settings, "UI_LAYOUT", "ui/layouts/public.html"),
        }
        page = HttpResponse(render_to_string("ui/errors/trouble.html", context), status=status)
    return _pack(page, request) if request and getattr(settings, "UI_PACKS_ERRORS", False) else page


def _pack(page: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Compressed, where the browser takes it: the page holds nothing secret and nothing that was sent."""
    page.headers["Vary"] = "Accept-Encoding"
    if _TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        page.content = gzip.compress(page.content, 6, mtime=0)
        page.headers["Content-Encoding"] = "gzip"
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_big = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return error_page(413 if too_big else 400, request)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return error_page(403, request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return error_page(404, request)


def broken(request: HttpRequest) -> HttpResponse:
    return error_page(500, request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """For settings.CSRF_FAILURE_VIEW."""
    return error_page(403, request)


class CalmErrors:
    """Gives an error without a body its page, and tells a database that is away as 503, without details."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a host that is not ours, before anything else looks at the request
        response = self.get_response(request)
        if response.status_code < 400 or response.streaming or response.content:
            return response
        page = error_page(response.status_code, request)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NOT_STORED):
            log.error(f"the database did not answer: {type(exception).__name__}")
            return error_page(503, request)
        return None
