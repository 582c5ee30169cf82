"""What was parked is shown once on its own page.
A page that cannot show it sends people to where they can read it; so is what was sent to a page that is gone.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from waymark.desk.signing_in.locking import kept_for
from waymark.desk.signing_in.typed import show_gone, show_unsaved, words_in
from waymark.staff.standing import drop_parked, parked_in, standing_of
from waymark.staff.terms import Standing
from waymark.ui.errors import NOT_STORED, error_page
from waymark.ui.postures import is_same_origin

log = logging.getLogger("waymark.desk")
GONE = "There is no page here any more: somebody may have closed it or given it to others while you wrote."


class NothingTypedIsLost:
    """Runs inside Django's session middleware, around every view of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            awake = request.method == "POST" and _is_awake(request)
        except NOT_STORED as fault:
            return self.process_exception(request, fault) or error_page(503, request)
        response = self.get_response(request)
        if request.method == "POST":
            return _after_sending(request, response) if awake and _is_awake(request) else response
        parked = kept_for(request) if request.method == "GET" else None
        if parked is None or not _is_awake(request):
            return response
        if response.status_code != 200:
            return HttpResponseRedirect(reverse("desk:typed-view"))
        drop_parked(request.session, parked)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What could not be saved is told, with the service's number and the words that were typed."""
        if not isinstance(exception, NOT_STORED) or request.method != "POST" or not is_same_origin(request):
            return None
        words = words_in(request.POST)
        if not words:
            return None
        log.error(f"what was typed at the desk was not saved: {type(exception).__name__}")
        request.session.modified = False  # it could not be saved either, and nothing in it has changed
        return show_unsaved(typed=words)


def _is_awake(request: HttpRequest) -> bool:
    return standing_of(request.session, timezone.now()) is Standing.FULL


def _after_sending(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where several forms were kept, sending one leads back to the others."""
    if response.status_code == 404:
        return _with_words(request, response)
    if response.status_code == 302 and parked_in(request.session):
        return HttpResponseRedirect(reverse("desk:typed-view"))
    return response


def _with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page for what is not there, with what was typed into it. What is another's answers the same."""
    words = words_in(request.POST)
    return show_gone(request, GONE, typed=words, status=404) if words else response
