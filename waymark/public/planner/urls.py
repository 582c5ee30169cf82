"""One opaque address for every vault, and one for each script."""

from django.urls import path

from waymark.public.planner.screens import MAKING, OPENING, TEXTS, make, texts, unlock
from waymark.public.planner.views import script, vault

urlpatterns = [
    path("k2", vault, name="vault-ask"),
    path(f"<slug:language>/{TEXTS}", texts, name="planner-texts"),
    path(f"<slug:language>/{MAKING}", make, name="plan-make"),
    path(f"<slug:language>/{OPENING}", unlock, name="vault-open"),
    path("k2/<slug:name>", script, name="planner-script"),
]
