"""Every address of the desk face."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("waymark.desk.urls"))]

handler400 = "waymark.ui.errors.bad_request"
handler403 = "waymark.ui.errors.forbidden"
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
