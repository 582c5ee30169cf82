"""One opaque address for the whole of it; every step after the first is a POST to the same."""

from django.urls import path

from waymark.public.contact.screens import PLACE
from waymark.public.contact.views import talk

urlpatterns = [path(f"<slug:language>/{PLACE}", talk, name="contact-start")]
