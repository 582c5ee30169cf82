"""One opaque address; whatever is asked there is a POST to the same."""

from django.urls import path

from waymark.public.directory.views import list_organisations

urlpatterns = [path("<slug:language>/n3", list_organisations, name="directory-list")]
