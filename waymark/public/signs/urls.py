"""One opaque address for the list and for its answer."""

from django.urls import path

from waymark.public.signs.views import tick

urlpatterns = [path("<slug:language>/j4", tick, name="signs-tick")]
