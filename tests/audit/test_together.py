"""Many who write at once: chains neither fork nor lose a row, on either engine, by threads or processes."""

import shutil
import threading
from uuid import uuid4

import pytest
from django.db import connection, connections

from tests.audit.test_chains import Did
from tests.records import own_store
from waymark.audit.queries import verify_all, verify_chain
from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.turns import atomic_turn

WRITERS, EVENTS = 6, 12
APPS = "waymark.records,waymark.audit"
KEY = """
class Keys:
    def audit_key(self):
        return b"k" * 32
settings.KEYS = Keys()
from uuid import UUID
from waymark.audit.queries import verify_all
from waymark.audit.recording import record
from waymark.audit.terms import Chain, Tag
class Did(Tag):
    LOOK = "tests:message:look"
"""
WRITE = """
@atomic_turn
def write(chain):
    record(chain, Did.LOOK, by=None, about=None)
def many():
    for number in range(10):
        write(Chain.case(UUID(int=7)))
        write(Chain.face("public"))
    connections.close_all()
threads = [threading.Thread(target=many) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
answer(0)
"""


@pytest.mark.slow
@own_store.on_files
def test_processes_that_write_to_one_chain_make_one_chain(tmp_path):
    own_store.run(tmp_path, "migrate(); answer(0)", apps=APPS)
    writing = [own_store.begin(tmp_path, KEY + WRITE, apps=APPS) for _ in range(2)]
    assert [own_store.finish(process) for process in writing] == [0, 0]
    lengths = own_store.run(tmp_path, KEY + "answer(sorted(verify_all().values()))", apps=APPS)
    assert lengths == [80, 80]


@pytest.mark.slow
@own_store.on_files
def test_a_copy_of_the_files_verifies_like_the_files(tmp_path):
    own_store.run(tmp_path, "migrate(); answer(0)", apps=APPS)
    own_store.run(tmp_path, KEY + WRITE, apps=APPS)
    copy = shutil.copytree(tmp_path, tmp_path.parent / "copy")
    assert own_store.run(copy, KEY + "answer(sorted(verify_all().values()))", apps=APPS) == [40, 40]


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_threads_that_begin_a_chain_together_make_one_chain():
    """On PostgreSQL the head's row is what they wait for; SQLite in memory has one writer anyway."""
    chain, faults = Chain.case(uuid4()), []

    @atomic_turn
    def write() -> None:
        record(chain, Did.LOOK, by=None, about=None)

    def many() -> None:
        try:
            for _ in range(EVENTS):
                write()
        except Exception as fault:  # noqa: BLE001 - told below
            faults.append(repr(fault))
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        for _ in range(WRITERS):
            many()
    else:
        threads = [threading.Thread(target=many) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert faults == []
    assert verify_chain(chain.id) == WRITERS * EVENTS
    assert verify_all()[chain.id] == WRITERS * EVENTS
