"""Every view says who may stand before it, and is held to that. An undeclared view answers nobody.

Public postures are enforced here. For the desk's, settings.UI_DOORKEEPER names a callable of the desk's own:
it gets the request and the stance and returns None to let pass, or the response to give instead; it raises
Http404 for what is not yours. Without a doorkeeper no desk view answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Final, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]


class Posture(StrEnum):
    PUBLIC_PAGE = "anyone reads; nothing is sent"
    PUBLIC_FORM = "anyone reads and sends, from our own page; the room checks its own form token"
    PUBLIC_EXIT = "anyone leaves: POST, no token, since it changes nothing but the visitor's own browser"
    SIGNED_OUT = "whoever is not signed in at the desk"
    HALF = "passphrase given, second factor still due"
    LOCKED = "fully signed in, and idle since: the passphrase is due again"
    SIGNED_IN = "any member of staff"
    PERMITTED = "a member of staff who holds the named permission"


SAFE: Final = frozenset({"GET", "HEAD"})
_METHODS: Final = {
    Posture.PUBLIC_PAGE: SAFE,
    Posture.PUBLIC_EXIT: frozenset({"POST"}),
}
PUBLIC: Final = frozenset({Posture.PUBLIC_PAGE, Posture.PUBLIC_FORM, Posture.PUBLIC_EXIT})


@dataclass(frozen=True, slots=True)
class Stance:
    """What one view declares; `posts_only` is for verbs of the desk that have no page of their own."""

    posture: Posture
    permission: str = ""
    posts_only: bool = False

    @property
    def methods(self) -> frozenset[str]:
        if self.posts_only:
            return frozenset({"POST"})
        return _METHODS.get(self.posture, SAFE | {"POST"})


Doorkeeper = Callable[[HttpRequest, Stance], HttpResponseBase | None]


def posture(kind: Posture, *, permission: str = "", posts_only: bool = False) -> Callable[[View], View]:
    """Declare and enforce who may use a view. PERMITTED needs a permission's name; nothing else takes one."""
    if (kind is Posture.PERMITTED) != bool(permission):
        raise ImproperlyConfigured("PERMITTED names a permission, and only PERMITTED does")
    stance = Stance(kind, str(permission), posts_only)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            return _refusal(request, stance) or view(request, *args, **kwargs)

        guarded.stance = stance  # type: ignore[attr-defined]  # a function carries its own declaration
        return guarded

    return declare


def stance_of(view: View) -> Stance | None:
    """What a view declares, also for views that a class made; None when it declares nothing."""
    return cast(Stance | None, getattr(view, "stance", None))


def _refusal(request: HttpRequest, stance: Stance) -> HttpResponseBase | None:
    if request.method not in stance.methods:
        return HttpResponseNotAllowed(sorted(stance.methods))
    if request.method == "POST" and stance.posture is not Posture.PUBLIC_EXIT and not is_same_origin(request):
        raise PermissionDenied("sent from another site")
    return None if stance.posture in PUBLIC else _doorkeeper()(request, stance)


def _doorkeeper() -> Doorkeeper:
    name = getattr(settings, "UI_DOORKEEPER", "")
    if not name:
        raise ImproperlyConfigured("a desk view without settings.UI_DOORKEEPER answers nobody")
    return cast(Doorkeeper, import_string(name))


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a form was sent from our own page.

    Our referrer policy makes browsers send `Origin: null`, so Sec-Fetch-Site decides where there is one.
    Older browsers and plain http send none: a foreign Origin is refused, null is left to the form's token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin in {None, "null"} or _host_of(origin or "") == request.get_host()


def _host_of(origin: str) -> str:
    """The host and port in an origin; nothing in what is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


class Postures:
    """The middleware that refuses a view without a declaration, before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django passes it
        view: View,
        args: tuple[object, ...],  # noqa: ARG002 - Django passes it
        kwargs: dict[str, object],  # noqa: ARG002 - Django passes it
    ) -> None:
        if stance_of(view) is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no posture")
