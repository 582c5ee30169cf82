"""Write `places.toml` for a pack from a list of postcodes that the operator has got. It fetches nothing."""

import argparse
import json
import sys

from waymark.directory.lists.outcodes import read_outcodes
from waymark.directory.places import known_places


def run(asked: argparse.Namespace) -> None:
    found = read_outcodes(asked.file, asked.only)
    named = known_places().outcodes
    print(f"source = {_quoted(asked.source)}")  # noqa: T201 - a command speaks
    print(f"areas = [{', '.join(_quoted(area) for area in asked.area)}]\n\n[outcodes]")  # noqa: T201 - as above
    for code, (latitude, longitude, town) in found.middles().items():
        # The offices' lists name no towns: those of the packs in use stay.
        town = town or (named[code][2] if code in named else "")
        print(f"{code} = [{latitude:.3f}, {longitude:.3f}, {_quoted(town)}]")  # noqa: T201 - as above
    for line, why in found.faults:
        print(f"line {line}: {why}", file=sys.stderr)  # noqa: T201 - as above
    print(f"{len(found.sums)} outcodes; {found.left_out} rows left out.", file=sys.stderr)  # noqa: T201 - as above


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are too."""
    return json.dumps(text, ensure_ascii=False)
