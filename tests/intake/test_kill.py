"""The server is killed with 500 submissions in flight.

Whoever saw six words finds their mailbox afterwards.
"""

import threading
import time
from contextlib import closing, suppress
from http.client import HTTPException
from queue import Empty, Queue

import pytest

from tests.living import living_world
from tests.public.browserless import Wire

SUBMISSIONS, CLIENTS, KILL_AFTER = 500, 24, 120

pytestmark = [pytest.mark.slow, pytest.mark.once]


def submit_until_empty(origin, waiting, receipts):
    with closing(Wire(origin, timeout=20)) as wire, suppress(Empty):
        while True:
            number = waiting.get_nowait()
            try:
                words = wire.submit(f"number {number}").words
            except (OSError, HTTPException):
                wire.close()  # the next request opens it again
                time.sleep(0.05)
                continue
            if words:
                receipts.put(words)


def all_threads(count, work, *args):
    threads = [threading.Thread(target=work, args=args, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_no_acknowledged_submission_is_lost_when_the_server_is_killed(loopback, tmp_path, made_world):
    with living_world(tmp_path / "data", like=made_world, processes=("public",)) as world:
        waiting, receipts = Queue(), Queue()
        for number in range(SUBMISSIONS):
            waiting.put(number)
        threads = all_threads(CLIENTS, submit_until_empty, world.public, waiting, receipts)
        until = time.monotonic() + 40
        while receipts.qsize() < KILL_AFTER and time.monotonic() < until:
            time.sleep(0.01)
        world.kill("public")
        acknowledged = receipts.qsize()
        assert acknowledged >= KILL_AFTER
        assert waiting.qsize() > 0, "the kill came after the last one"
        while not waiting.empty():
            waiting.get_nowait()
        for thread in threads:
            thread.join(timeout=30)
        world.start("public")
        lost = []
        opened = all_threads(4, open_all, world.public, receipts, lost)
        for thread in opened:
            thread.join(timeout=60)
        assert receipts.empty()
        assert lost == []


def open_all(origin, receipts, lost):
    with closing(Wire(origin)) as wire, suppress(Empty):
        while True:
            words = receipts.get_nowait()
            if b"Is it safe to read now?" not in wire.ask("/en/w4", go="enter", words=words).body:
                lost.append(words)
