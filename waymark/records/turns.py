"""One write turn a database, since SQLite's own queue is unfair: first come, first served, across processes.

On PostgreSQL a turn is a transaction. A turn is never held across a slow derivation or a network call.
What many wait for is written last (`put_last`), so that each holds it shortest. Whatever keeps a turn from
being written (full, locked, away) leaves here as `NotSaved`.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction

from waymark.records.queueing import Queue, queue_for
from waymark.records.refusal import NotSaved
from waymark.records.routing import MAIN

P = ParamSpec("P")
T = TypeVar("T")
Last = Callable[[list[Any]], None]

ATTEMPTS = 4
FIRST_PAUSE = 0.02
WAIT_SECONDS = 10.0
PATIENCE_SECONDS = 2.0  # whoever has waited this long is told, rather than made to wait again
PASSING = frozenset({"40001", "40P01", "55P03"})  # serialization, deadlock, lock not available

log = logging.getLogger("waymark.records")
_held = threading.local()


def holds_turn() -> bool:
    """Whether this thread is inside a turn: slow work refuses to start then."""
    return bool(_depths())


@contextmanager
def turn(using: str = MAIN, *, of_one_statement: bool = False) -> Iterator[None]:
    """A transaction that waited for its turn. Inside another turn of this thread it joins that one.

    `of_one_statement` says that the caller sends a single one: PostgreSQL commits it in one round trip.
    """
    depths, connection = _depths(), connections[using]
    if using in depths:
        with transaction.atomic(using=using, savepoint=False):
            yield
        return
    if connection.in_atomic_block:  # whoever began that transaction already holds the engine's own lock
        with _mark(using), transaction.atomic(using=using):
            yield
            _write_last(using)
        return
    commits_itself = of_one_statement and connection.vendor != "sqlite"
    whole = nullcontext() if commits_itself else transaction.atomic(using=using)
    try:
        with _queue(using).place(_wait_seconds()), _mark(using), whole:
            yield
            _write_last(using)
    except (OperationalError, InterfaceError, TimeoutError) as fault:
        _close_broken(using)
        raise _not_saved(fault) from None


def atomic_turn(action: Callable[P, T]) -> Callable[P, T]:
    """Run an action in a turn of the main database; try again when engines ask for it (deadlock, busy)."""

    @wraps(action)
    def in_turn(*args: P.args, **kwargs: P.kwargs) -> T:
        if MAIN in _depths() or connections[MAIN].in_atomic_block:
            with turn():
                return action(*args, **kwargs)
        patience = time.monotonic() + PATIENCE_SECONDS
        for attempt in range(1, ATTEMPTS):
            try:
                with turn():
                    return action(*args, **kwargs)
            except NotSaved as fault:
                if fault.reason != "busy" or time.monotonic() > patience:
                    raise
                time.sleep(FIRST_PAUSE * 2**attempt * random.uniform(0.5, 1))  # noqa: S311 - spreads retries
        with turn():
            return action(*args, **kwargs)

    return in_turn


def put_last(write: Callable[[list[T]], None], item: T) -> None:
    """Let `write` have `item`, with all else that was put there, as the last thing before this turn commits.

    A turn that fails writes none of it. Outside a turn of the main database it is written at once.
    """
    if MAIN in _depths():
        _last().setdefault(write, []).append(item)
    else:
        write([item])


def _write_last(using: str) -> None:
    waiting = _last() if using == MAIN else {}
    while waiting:
        write, items = waiting.popitem()
        write(items)


def _last() -> dict[Last, list[Any]]:
    found = getattr(_held, "last", None)
    if found is None:
        found = _held.last = {}
    return found


def _depths() -> set[str]:
    found = getattr(_held, "aliases", None)
    if found is None:
        found = _held.aliases = set()
    return found


@contextmanager
def _mark(using: str) -> Iterator[None]:
    _depths().add(using)
    try:
        yield
    finally:
        _depths().discard(using)
        if using == MAIN:
            _last().clear()


def _wait_seconds() -> float:
    """How long to stand in line: settings.TURN_SECONDS, where a face has its own patience."""
    return float(getattr(settings, "TURN_SECONDS", WAIT_SECONDS))


def _queue(using: str) -> Queue:
    connection = connections[using]
    file = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else None
    return queue_for(using, None if file is None else str(file))


def _close_broken(using: str) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _not_saved(fault: Exception) -> NotSaved:
    reason = _reason(fault)
    log.error(f"a turn was not saved: {reason}")
    return NotSaved(reason)


def _reason(fault: Exception) -> str:
    """A word for the log; never the engine's own message, which may quote values."""
    if isinstance(fault, TimeoutError):
        return "queue"
    cause = fault.__cause__
    state = getattr(cause, "sqlstate", None)
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    if state in PASSING or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "busy"
    if state == "53100" or name == "SQLITE_FULL":
        return "full"
    if name.startswith("SQLITE_READONLY") or state == "25006":
        return "read only"
    return "away" if isinstance(fault, DatabaseError | InterfaceError) else "fault"
