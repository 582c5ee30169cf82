"""A chosen few, as words for a message: what somebody sees, changes and sends themselves."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from waymark.directory.entries import Entry, Listed
from waymark.directory.phones import show_number

MOST: Final = 12


def say_chosen(chosen: Iterable[Listed]) -> str:
    """A first line, then a line for each: its name, its numbers, or where it is found. Names no place."""
    lines = [_line(each.entry) for each in chosen]
    return "\n".join([_("I would like to talk about these:"), *lines]) if lines else ""


def _line(entry: Entry) -> str:
    ways = [show_number(number.number) for number in entry.numbers]
    host = (urlsplit(entry.web).hostname or "").removeprefix("www.")
    ways = ways or [way for way in (entry.email, host) if way][:1]
    return f"- {entry.name}: {', '.join(ways)}" if ways else f"- {entry.name}"
