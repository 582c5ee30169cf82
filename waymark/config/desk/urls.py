"""Every address of the desk face."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler400 = "waymark.ui.errors.bad_request"
handler403 = "waymark.ui.errors.forbidden"
handler404 = "waymark.ui.errors.not_found"
handler500 = "waymark.ui.errors.broken"
