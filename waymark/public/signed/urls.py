"""Addresses of a film and of its captions: the code of the page, behind letters that say nothing."""

from django.urls import path

from waymark.public.signed.views import read_captions, watch

urlpatterns = [
    path("y3/<slug:code>", watch, name="signed-watch"),
    path("y3/<slug:code>/c", read_captions, name="signed-captions"),
]
