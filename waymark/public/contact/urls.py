"""One opaque address for the whole of it; every step after the first is a POST to the same."""

from django.urls import path

from waymark.public.contact.views import talk

urlpatterns = [path("<slug:language>/t6", talk, name="contact-start")]
