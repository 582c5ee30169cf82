"""Registers the room's templates, tags and static files with Django; holds nothing else."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "waymark.ui"
    label = "ui"
