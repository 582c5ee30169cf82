"""The room as Django sees it."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "waymark.contact"
    label = "contact"
