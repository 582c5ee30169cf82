"""The worker's loop: one process, one job at a time, polite to the database, and it finishes what it began.

A job that was running when the worker died is run again, as often as one that fails; then it is given up.
What a job said when it failed is never kept.
"""

import fcntl
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from waymark.jobs.job import Job, enqueue_what_is_due, job_at, read_arguments
from waymark.jobs.models import Ticket
from waymark.jobs.redaction import class_path, redacted
from waymark.records.days import day
from waymark.records.refusal import NotSaved, Refused
from waymark.records.turns import turn

SLEEP_SECONDS = 2.0
BLINK_SECONDS = 0.1
TIMETABLE_SECONDS = 30.0
DAYS_KEPT = 2
LOCK = "worker.lock"

Row = DBTaskResult[Any, Any]

log = logging.getLogger("waymark.jobs")


class WorkerDied(Exception):  # noqa: N818 - what happened, not an error
    """Kept in the place of a fault, for a job in which the worker died each time."""


class Stop:
    """Set by SIGTERM or SIGINT: the running job is finished first."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.asked = True

    def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until asked to stop."""
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(BLINK_SECONDS)


def run_worker(stop: Stop | None = None) -> None:
    """Run jobs until asked to stop. A locked or absent database is waited for."""
    stop = stop or Stop()
    autodiscover_modules("jobs")
    worker = str(os.getpid())
    looked: float | None = None
    with _the_only_one(), _asked_by_signals(stop):
        while not stop.asked:
            close_old_connections()
            if looked is None or time.monotonic() - looked >= TIMETABLE_SECONDS:
                looked = time.monotonic()
                _patiently(take_up_again)
                _patiently(lambda: enqueue_what_is_due(timezone.now()))
            if not _patiently(lambda: run_next(worker)):
                stop.sleep(SLEEP_SECONDS)
    close_old_connections()


def run_next(worker: str = "") -> bool:
    """Run the job that is due first; False when none is."""
    row = _claim(worker)
    if row is None:
        return False
    found = job_at(row.task_path)
    try:
        if found is None:
            raise LookupError
        found(*read_arguments(row.args_kwargs["args"]))
    except Exception as fault:  # noqa: BLE001 - whatever a job raises ends here, without its words
        _failed(row, found, fault)
    else:
        _ended(row, TaskResultStatus.SUCCESSFUL)
    return True


def take_up_again() -> int:
    """Put back in line what was running when the worker died, or could not be marked as ended.

    Each start was written down before it began, so a job that kills its worker is given up like one that
    fails. From the second time on it waits, so that others come first. Only between jobs, and only by the
    one worker. Returns how many were put back.
    """
    with turn():
        return sum(_taken_up(row) for row in DBTaskResult.objects.running())


def given_up() -> list[tuple[UUID, str]]:
    """The jobs that were given up lately: the id of each, and the path of its function."""
    return list(DBTaskResult.objects.failed().values_list("id", "task_path"))


def forget_finished_jobs() -> int:
    """Delete jobs and tickets that are done with. Returns how many jobs."""
    before = timezone.now() - timedelta(days=DAYS_KEPT)
    with turn():
        gone = DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
        old = Ticket.objects.filter(keep_until__lt=day() - timedelta(days=DAYS_KEPT))
        waiting = DBTaskResult.objects.exclude(finished_at__isnull=False).values_list("id", flat=True)
        old.exclude(task_id__in=list(waiting)).delete()
    return gone


def _taken_up(row: Row) -> bool:
    found, starts = job_at(row.task_path), len(row.worker_ids)
    if found is None or starts >= found.retry:
        log.error(f"{row.task_path} was given up: the worker died of it (start {starts})")
        _ended(row, TaskResultStatus.FAILED, f"{__name__}.{WorkerDied.__name__}", "the worker died")
        return False
    row.status = TaskResultStatus.READY
    if starts > 1:
        row.run_after = timezone.now() + found.pause(starts - 1)
    row.save(update_fields=["status", "run_after"])
    return True


def _claim(worker: str) -> Row | None:
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        return None
    with turn():
        row = ready.get_locked()
        if row is not None:
            row.claim(worker)
            Ticket.objects.filter(task_id=row.id, lasting=False).delete()
    return row


def _failed(row: Row, found: Job | None, fault: Exception) -> None:
    attempts, said = len(row.worker_ids), redacted(fault)
    log.error(f"{row.task_path} failed (attempt {attempts}): {said}")
    if found is None or attempts >= found.retry:
        _ended(row, TaskResultStatus.FAILED, class_path(fault), said)
        return
    row.run_after = timezone.now() + found.pause(attempts)
    row.status = TaskResultStatus.READY
    with turn():
        row.save(update_fields=["run_after", "status"])


def _ended(row: Row, status: TaskResultStatus, kind: str = "", said: str = "") -> None:
    row.status, row.finished_at = status, timezone.now()
    row.exception_class_path, row.traceback, row.return_value = kind, said, None
    with turn():
        row.save(update_fields=["status", "finished_at", "exception_class_path", "traceback", "return_value"])


def _patiently(step: Callable[[], object]) -> bool:
    """Do a step of the loop; a database that cannot answer just now is no reason to die."""
    try:
        return bool(step())
    except (NotSaved, OperationalError, InterfaceError) as fault:
        log.warning(f"the database could not be used: {type(fault).__name__}")
        return False


@contextmanager
def _the_only_one() -> Iterator[None]:
    """Two workers would take up each other's jobs: the second one is refused, on this machine at least."""
    file = os.open(settings.DATA_DIR / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("A worker is running already.") from None
        yield
    finally:
        os.close(file)


@contextmanager
def _asked_by_signals(stop: Stop) -> Iterator[None]:
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
