"""The room as Django sees it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "waymark.intake"
    label = "intake"
