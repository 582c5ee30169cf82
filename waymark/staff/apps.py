"""Names the room for Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "waymark.staff"
    label = "staff"
