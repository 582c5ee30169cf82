"""Opaque addresses: what is here, what is elsewhere, and all of it as data for a search.

Questions are a POST to the first.
"""

from django.urls import path

from waymark.public.directory.views import list_country, list_organisations, list_others, send_whole

urlpatterns = [
    path("<slug:language>/n3", list_organisations, name="directory-list"),
    path("<slug:language>/n4", list_country, name="directory-country"),
    path("<slug:language>/n7", list_others, name="directory-others"),
    path("<slug:language>/n5", send_whole, name="directory-whole"),
]
