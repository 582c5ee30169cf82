"""Bring a service's databases and files to this release: tables, packs, the desk's files. May be run again.

Refuses databases in which no service stands, and those that a newer release has changed: an older one would
write into tables that it does not know.
"""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from waymark.config.verbs.packs import lay_shipped_packs
from waymark.config.verbs.stores import migrate_all
from waymark.records.refusal import Refused


def run(_asked: argparse.Namespace) -> None:
    due = steps_due()
    migrate_all()
    lay_shipped_packs()
    call_command("collectstatic", interactive=False, verbosity=0)
    again = " Print each face's role again: `waymark roles`." if due else ""
    print(f"Migrations applied: {due}.{again}")  # noqa: T201 - a command speaks to whoever typed it


def steps_due() -> int:
    """How many migrations are still to be applied. *Refuses* what this release must not touch."""
    due = 0
    for alias in settings.DATABASES:
        loader = MigrationLoader(connections[alias])
        applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
        if not applied:
            raise Refused("There is no service in these databases yet: `waymark init` makes one.")
        if newer := sorted(name for label, name in applied - known if label in loader.migrated_apps):
            raise Refused(
                "A newer release has changed these databases. Install that one, or take back a backup from "
                f"before it. This release does not know: {', '.join(newer)}."
            )
        due = max(due, len(known - applied))
    return due
