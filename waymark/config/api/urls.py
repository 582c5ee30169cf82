"""Every address of the machine face."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("waymark.api.directory.urls"))]

handler400 = "waymark.api.answers.bad_request"
handler403 = "waymark.api.answers.forbidden"
handler404 = "waymark.api.answers.not_found"
handler500 = "waymark.api.answers.broken"
