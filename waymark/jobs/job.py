"""How a room says what the worker does later. A job takes opaque ids and days only, and returns nothing.

No job is put in line by a visitor's act: where this room is not installed, `enqueue` refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from waymark.jobs.models import Ticket
from waymark.jobs.timetable import Timetable
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.turns import turn
from waymark.sealing.hashing import LP, H

HIGHEST_COUNT = 999_999
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
A_DAY = timedelta(days=1)
ONCE = timedelta(days=400)

_jobs: dict[str, "Job"] = {}


@dataclass(frozen=True)
class Job:
    """A task of the library's that keeps our rules. `retry`: how many times it is tried in all."""

    task: Task[Any, None]
    timetable: Timetable | None = None
    retry: int = 5

    def __call__(self, *args: UUID | date | int) -> None:
        """Do it now, in this process: for the worker and for tests."""
        self.task.func(*args)

    def enqueue(self, *args: UUID | date | int) -> bool:
        """Put it in line. The same job with the same ids stands there once: False if it already does."""
        return self._put("waiting", args)

    def enqueue_once(self, key: UUID | date | int, *args: UUID | date | int) -> bool:
        """Put it in line unless that was done for `key` (an id, a day, a count) within the last year."""
        return self._put(f"once {_plain(key)}", args, lasting=ONCE)

    def pause(self, attempts: int) -> timedelta:
        """How long to wait after so many failed attempts."""
        grown: timedelta = FIRST_PAUSE * int(4 ** min(attempts - 1, 9))
        return min(grown, LONGEST_PAUSE)

    def _put(self, key: str, args: tuple[object, ...], *, lasting: timedelta | None = None) -> bool:
        if not apps.is_installed("waymark.jobs"):
            raise RuntimeError("no job is put in line by a visitor's act")
        values = [_plain(arg) for arg in args]
        named = [key] if lasting else [key, *map(str, values)]
        parts = LP(self.task.module_path.encode(), *map(str.encode, named))
        ticket_key = H(b"", "waymark-job", parts, 32).hex()
        with turn():
            if Ticket.objects.filter(key=ticket_key).exists():
                return False
            row = self._row(values)
            ticket = Ticket(
                key=ticket_key,
                task_id=row.id,
                lasting=lasting is not None,
                keep_until=day() + (lasting or timedelta(0)),
            )
            Ticket.objects.bulk_create([ticket], ignore_conflicts=True)
            if Ticket.objects.get(key=ticket_key).task_id == row.id:
                return True
            row.delete()
            return False

    def _row(self, values: list[str | int]) -> "DBTaskResult[Any, Any]":
        return DBTaskResult.objects.create(
            id=new_id(),
            args_kwargs={"args": values, "kwargs": {}},
            task_path=self.task.module_path,
            queue_name=self.task.queue_name,
            backend_name=self.task.backend,
            run_after=timezone.now(),
        )


def job(
    *, every: timedelta | None = None, at: time | None = None, retry: int = 5
) -> Callable[[Callable[..., None]], Job]:
    """Make a module's function a job; `every` (and `at`) make it a periodic one, without arguments."""

    def define(function: Callable[..., None]) -> Job:
        timetable = None if every is None else Timetable(every, at)
        made = Job(Task(func=function), timetable, retry)
        _jobs[made.task.module_path] = made
        return made

    return define


def job_at(path: str) -> Job | None:
    """The job that a row names, if the program still has it."""
    return _jobs.get(path)


def enqueue_what_is_due(now: datetime) -> int:
    """Put each periodic job in line for its newest slot. Returns how many were."""
    periodic = [(each, each.timetable) for each in list(_jobs.values()) if each.timetable is not None]
    return sum(
        each._put(f"slot {timetable.slot(now)}", (), lasting=2 * timetable.every + A_DAY)
        for each, timetable in periodic
    )


def read_arguments(values: list[str | int]) -> list[UUID | date | int]:
    """What `enqueue` was given, from what the row holds."""
    return [_read(value) for value in values]


def _plain(value: object) -> str | int:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= HIGHEST_COUNT:
        return value
    raise TypeError("a job takes ids, days and counts only")


def _read(value: str | int) -> UUID | date | int:
    if isinstance(value, int):
        return value
    return UUID(value) if len(value) > len("2026-11-23") else date.fromisoformat(value)
