"""`waymark pack load` and `waymark pack export`: between the folders of a release and the tables."""

import argparse
from pathlib import Path

from django.conf import settings

from waymark.content.folders import read_folder
from waymark.content.stored import changed_underneath, live_pack
from waymark.content.terms import PackFault
from waymark.press.publishing import lay_packs_now
from waymark.records.refusal import Refused


def run(asked: argparse.Namespace) -> None:
    if asked.packing == "load":
        lay_shipped_packs()
        for item in changed_underneath():
            print(f"edited here, and changed in its pack: {item}")  # noqa: T201 - a command speaks
    else:
        export(asked.pack, asked.folder)


def lay_shipped_packs() -> None:
    """The packs of this release under whatever editors wrote, pressed. A second time changes nothing."""
    try:
        packs = [read_folder(folder) for folder in settings.PACK_FOLDERS.values()]
    except PackFault as fault:
        raise Refused(str(fault)) from None
    lay_packs_now(packs)


def export(name: str, folder: Path) -> None:
    """Write a pack as it is live into a folder that is new or empty. *Refuses* any other."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Name a folder that is new.")
    for path, text in live_pack(name).files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
