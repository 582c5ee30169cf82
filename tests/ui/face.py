"""The URL map of the small face that the tests of the room use."""

from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import path

from waymark.ui.postures import Posture, posture


def doorkeeper(request, stance):
    who = request.headers.get("X-Who", "")
    if stance.posture is Posture.PERMITTED and who != stance.permission:
        raise Http404
    return None if who or stance.posture is Posture.SIGNED_OUT else HttpResponse(status=401)


def say(request):
    return HttpResponse("said")


def bare(request):
    return HttpResponse("never")


def fail(kind):
    @posture(Posture.PUBLIC_FORM)
    def view(request):
        if isinstance(kind, int):
            return HttpResponse(status=kind)
        raise kind

    return view


@posture(Posture.PUBLIC_FORM)
def read(request):
    return HttpResponse(request.POST.get("text", ""))


urlpatterns = [
    path("page", posture(Posture.PUBLIC_PAGE)(say)),
    path("form", posture(Posture.PUBLIC_FORM)(say)),
    path("leave", posture(Posture.PUBLIC_EXIT)(say)),
    path("sign-in", posture(Posture.SIGNED_OUT)(say)),
    path("desk", posture(Posture.SIGNED_IN)(say)),
    path("verb", posture(Posture.SIGNED_IN, posts_only=True)(say)),
    path("editors", posture(Posture.PERMITTED, permission="editor")(say)),
    path("bare", bare),
    path("read", read),
    path("400", fail(SuspiciousOperation("no"))),
    path("429", fail(429)),
    path("500", fail(RuntimeError("canary-7431"))),
    path("503", fail(OperationalError("canary-7431"))),
]
handler400 = "waymark.ui.errors.bad_request"
handler403 = "waymark.ui.errors.forbidden"
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
