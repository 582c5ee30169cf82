"""Jobs: ids only, once for each key, tried again with growing pauses, silent about what they read."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.jobs import sample
from waymark.jobs import job as job_module
from waymark.jobs import worker
from waymark.jobs.job import enqueue_what_is_due, read_arguments
from waymark.jobs.models import Ticket
from waymark.jobs.redaction import redacted
from waymark.records.classes import unclassified

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def only_sample_jobs(monkeypatch):
    sample.seen.clear()
    mine = {path: each for path, each in job_module._jobs.items() if path.startswith("tests.jobs.")}
    monkeypatch.setattr(job_module, "_jobs", mine)


def run_all() -> int:
    count = 0
    while worker.run_next("test"):
        count += 1
    return count


def test_a_job_gets_back_what_it_was_given():
    of, on = uuid4(), date(2026, 11, 23)
    assert sample.note.enqueue(of, on, 7)
    assert run_all() == 1
    assert sample.seen == [(of, on, 7)]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.parametrize(
    "words",
    [sample.CANARY, "2026-11-23", b"bytes", 7700900123, 1.5, None, True, {"a": 1}, datetime(2026, 11, 23)],
)
def test_a_job_refuses_anything_but_ids_days_and_counts(words):
    with pytest.raises(TypeError, match="ids, days and counts"):
        sample.fail.enqueue(words)
    with pytest.raises(TypeError, match="ids, days and counts"):
        sample.fail.enqueue_once(words)
    assert not DBTaskResult.objects.exists()


def test_the_same_job_stands_in_line_once_and_may_come_again_when_it_started():
    of = uuid4()
    assert [sample.note.enqueue(of, date(2026, 1, 1), 1) for _ in range(3)] == [True, False, False]
    assert sample.note.enqueue(uuid4(), date(2026, 1, 1), 1)
    assert run_all() == 2
    assert sample.note.enqueue(of, date(2026, 1, 1), 1)


def test_what_happens_once_for_a_key_happens_once():
    of = uuid4()
    assert sample.note.enqueue_once(of, of, date(2026, 1, 1), 1)
    run_all()
    assert not sample.note.enqueue_once(of, of, date(2026, 1, 2), 2)
    assert len(sample.seen) == 1


def test_where_jobs_are_not_installed_none_is_put_in_line(monkeypatch):
    monkeypatch.setattr(job_module.apps, "is_installed", lambda name: name != "waymark.jobs")
    with pytest.raises(RuntimeError, match="visitor"):
        sample.note.enqueue(uuid4(), date(2026, 1, 1), 1)


def test_the_public_face_has_no_jobs():
    from waymark.config.public import settings as public

    assert not {"waymark.jobs", "django_tasks_db"} & set(public.INSTALLED_APPS)


def test_a_failed_job_is_tried_again_with_growing_pauses_and_then_rests(time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    sample.fail.enqueue(uuid4())
    assert run_all() == 1
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY
    first = row.run_after - datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert first == timedelta(seconds=30)
    time_machine.shift(first)
    assert run_all() == 1
    second = DBTaskResult.objects.get().run_after - datetime(2026, 11, 23, 12, tzinfo=UTC) - first
    assert second == timedelta(minutes=2)
    time_machine.shift(second)
    assert run_all() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    time_machine.shift(timedelta(days=1))
    assert (run_all(), len(sample.seen)) == (0, 3)


def test_pauses_end_growing():
    assert sample.fail.pause(50) == timedelta(hours=6)


def test_a_failed_job_keeps_no_word_of_what_it_said(caplog):
    caplog.set_level("DEBUG")
    sample.fail.enqueue(uuid4())
    for _ in range(sample.fail.retry):
        DBTaskResult.objects.update(run_after=datetime(2020, 1, 1, tzinfo=UTC))
        run_all()
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path == "tests.jobs.sample.SaidTooMuch"
    assert row.traceback == "SaidTooMuch in waymark.jobs.job.__call__ < waymark.jobs.worker.run_next"
    kept = caplog.text + "".join(str(value) for value in DBTaskResult.objects.values().get().values())
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM django_tasks_database_dbtaskresult")
        kept += repr(cursor.fetchall())
    assert "SaidTooMuch" in kept
    assert "canary" not in kept


def test_redacting_leaves_messages_arguments_and_locals_out():
    try:
        sample.fail(uuid4())
    except sample.SaidTooMuch as fault:
        said = redacted(fault)
    assert said == "SaidTooMuch in waymark.jobs.job.__call__"


def test_a_job_that_the_program_no_longer_has_fails_quietly():
    sample.note.enqueue(uuid4(), date(2026, 1, 1), 1)
    DBTaskResult.objects.update(task_path="tests.jobs.sample.gone")
    assert run_all() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_periodic_jobs_come_once_for_each_slot():
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert enqueue_what_is_due(now) == 3
    assert enqueue_what_is_due(now) == 0
    assert enqueue_what_is_due(now + timedelta(minutes=5)) == 1
    assert enqueue_what_is_due(now + timedelta(days=1)) == 2
    run_all()
    assert sorted(sample.seen) == ["monthly", "night", "night", "often", "often", "often"]


def test_what_was_running_when_the_worker_died_is_run_again():
    sample.note.enqueue(uuid4(), date(2026, 1, 1), 1)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert run_all() == 0
    assert worker.take_up_again() == 1
    assert run_all() == 1


def test_finished_jobs_and_their_tickets_are_forgotten_and_waiting_ones_kept(time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    once = uuid4()
    sample.note.enqueue_once(once, once, date(2026, 1, 1), 1)
    run_all()
    time_machine.shift(timedelta(days=3))
    waiting = uuid4()
    sample.note.enqueue_once(waiting, waiting, date(2026, 1, 1), 2)
    assert worker.forget_finished_jobs() == 1
    assert DBTaskResult.objects.count() == 1
    assert run_all() == 1
    time_machine.shift(timedelta(days=10))
    worker.forget_finished_jobs()
    assert not sample.note.enqueue_once(once, once, date(2026, 1, 1), 1)
    time_machine.shift(timedelta(days=400))
    worker.forget_finished_jobs()
    assert not Ticket.objects.exists()


def test_a_slot_is_not_begun_again_because_its_ticket_was_forgotten(time_machine):
    time_machine.move_to("2026-11-01 12:00:00+00:00", tick=False)
    for _ in range(60):
        enqueue_what_is_due(timezone.now())
        run_all()
        worker.forget_finished_jobs()
        time_machine.shift(timedelta(hours=12))
    assert sample.seen.count("monthly") in {1, 2}
    assert sample.seen.count("night") == 30


def test_every_column_of_the_job_tables_is_classified():
    tables = {stored.table for stored in unclassified()}
    assert not {table for table in tables if table.startswith(("jobs_", "django_tasks"))}


def test_arguments_read_back_as_they_were():
    some = uuid4()
    assert read_arguments([str(some), "2026-11-23", 5]) == [some, date(2026, 11, 23), 5]


def test_the_loop_ends_when_asked_and_survives_a_locked_database(monkeypatch, settings, tmp_path):
    stop, turns = worker.Stop(), []

    def locked(_name: str) -> bool:
        turns.append(1)
        if len(turns) == 3:
            stop.ask()
        raise worker.NotSaved("busy")

    monkeypatch.setattr(worker, "run_next", locked)
    monkeypatch.setattr(worker, "SLEEP_SECONDS", 0.0)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    settings.DATA_DIR = tmp_path
    worker.run_worker(stop)
    assert len(turns) == 3


def die_in(job, of):
    """A worker claims the job and is killed in it; the next one looks what was left."""
    DBTaskResult.objects.update(run_after=timezone.now())
    row = worker._claim("killed")
    assert row is not None
    assert row.task_path == job.task.module_path
    return worker.take_up_again()


def test_a_job_that_kills_its_worker_is_tried_as_often_as_one_that_fails_and_then_given_up():
    of = uuid4()
    sample.fail.enqueue(of)
    assert [die_in(sample.fail, of) for _ in range(3)] == [1, 1, 0]
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path == "waymark.jobs.worker.WorkerDied"
    assert worker.given_up() == [(row.id, sample.fail.task.module_path)]
    DBTaskResult.objects.update(run_after=timezone.now())
    assert run_all() == 0
    assert sample.fail.enqueue(of), "asked for anew, it is tried anew"


def test_what_killed_a_worker_twice_lets_others_come_first():
    sample.fail.enqueue(uuid4())
    die_in(sample.fail, None)
    assert DBTaskResult.objects.get().run_after <= timezone.now()
    die_in(sample.fail, None)
    assert DBTaskResult.objects.get().run_after > timezone.now()
