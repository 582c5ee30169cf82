"""The one address of the way out; it says nothing about what is left."""

from django.urls import path

from waymark.public.leaving.views import leave

urlpatterns = [path("leave", leave, name="site-leave")]
