"""What was parked is shown once on its own page.
A page that cannot show it sends people to where they can read it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from waymark.staff.standing import drop_parked, parked_in, standing_of
from waymark.staff.terms import Standing


class NothingTypedIsLost:
    """Runs inside Django's session middleware, around every view of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET":
            return response
        parked = parked_in(request.session)
        if parked is None or request.get_full_path() != parked.path:
            return response
        if standing_of(request.session, timezone.now()) is not Standing.FULL:
            return response
        if response.status_code != 200:
            return HttpResponseRedirect(reverse("desk:typed-view"))
        drop_parked(request.session)
        return response
