"""Who may stand before a desk view. A page that is not yours answers like one that does not exist.

An idle session is locked here: its secret half goes, and what a late form held is parked inside the
sealed row.
"""

from django.contrib.auth import SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from waymark.desk.signing_in.locking import keep_from_lock, kept_for
from waymark.desk.signing_in.person import member_of
from waymark.staff.rules import has_permission
from waymark.staff.standing import (
    NOT_KEPT,
    Fields,
    Parked,
    drop_parked,
    lock,
    park,
    standing_of,
    touch,
    want,
)
from waymark.staff.terms import Permission, Standing
from waymark.ui.postures import Posture, Stance

_DUE = {Posture.HALF: Standing.HALF, Posture.LOCKED: Standing.LOCKED, Posture.SIGNED_OUT: Standing.NONE}
_DOORS = {
    Standing.NONE: "desk:sign-in",
    Standing.HALF: "desk:code-give",
    Standing.LOCKED: "desk:unlock",
    Standing.FULL: "desk:home",
}


def keep_door(request: HttpRequest, stance: Stance) -> HttpResponseBase | None:
    """None to let somebody pass; else where they have to go first.
    Raises `Http404` for what is not theirs.
    """
    standing = _stand(request)
    if stance.posture in _DUE:
        return None if standing is _DUE[stance.posture] else _send(standing)
    if standing is Standing.LOCKED:
        keep_for_later(request)
        return _send(standing)
    if standing is not Standing.FULL:
        return _send(standing)
    if stance.permission and not has_permission(member_of(request), Permission(stance.permission)):
        raise Http404
    refill(request)
    return None


def keep_for_later(request: HttpRequest) -> None:
    """Before the passphrase is asked for: keep what a late form held, or which page was wanted."""
    if request.path in {reverse("desk:lock"), reverse("desk:here")}:
        keep_from_lock(request)
    elif request.method == "POST":
        fields: Fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
        park(request.session, Parked(request.get_full_path(), fields, bool(request.FILES)))
    else:
        want(request.session, request.get_full_path())


def refill(request: HttpRequest) -> None:
    """Show what was parked on the page that it was typed on: its form is bound, the request stays a GET."""
    parked = kept_for(request)
    if parked is None:
        return
    if request.method == "POST":
        drop_parked(request.session, parked)
    else:
        request.POST = as_post(parked.fields)  # type: ignore[assignment]  # forms read either


def as_post(fields: Fields) -> QueryDict:
    """Parked fields as a form reads them."""
    post = QueryDict(mutable=True)
    for name, values in fields.items():
        post.setlist(name, values)
    return post


def _stand(request: HttpRequest) -> Standing:
    if SESSION_KEY in request.session and not request.user.is_authenticated:
        request.session.flush()  # they left, or their key changed
    now = timezone.now()
    standing = standing_of(request.session, now)
    if standing is Standing.FULL:
        touch(request.session, now)
    elif standing is Standing.LOCKED:
        lock(request.session)
    return standing


def _send(standing: Standing) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(_DOORS[standing]))
