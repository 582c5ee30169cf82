"""Leaves the site: the browser is asked to forget it and sent to the neutral site. Nobody is counted."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from waymark.ui.postures import Posture, posture
from waymark.ui.service import service

FORGET: Final = '"cache", "cookies", "storage"'


@posture(Posture.PUBLIC_EXIT)
def leave(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": service().exit, "Clear-Site-Data": FORGET})
