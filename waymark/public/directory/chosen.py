"""A chosen few, as words for a message or as people for a plan: what somebody sees and changes themselves."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from waymark.directory.entries import Entry, Listed
from waymark.directory.phones import show_number

MOST: Final = 12


class Goal(StrEnum):
    """Where a chosen few go."""

    MESSAGE = "message"
    PLAN = "plan"


def say_chosen(chosen: Iterable[Listed]) -> str:
    """A first line, then a line for each: its name, its numbers, or where it is found. Names no place."""
    lines = [_line(each.entry) for each in chosen]
    return "\n".join([_("I would like to talk about these:"), *lines]) if lines else ""


def people_of(chosen: Iterable[Listed]) -> list[tuple[str, str]]:
    """Each as the plan writes down who could help: a name, and how to reach them."""
    return [(each.entry.name, _ways(each.entry)) for each in chosen]


def _line(entry: Entry) -> str:
    ways = _ways(entry)
    return f"- {entry.name}: {ways}" if ways else f"- {entry.name}"


def _ways(entry: Entry) -> str:
    numbers = [show_number(number.number) for number in entry.numbers]
    host = (urlsplit(entry.web).hostname or "").removeprefix("www.")
    return ", ".join(numbers or [way for way in (entry.email, host) if way][:1])
