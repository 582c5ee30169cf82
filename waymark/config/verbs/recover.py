"""Let one member in again with two of the three recovery sheets; every manager is told."""

import argparse
from pathlib import Path

from django.conf import settings

from waymark.config.verbs.sheets import write_all
from waymark.records.refusal import Refused
from waymark.sealing.errors import NotTheseWords
from waymark.sealing.recovery import Sheet, read_sheet
from waymark.staff.actions.recovering import Recovered, recover
from waymark.staff.models import Member
from waymark.staff.rules import fold_name


def run(asked: argparse.Namespace) -> None:
    folder = asked.sheets or settings.DATA_DIR / "sheets"
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Destroy the old sheets first, or name another folder.")
    name = asked.member or input("The sign-in name of the one who is let in again: ").strip()
    member = Member.objects.filter(name=fold_name(name)).first()
    if member is None:
        raise Refused("Nobody has that sign-in name.")
    pair = (_ask("first"), _ask("second"))
    written: list[Path] = []

    def hand_over(recovered: Recovered) -> None:
        written.extend(write_all(folder, recovered.sign_in, recovered.sheets))

    recover(by=None, sheets=pair, member=member, hand_over=hand_over)
    print("The old sheets are void. Print these, hand them over, destroy the files:")  # noqa: T201 - a command speaks
    for path in written:
        print(f"  {path}")  # noqa: T201 - as above


def _ask(which: str) -> Sheet:
    try:
        return read_sheet(input(f"The words or numbers of the {which} sheet, in one line: "))
    except NotTheseWords as wrong:
        raise Refused("That is not a recovery sheet: look at it again, word by word.") from wrong
