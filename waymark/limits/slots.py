"""Places for slow derivations: so many at once in a process, so many waiting, nobody for long.

A derivation takes tens of megabytes and milliseconds; without this a flood of them would take the machine.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from django.conf import settings

from waymark.limits.terms import Busy
from waymark.records.queueing import Line
from waymark.records.turns import holds_turn

PLACES = 2
WAITING = 64
WAIT_SECONDS = 8.0


@contextmanager
def derivation_slot(*, one_by_one: bool = False) -> Iterator[None]:
    """Hold a place while deriving; `Busy` when the line is too long or too slow. First come, first served.

    `one_by_one` is for what may be a flood: it stands in a line of its own first, from which one at a time
    goes on, so that others find a place.
    """
    if holds_turn():
        raise RuntimeError("a slow derivation inside a write turn would hold up every writer")
    longest = int(getattr(settings, "DERIVATION_WAITING", WAITING))
    until = time.monotonic() + float(getattr(settings, "DERIVATION_WAIT_SECONDS", WAIT_SECONDS))
    with ExitStack() as held:
        for line in (_side_line(), _line()) if one_by_one else (_line(),):
            try:
                line.enter(until, longest=longest)
            except TimeoutError:
                raise Busy from None
            held.callback(line.leave)
        yield


@cache
def _line() -> Line:
    return Line(int(getattr(settings, "DERIVATION_SLOTS", PLACES)))


@cache
def _side_line() -> Line:
    return Line()
