"""Turns: fair among threads and processes, tried again when engines ask, never silent when not saved."""

import threading

import pytest
from django.db import IntegrityError, OperationalError, connections

from tests.records import own_store
from waymark.records import turns
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.models import BackLink, Island
from waymark.records.refusal import NotSaved, Refused
from waymark.records.turns import atomic_turn, holds_turn, turn
from waymark.sealing.envelopes import Sealed

BOTH = ["default", "keys"]
WRITERS = """
from waymark.records.days import day
seconds, writers = float(sys.argv[3]), int(sys.argv[4])
counts, waits, faults = [0] * writers, [0.0] * writers, []
def all_begin_together():
    print("ready", flush=True)
    while not (FOLDER / "go").exists():
        time.sleep(0.005)
ready = threading.Barrier(writers, action=all_begin_together)
def write(number):
    ready.wait()
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            began = time.monotonic()
            with turn():
                Island.objects.create(kind="case", begun_on=day())
            waits[number] = max(waits[number], time.monotonic() - began)
            counts[number] += 1
    except BaseException as fault:
        faults.append(repr(fault))
    finally:
        connections.close_all()
threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer({"counts": counts, "worst": max(waits), "faults": faults})
"""


@pytest.mark.parametrize(("processes", "threads"), [(2, 4), (4, 16)])
@pytest.mark.slow
@own_store.on_files
def test_no_writer_starves(store, processes, threads):
    started = [own_store.begin(store, WRITERS, "1", str(threads)) for _ in range(processes)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    (store / "go").touch()
    answers = [own_store.finish(process) for process in started]
    counts = [count for answer in answers for count in answer["counts"]]
    assert [answer["faults"] for answer in answers] == [[]] * processes
    assert own_store.run(store, "answer(Island.objects.count())") == sum(counts)
    assert min(counts) >= 0.2 * sum(counts) / len(counts)


@pytest.mark.slow
@own_store.on_files
def test_a_killed_writer_does_not_hold_up_the_others(store):
    stuck = own_store.begin(store, 'with turn():\n    print("in", flush=True)\n    time.sleep(60)\n')
    assert stuck.stdout.readline() == "in\n"
    waiting = own_store.begin(store, "turns.WAIT_SECONDS = 30\nwith turn():\n    answer('its turn')")
    stuck.kill()
    stuck.communicate()
    assert own_store.finish(waiting) == "its turn"


@pytest.mark.slow
@own_store.on_files
def test_a_stuck_writer_is_waited_for_only_so_long(store):
    stuck = own_store.begin(store, 'with turn():\n    print("in", flush=True)\n    time.sleep(60)\n')
    assert stuck.stdout.readline() == "in\n"
    code = """
from waymark.records.queueing import Queue
turns.WAIT_SECONDS, asked, place = 0.2, [], Queue.place
Queue.place = lambda queue, seconds: asked.append(seconds) or place(queue, seconds)
try:
    with turn():
        pass
except NotSaved as fault:
    answer([fault.reason, asked])
"""
    assert own_store.run(store, code) == ["queue", [0.2]]
    assert stuck.poll() is None
    stuck.kill()
    stuck.communicate()


FAULTS = {
    "full": "connection.cursor().execute('PRAGMA max_page_count = 1')",
    "read only": "connection.cursor().execute('PRAGMA query_only = ON')",
    "busy": (
        "import sqlite3\n"
        "other = sqlite3.connect(FOLDER / 'main.sqlite3', isolation_level=None)\n"
        "other.execute('BEGIN IMMEDIATE')\n"
        "connection.settings_dict['OPTIONS']['timeout'] = 0.01\n"
        "connection.close()"
    ),
}


@pytest.mark.parametrize("reason", sorted(FAULTS))
@pytest.mark.slow
@own_store.on_files
def test_whatever_keeps_it_from_being_saved_is_told_as_not_saved(store, reason):
    code = f"""
from waymark.records.days import day
{FAULTS[reason]}
turns.FIRST_PAUSE = 0.001
@atomic_turn
def fill():
    for _ in range(200):
        Island.objects.create(kind="case" * 6, begun_on=day())
try:
    fill()
except NotSaved as fault:
    said = [fault.reason, fault.sentence, fault.__cause__ is None]
{"other.rollback()" if reason == "busy" else ""}
answer([*said, Island.objects.count()])
"""
    told, sentence, bare, rows = own_store.run(store, code)
    assert (told, bare, rows) == (reason, True, 0)
    assert "not saved" in sentence


@pytest.mark.slow
@own_store.on_files
def test_both_files_of_the_line_are_private(store):
    own_store.run(store, "with turn():\n    pass\nanswer(0)")
    lines = [file for file in store.iterdir() if file.suffix in {".next", ".turn"}]
    assert len(lines) == 2
    assert all(file.stat().st_mode & 0o077 == 0 for file in lines)


def engine_fault(state: str) -> OperationalError:
    class Cause(Exception):
        sqlstate = state

    fault = OperationalError("with a value that must not leave")
    fault.__cause__ = Cause()
    return fault


@pytest.mark.django_db(transaction=True, databases=BOTH)
@pytest.mark.parametrize(("state", "times"), [("40001", 3), ("40P01", 2), ("55P03", 1)])
def test_passing_faults_are_tried_again(monkeypatch, state, times):
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.0001)
    tries = []

    @atomic_turn
    def write() -> str:
        Island.objects.create(kind="case", begun_on=day())
        tries.append(1)
        if len(tries) <= times:
            raise engine_fault(state)
        return "done"

    assert write() == "done"
    assert (len(tries), Island.objects.count()) == (times + 1, 1)


@pytest.mark.django_db(transaction=True, databases=BOTH)
@pytest.mark.parametrize(
    ("state", "tries", "reason"), [("40001", 4, "busy"), ("53100", 1, "full"), ("08006", 1, "away")]
)
def test_lasting_faults_end_as_not_saved(monkeypatch, caplog, state, tries, reason):
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.0001)
    count = []

    @atomic_turn
    def write() -> None:
        count.append(1)
        raise engine_fault(state)

    with pytest.raises(NotSaved) as told:
        write()
    assert (len(count), told.value.reason) == (tries, reason)
    assert "must not leave" not in caplog.text + repr(told.value)
    assert told.value.__cause__ is None


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_a_refusal_and_a_broken_rule_pass_through_and_nothing_is_kept():
    @atomic_turn
    def refuse() -> None:
        Island.objects.create(kind="case", begun_on=day())
        raise Refused("Not now.")

    @atomic_turn
    def twice() -> None:
        island = new_id()
        for _ in range(2):
            BackLink.objects.create(island_id=island, epoch=1, sealed=Sealed(b"link"))

    with pytest.raises(Refused):
        refuse()
    with pytest.raises(IntegrityError):
        twice()
    assert (Island.objects.count(), BackLink.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_a_turn_inside_a_turn_is_the_same_turn():
    @atomic_turn
    def inner() -> None:
        assert holds_turn()
        Island.objects.create(kind="case", begun_on=day())

    def outer() -> None:
        with turn():
            inner()
            with turn("keys"):
                assert connections["keys"].in_atomic_block
            assert holds_turn()
            raise Refused("All of it or nothing.")

    with pytest.raises(Refused):
        outer()
    assert not holds_turn()
    assert Island.objects.count() == 0
    inner()
    assert Island.objects.count() == 1


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_another_thread_is_not_inside_my_turn():
    seen = []
    with turn():
        thread = threading.Thread(target=lambda: seen.append(holds_turn()))
        thread.start()
        thread.join()
    assert seen == [False]
