"""A made-up data folder for tests, checks and the demonstration: a number kept for drama."""

from pathlib import Path
from typing import Final

from waymark.config.about import Facts, write_service
from waymark.config.keysfolder import make_keys

FACTS: Final[Facts] = {
    "name": "Example Support",
    "phone": "01632 960123",
    "hours": ["Mon-Fri 09:00-17:00"],
    "area": "Exampleshire",
    "packs": ["england-and-wales", "leicestershire"],
}

OPEN_IN_DEMONSTRATION: Final = ("demonstration", "attachments", "show_drafts")


def make_up_data(folder: Path, *, demonstration: bool) -> None:
    """Make the folder, its keys and `service.toml`; what is already there stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    make_keys(folder / "keys")
    facts = folder / "service.toml"
    if not facts.exists():
        write_service(facts, {**FACTS, **dict.fromkeys(OPEN_IN_DEMONSTRATION, demonstration)})
