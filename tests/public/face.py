"""The URL map of the public rooms."""

from django.urls import include, path

rooms = [
    path("", include("waymark.public.leaving.urls")),
    path("", include("waymark.public.contact.urls")),
    path("", include("waymark.public.mailbox.urls")),
    path("", include("waymark.public.signed.urls")),
    path("", include("waymark.public.signs.urls")),
    path("", include("waymark.public.directory.urls")),
    path("", include("waymark.public.planner.urls")),
    path("", include("waymark.public.guidance.urls")),
]
urlpatterns = [path("", include((rooms, "public")))]
handler400 = "waymark.ui.errors.bad_request"
handler403 = "waymark.ui.errors.forbidden"
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
