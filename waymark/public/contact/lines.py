"""Who can be rung right now: lines from the packs, with their hours.

One that nobody has checked lately says so.
"""

from datetime import datetime

from waymark.clocks.hours import is_within_hours
from waymark.content.queries import library
from waymark.content.terms import Line


def open_lines(at: datetime, *, children: bool) -> list[Line]:
    """The lines that are open at this time, the nearest pack first; for a child those for children."""
    return [
        each for each in library().lines if each.children == children and is_within_hours(at, each.week, ())
    ]
