"""Waiting in line for SQLite's one writer: a line of threads, then a line of processes; bounded waiting.

Two file locks make the processes' line fair: whoever holds "next" goes before the last writer may return.
"""

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

FIRST_LOOK = 0.0001
NEXT_LOOK = 0.002  # the longest pause between two looks of those further back in the line of processes
SERVED_LOOK = 0.0003  # of the one who is next: a write takes about as long


class Queue:
    """The line before one database. Without a file (PostgreSQL, memory) only what is needed of it."""

    def __init__(self, file: str | None, *, threads: bool) -> None:
        self._threads = Line() if threads else None
        self._processes = _ProcessLine(file) if file else None

    @contextmanager
    def place(self, seconds: float) -> Iterator[None]:
        """Hold the turn; `TimeoutError` when it does not come within `seconds`."""
        until = time.monotonic() + seconds
        threads = self._threads.place(until) if self._threads else nullcontext()
        processes = self._processes.place(until) if self._processes else nullcontext()
        with threads, processes:
            yield


class Line:
    """First come, first served among the threads of this process, for one place or several."""

    def __init__(self, places: int = 1) -> None:
        self._guard = threading.Lock()
        self._free = places
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in line just now."""
        return len(self._waiting)

    @contextmanager
    def place(self, until: float) -> Iterator[None]:
        """Hold a place; `TimeoutError` when none is free by `until` (of the monotonic clock)."""
        self.enter(until)
        try:
            yield
        finally:
            self.leave()

    def enter(self, until: float, *, longest: int | None = None) -> None:
        """Take a place, to be given back by `leave`. Nobody joins a line that is `longest` already."""
        with self._guard:
            if self._free:
                self._free -= 1
                return
            if longest is not None and len(self._waiting) >= longest:
                raise TimeoutError
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=max(0.0, until - time.monotonic())):
            return
        with self._guard:
            if called in self._waiting:
                self._waiting.remove(called)
                raise TimeoutError
        # Called in the very moment of giving up: the place is ours after all.

    def leave(self) -> None:
        """Hand the place to whoever came first."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class _ProcessLine:
    """First come, nearly first served among processes; a dead process leaves the line by itself."""

    def __init__(self, file: str) -> None:
        self._names = (f"{file}.next", f"{file}.turn")
        self._files: tuple[int, int] | None = None
        self._owner = 0

    @contextmanager
    def place(self, until: float) -> Iterator[None]:
        following, serving = self._opened()
        _lock(following, until, NEXT_LOOK)
        try:
            _lock(serving, until, SERVED_LOOK)
        finally:
            fcntl.flock(following, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(serving, fcntl.LOCK_UN)

    def _opened(self) -> tuple[int, int]:
        if self._files is None or self._owner != os.getpid():  # a fork shares locks: take our own
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            first, second = (os.open(name, flags, 0o600) for name in self._names)
            self._files, self._owner = (first, second), os.getpid()
        return self._files


def _lock(file: int, until: float, longest: float) -> None:
    pause = FIRST_LOOK
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise TimeoutError from None
        time.sleep(pause)
        pause = min(pause * 2, longest)


_queues: dict[tuple[str, str | None], Queue] = {}
_making = threading.Lock()


def queue_for(alias: str, file: str | None) -> Queue:
    """The one line of this process before this database."""
    with _making:
        found = _queues.get((alias, file))
        if found is None:
            in_memory = file is not None and (":memory:" in file or "mode=memory" in file)
            found = Queue(None if in_memory else file, threads=file is not None)
            _queues[(alias, file)] = found
        return found
