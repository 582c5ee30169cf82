"""Locking by hand or by the page's own clock, with the words of a form that was being filled in.

What the page hands over is only ever shown to the same session again, on one of our own pages.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from waymark.staff.standing import NOT_KEPT, Fields, Parked, lock, park, want
from waymark.ui.postures import Posture, posture


@posture(Posture.SIGNED_IN, posts_only=True)
def lock_now(request: HttpRequest) -> HttpResponse:
    """Drop the secret half at once; what was being typed is kept."""
    keep_from_lock(request)
    lock(request.session)
    return redirect("desk:unlock")


@posture(Posture.SIGNED_IN, posts_only=True)
def note_presence(_request: HttpRequest) -> HttpResponse:
    """Somebody is typing: the doorkeeper has noted it already."""
    return HttpResponse(status=204)


def keep_from_lock(request: HttpRequest) -> None:
    """Park what the page's script found in a form, or remember the page."""
    path = request.POST.get("typed_on", "")
    if not is_ours(path):
        return
    fields = read_fields(request.POST.get("typed", ""))
    if fields:
        park(request.session, Parked(path, fields, files_lost=False))
    else:
        want(request.session, path)


def is_ours(path: str) -> bool:
    """Whether this is the address of one of our own pages, and not of another host."""
    if not path.startswith("/") or path.startswith("//"):
        return False
    try:
        resolve(path.split("?", maxsplit=1)[0])
    except Resolver404:
        return False
    return True


def read_fields(typed: str) -> Fields:
    """Name and values of each control; anything of another shape is nothing."""
    try:
        found = json.loads(typed)
    except ValueError:
        return {}
    if not isinstance(found, list):
        return {}
    fields: Fields = {}
    for pair in found:
        match pair:
            case [str(name), str(value)] if name not in NOT_KEPT:
                fields.setdefault(name, []).append(value)
    return fields
