"""One opaque address for every vault, one for each script, one for the plain forms, one for opening."""

from django.urls import path

from waymark.public.planner.plain.views import PLACE, write_notes
from waymark.public.planner.screens import OPENING, TEXTS, texts, unlock
from waymark.public.planner.views import script, vault

urlpatterns = [
    path(f"<slug:language>/{PLACE}", write_notes, name="plan-write"),
    path("k2", vault, name="vault-ask"),
    path(f"<slug:language>/{TEXTS}", texts, name="planner-texts"),
    path(f"<slug:language>/{OPENING}", unlock, name="vault-open"),
    path("k2/<slug:name>", script, name="planner-script"),
]
