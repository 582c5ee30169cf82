"""Addresses of the guidance: opaque codes behind the language. They match last, after every other room's."""

from django.urls import path

from waymark.public.guidance.views import read_page

urlpatterns = [
    path("", read_page, name="guidance-front"),
    path("<slug:language>", read_page, name="guidance-language"),
    path("<slug:language>/<slug:code>", read_page, name="guidance-page"),
]
