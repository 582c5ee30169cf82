"""The room of the directory, as Django sees it."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "waymark.directory"
    label = "directory"
