"""The URL map of the public rooms."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import include, path

from waymark.ui.postures import Posture, posture


@posture(Posture.PUBLIC_PAGE)
def mirrored(request):
    context = {"language": "ur", "direction": "rtl"}
    return HttpResponse(render_to_string("ui/layouts/public.html", context))


rooms = [
    path("rtl", mirrored, name="mirrored"),
    path("", include("waymark.public.leaving.urls")),
    path("", include("waymark.public.contact.urls")),
    path("", include("waymark.public.mailbox.urls")),
    path("", include("waymark.public.guidance.urls")),
]
urlpatterns = [path("", include((rooms, "public")))]
handler400 = "waymark.ui.errors.bad_request"
handler403 = "waymark.ui.errors.forbidden"
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
