"""A made-up data folder for tests, checks and the demonstration: its numbers and addresses reach nobody."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from waymark.config.about import Facts, Plain, write_service
from waymark.config.keysfolder import make_keys
from waymark.config.statements import STATED_ON, this_day

STATEMENTS: Final[dict[str, dict[str, Plain]]] = {
    "complaints": {
        "to": "the quality lead (made up)",
        "phone": "01632 960124",
        "email": "complaints@example.org",
        "address": "1 Example Street, Exampletown",
        "days": 20,
        "next": "the chair of the trustees (made up), at chair@example.org",
        STATED_ON: this_day(),
    },
    "data": {
        "controller": "Example Support (made up)",
        "phone": "01632 960125",
        "email": "data@example.org",
        "registration": "Z0000000 (made up)",
        STATED_ON: this_day(),
    },
    "keeping": {"years": 7, "weeks": 26, STATED_ON: this_day()},
}
FACTS: Final[Facts] = {
    "name": "Example Support",
    "phone": "01632 960123",
    "hours": ["Mon-Fri 09:00-17:00"],
    "area": "Exampleshire",
    "packs": ["england-and-wales", "leicestershire"],
    **STATEMENTS,
}

OPEN_IN_DEMONSTRATION: Final = ("demonstration", "attachments", "show_drafts")


def make_up_data(folder: Path, *, demonstration: bool) -> None:
    """Make the folder, its keys and `service.toml`; what is already there stays.

    A demonstration of an earlier release lacks what is asked for since: that is made up too.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    make_keys(folder / "keys")
    facts = folder / "service.toml"
    if not facts.exists():
        write_service(facts, {**FACTS, **dict.fromkeys(OPEN_IN_DEMONSTRATION, demonstration)})
    elif demonstration:
        there = tomllib.loads(facts.read_text("utf-8"))
        if there.get("demonstration") is True and _lacks(there):
            write_service(facts, {**there, **STATEMENTS})


def _lacks(there: Mapping[str, object]) -> bool:
    """Whether an earlier release made it: a table is missing, or the newest line of one."""
    keeping = there.get("keeping")
    return bool(STATEMENTS.keys() - there.keys()) or (isinstance(keeping, dict) and "weeks" not in keeping)
