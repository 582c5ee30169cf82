"""`waymark pack stamp` and `waymark pack check`: for whoever writes packs; no service, no database."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from waymark.clocks.hours import read_week
from waymark.config.about import NEUTRAL_SITE_NAME
from waymark.config.doors import DOORS
from waymark.config.made_up import FACTS, STATEMENTS
from waymark.config.packfolders import SHIPPED
from waymark.config.statements import read_statements, this_day
from waymark.content.composing import stale_hashes
from waymark.content.data import is_stale
from waymark.content.files import RawPage, RawPart
from waymark.content.folders import PackText
from waymark.content.layers import lay_packs, read_with_those_under
from waymark.content.packs import make_library
from waymark.content.stamping import stamp_packs
from waymark.content.terms import FALLBACK, PackFault, Surroundings
from waymark.records.refusal import Refused
from waymark.ui.languages import direction

WITHOUT_A_SERVICE: Final = frozenset({"check", "stamp"})
_HOURS: Final = ("Mon-Fri 09:00-17:00",)
_SAID: Final = {
    **{name: str(FACTS[name]) for name in ("name", "area", "phone")},
    "site": NEUTRAL_SITE_NAME,
}


def run(asked: argparse.Namespace) -> None:
    try:
        if asked.packing == "stamp":
            for file in stamp_packs(
                read_with_those_under(asked.folder, SHIPPED), asked.language, asked.again
            ):
                print(file)  # noqa: T201 - a command speaks to whoever typed it
        else:
            check(asked.folders)
    except PackFault as fault:
        raise Refused(str(fault)) from None


def check(folders: list[Path]) -> None:
    """Say of each pack that it holds, and what of its translations is stale. Raises PackFault at a fault."""
    for folder in folders:
        packs = read_with_those_under(folder, SHIPPED)
        make_library(packs, _surroundings())
        for line in _stale(packs):
            print(line)  # noqa: T201 - as above
        print(f"{folder}: holds")  # noqa: T201 - as above


def _surroundings() -> Surroundings:
    def doors(language: str) -> dict[str, str]:
        return {door: path.format(language=language) for door, path in DOORS.items()}

    return Surroundings(
        service={**_SAID, "hours": read_week(_HOURS), **read_statements(STATEMENTS, this_day())},
        say=lambda _what, _language: "Monday",
        speaks=lambda _language: False,
        direction=direction,
        doors=doors,
        today=date.today(),  # noqa: DTZ011 - any day will do
        show_drafts=True,
    )


def _stale(packs: list[PackText]) -> list[str]:
    layers = lay_packs(packs)
    pairs: list[tuple[RawPage | RawPart, RawPage | RawPart]] = [
        (raw, layers.raw[(FALLBACK, page)])
        for (_, page), raw in layers.raw.items()
        if (FALLBACK, page) in layers.raw
    ]
    english = layers.parts.get(FALLBACK, {})
    pairs += [
        (part, english[name])
        for parts in layers.parts.values()
        for name, part in parts.items()
        if name in english
    ]
    lists = [
        f"{own[0]}:1: the whole list is older than its English"
        for language, own in layers.signs.items()
        if language != FALLBACK and is_stale(own, layers.signs[FALLBACK])
    ]
    return lists + [
        f"{own.file}:1: {len(stale)} blocks are older than their English"
        for own, over in pairs
        if (stale := stale_hashes(own, over))
    ]
