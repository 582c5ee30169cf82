"""Set a real service up: tables, the first manager, the first teams, the recovery sheets. Once."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from waymark.config.verbs.packs import lay_shipped_packs
from waymark.config.verbs.sheets import write_all
from waymark.config.verbs.stores import migrate_all
from waymark.records.refusal import Refused
from waymark.staff.actions.founding import Founded, found_service


def run(asked: argparse.Namespace) -> None:
    migrate_all()
    lay_shipped_packs()
    call_command("collectstatic", interactive=False, verbosity=0)
    folder = asked.sheets or settings.DATA_DIR / "sheets"
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Move its sheets away first, or name another folder.")
    name = asked.manager or input("The first manager's sign-in name: ").strip()
    shown = asked.manager_name or input("The first manager's name, as colleagues see it: ").strip()
    written: list[Path] = []

    def hand_over(founded: Founded) -> None:
        written.extend(write_all(folder, founded.manager, founded.sheets))

    found_service(name=name, shown_name=shown, hand_over=hand_over)
    print("Print these, hand them over, destroy the files:")  # noqa: T201 - a command speaks
    for path in written:
        print(f"  {path}")  # noqa: T201 - as above
