"""Where a pack lies: with the release, or among those that the service wrote itself, in its data folder."""

from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from waymark.config.env import HOUSE

SHIPPED: Final = HOUSE / "packs"
OWN: Final = "packs"  # in the data folder, which no new release touches


def folder_of(name: str, data: Path) -> Path:
    """The folder of this pack. Raises where a release brings one of the same name as the service's own."""
    own, shipped = data / OWN / name, SHIPPED / name
    if own.is_dir() and shipped.is_dir():
        raise ImproperlyConfigured(
            f"There are two packs called {name}: {own} is yours, {shipped} came with the release. Give yours "
            "another name: its folder, the id in its pack.toml, and packs in service.toml."
        )
    return own if own.is_dir() else shipped
