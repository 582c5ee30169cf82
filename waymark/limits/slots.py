"""Places for slow derivations: so many at once in a process, so many waiting, nobody for long.

A derivation takes tens of megabytes and milliseconds; without this a flood of them would take the machine.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings

from waymark.limits.terms import Busy
from waymark.records.queueing import Line
from waymark.records.turns import holds_turn

PLACES = 2
WAITING = 64
WAIT_SECONDS = 8.0


@contextmanager
def derivation_slot() -> Iterator[None]:
    """Hold a place while deriving; `Busy` when the line is too long or too slow. First come, first served."""
    if holds_turn():
        raise RuntimeError("a slow derivation inside a write turn would hold up every writer")
    line = _line()
    longest = int(getattr(settings, "DERIVATION_WAITING", WAITING))
    seconds = float(getattr(settings, "DERIVATION_WAIT_SECONDS", WAIT_SECONDS))
    try:
        line.enter(time.monotonic() + seconds, longest=longest)
    except TimeoutError:
        raise Busy from None
    try:
        yield
    finally:
        line.leave()


@cache
def _line() -> Line:
    return Line(int(getattr(settings, "DERIVATION_SLOTS", PLACES)))
