"""The room as Django sees it."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "waymark.press"
    label = "press"
