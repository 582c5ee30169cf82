"""The worker as a process of its own, over real files: asked to stop, killed, searched for what jobs said."""

import shutil
import signal

import pytest

from tests.jobs.sample import CANARY
from tests.records import own_store

APPS = "waymark.records,waymark.jobs,django_tasks_db"
WORKER = """
import logging
logging.basicConfig(level=logging.DEBUG, filename=FOLDER / "worker.log")
from tests.jobs import sample
from waymark.jobs import job as jobs, worker
from django_tasks_db.models import DBTaskResult
jobs._jobs = {path: each for path, each in jobs._jobs.items() if each.timetable is None}
worker.BLINK_SECONDS = worker.SLEEP_SECONDS = 0.01
def states():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))
"""


@pytest.fixture(scope="session")
def migrated_jobs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jobs")
    own_store.run(folder, "migrate(); answer(0)", apps=APPS)
    return folder


@pytest.fixture
def store(migrated_jobs, tmp_path):
    return shutil.copytree(migrated_jobs, tmp_path / "store")


@pytest.mark.slow
@own_store.on_files
def test_a_worker_asked_to_stop_finishes_its_job_and_leaves_the_others(store):
    code = WORKER + "sample.slow.enqueue(1); sample.slow.enqueue(2); worker.run_worker(); answer(states())"
    process = own_store.begin(store, code, apps=APPS)
    assert process.stdout.readline() == "began 1\n"
    process.send_signal(signal.SIGTERM)
    (store / "go").touch()
    assert own_store.finish(process) == ["READY", "SUCCESSFUL"]


@pytest.mark.slow
@own_store.on_files
def test_what_a_killed_worker_was_doing_is_done_by_the_next(store):
    code = WORKER + "sample.slow.enqueue(1); worker.run_worker()"
    process = own_store.begin(store, code, apps=APPS)
    assert process.stdout.readline() == "began 1\n"
    process.kill()
    process.communicate()
    assert own_store.run(store, WORKER + "answer(states())", apps=APPS) == ["RUNNING"]
    (store / "go").touch()
    code = WORKER + "worker.take_up_again(); worker.run_next(); answer(states())"
    assert own_store.run(store, code, apps=APPS) == ["SUCCESSFUL"]


@pytest.mark.slow
@own_store.on_files
def test_no_file_holds_what_a_failing_job_said(store):
    code = """
from uuid import uuid4
from django.utils import timezone
sample.fail.enqueue(uuid4())
for _ in range(sample.fail.retry):
    DBTaskResult.objects.update(run_after=timezone.now())
    worker.run_next()
answer(states())
"""
    process = own_store.begin(store, WORKER + code, apps=APPS)
    out, error = process.communicate(timeout=60)
    assert "FAILED" in out
    files = [file for file in store.rglob("*") if file.is_file()]
    everything = b"".join(file.read_bytes() for file in files) + out.encode() + error.encode()
    assert b"SaidTooMuch" in everything
    assert CANARY.encode() not in everything
    assert b"canary" not in everything


@pytest.mark.slow
@own_store.on_files
def test_a_second_worker_is_refused_and_the_first_goes_on(store):
    code = WORKER + "sample.slow.enqueue(1); worker.run_worker(); answer(states())"
    first = own_store.begin(store, code, apps=APPS)
    assert first.stdout.readline() == "began 1\n"
    second = """
from waymark.records.refusal import Refused
try:
    worker.run_worker()
except Refused as refusal:
    answer(refusal.sentence)
"""
    assert own_store.run(store, WORKER + second, apps=APPS) == "A worker is running already."
    first.send_signal(signal.SIGTERM)
    (store / "go").touch()
    assert own_store.finish(first) == ["SUCCESSFUL"]


@pytest.mark.slow
@own_store.on_files
def test_a_job_whose_end_could_not_be_written_is_run_again(store):
    code = """
from waymark.records.refusal import NotSaved
ended, worker._ended = worker._ended, None
faults = []
def locked_once(*told):
    if not faults:
        faults.append(1)
        raise NotSaved("busy")
    ended(*told)
    stop.ask()
worker._ended, worker.TIMETABLE_SECONDS = locked_once, 0.05
stop = worker.Stop()
sample.note.enqueue(UUID(int=1), day(), 1)
worker.run_worker(stop)
answer([states(), len(sample.seen)])
"""
    begin = "from uuid import UUID\nfrom waymark.records.days import day\n"
    assert own_store.run(store, WORKER + begin + code, apps=APPS) == [["SUCCESSFUL"], 2]
