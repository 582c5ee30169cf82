"""The room of records, as Django sees it."""

from django.apps import AppConfig
from django.core.checks import register

from waymark.records.checks import check_keys_backup


class RecordsConfig(AppConfig):
    name = "waymark.records"
    label = "records"

    def ready(self) -> None:
        register(check_keys_backup)
