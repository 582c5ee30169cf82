"""Slots: never more derivations at once than there are places; in order; a long line is told so at once."""

import threading
import time

import pytest

from waymark.limits import slots
from waymark.limits.terms import Busy
from waymark.records.queueing import Line
from waymark.records.turns import turn


@pytest.fixture
def places(monkeypatch, settings):
    line = Line(2)
    side = Line()
    monkeypatch.setattr(slots, "_line", lambda: line)
    monkeypatch.setattr(slots, "_side_line", lambda: side)
    settings.DERIVATION_WAIT_SECONDS = 5
    return line


def test_never_more_at_once_than_places(places):
    inside, most, guard = 0, 0, threading.Lock()
    both = threading.Barrier(2)  # so two are inside together, and a third would be seen

    def derive() -> None:
        nonlocal inside, most
        with slots.derivation_slot():
            with guard:
                inside += 1
                most = max(most, inside)
            both.wait(10)
            time.sleep(0.005)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=derive) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (most, inside, places.waiting) == (2, 0, 0)


def test_waiting_is_bounded_in_time(places, settings):
    settings.DERIVATION_WAIT_SECONDS = 0.02
    with slots.derivation_slot(), slots.derivation_slot():
        began = time.monotonic()
        with pytest.raises(Busy, match="busy"), slots.derivation_slot():
            pass
        assert time.monotonic() - began < 2
    with slots.derivation_slot():
        pass


def test_a_long_line_is_told_at_once(places, settings):
    settings.DERIVATION_WAITING = 0
    with slots.derivation_slot(), slots.derivation_slot():
        began = time.monotonic()
        with pytest.raises(Busy), slots.derivation_slot():
            pass
        assert time.monotonic() - began < 1


def test_what_may_be_a_flood_holds_one_place_and_leaves_the_others(places, settings):
    settings.DERIVATION_WAIT_SECONDS = 0.02
    with slots.derivation_slot(one_by_one=True):
        with pytest.raises(Busy), slots.derivation_slot(one_by_one=True):
            pass
        with slots.derivation_slot():
            pass
    with slots.derivation_slot(one_by_one=True):
        pass


def test_a_place_is_given_back_after_a_fault(places):
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), slots.derivation_slot():
            1 / 0  # noqa: B018 - the fault itself
    with slots.derivation_slot(), slots.derivation_slot():
        pass


@pytest.mark.django_db(databases=["default", "keys"])
def test_no_derivation_starts_inside_a_turn(places):
    with turn(), pytest.raises(RuntimeError, match="write turn"), slots.derivation_slot():
        pass


def test_first_come_first_served():
    line, order = Line(1), []
    line.enter(time.monotonic() + 1)

    def come(number: int) -> None:
        with line.place(time.monotonic() + 5):
            order.append(number)

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=come, args=(number,)))
        threads[-1].start()
        while line.waiting <= number:
            time.sleep(0.001)
    line.leave()
    for thread in threads:
        thread.join(5)
    assert order == list(range(8))
