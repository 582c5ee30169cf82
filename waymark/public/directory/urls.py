"""Opaque addresses: the list, and what a search in the browser fetches. Questions are a POST to the first."""

from django.urls import path

from waymark.public.directory.views import list_organisations, send_whole

urlpatterns = [
    path("<slug:language>/n3", list_organisations, name="directory-list"),
    path("<slug:language>/n5", send_whole, name="directory-whole"),
]
