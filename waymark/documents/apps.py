"""The room as Django sees it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "waymark.documents"
    label = "documents"
