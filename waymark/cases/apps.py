"""The room as Django sees it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "waymark.cases"
    label = "cases"
