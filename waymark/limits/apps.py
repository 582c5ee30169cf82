"""The room of limits, as Django sees it."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "waymark.limits"
    label = "limits"
