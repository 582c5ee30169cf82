"""One opaque address for every vault, and one for each script."""

from django.urls import path

from waymark.public.planner.views import script, vault

urlpatterns = [
    path("k2", vault, name="vault-ask"),
    path("k2/<slug:name>", script, name="planner-script"),
]
