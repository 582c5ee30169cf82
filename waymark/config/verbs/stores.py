"""Bring both databases to the present tables."""

from django.conf import settings
from django.core.management import call_command


def migrate_all() -> None:
    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
