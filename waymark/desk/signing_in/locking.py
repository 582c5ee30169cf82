"""Locking by hand or by the page's own clock, with the words of a form that was being filled in.

What the page hands over is only ever shown to the same session again, on one of our own pages.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from waymark.staff.standing import NOT_KEPT, Fields, Parked, lock, park, parked_in, want
from waymark.ui.postures import Posture, posture

MOST_FORMS = 20
"""Forms of one page whose words are kept."""


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
    """Park what the page's script found in each unfinished form; without any, remember the page."""
    forms = read_forms(request.POST.get("typed", ""))
    for path, fields in forms:
        park(request.session, Parked(path, fields, files_lost=False))
    path = request.POST.get("typed_on", "")
    if not forms and is_ours(path):
        want(request.session, path)


def kept_for(request: HttpRequest) -> Parked | None:
    """What was kept of a form of this address; the oldest, where there are several."""
    path = request.get_full_path()
    return next((each for each in parked_in(request.session) if each.path == path), None)


def is_ours(path: str) -> bool:
    """Whether this is the address of one of our own pages, and not of another host."""
    if not path.startswith("/") or path.startswith("//"):
        return False
    try:
        resolve(path.split("?", maxsplit=1)[0])
    except Resolver404:
        return False
    return True


def read_forms(typed: str) -> list[tuple[str, Fields]]:
    """Each form's address with name and values of its controls; anything of another shape is nothing."""
    try:
        found = json.loads(typed)
    except (ValueError, RecursionError):
        return []
    forms = []
    for each in found[:MOST_FORMS] if isinstance(found, list) else ():
        match each:
            case [str(path), list(pairs)] if is_ours(path) and (fields := read_fields(pairs)):
                forms.append((path, fields))
    return forms


def read_fields(pairs: list[object]) -> Fields:
    """Name and values of each control."""
    fields: Fields = {}
    for pair in pairs:
        match pair:
            case [str(name), str(value)] if name not in NOT_KEPT:
                fields.setdefault(name, []).append(value)
    return fields
