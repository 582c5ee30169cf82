"""The room of records, as Django sees it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "waymark.records"
    label = "records"
