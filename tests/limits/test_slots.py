"""Slots: never more derivations at once than there are places; in order; a long line is told so at once."""

import threading
import time
from collections import deque

import pytest

from waymark.limits import slots
from waymark.limits.terms import Busy
from waymark.records.queueing import Line
from waymark.records.turns import turn

PATIENCE = 60  # longer than any machine needs: who waits so long waits for nothing


@pytest.fixture
def places(monkeypatch, settings):
    line = Line(2)
    side = Line()
    monkeypatch.setattr(slots, "_line", lambda: line)
    monkeypatch.setattr(slots, "_side_line", lambda: side)
    settings.DERIVATION_WAIT_SECONDS = PATIENCE
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
            both.wait(PATIENCE)
            time.sleep(0.005)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=derive) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert (most, inside, places.waiting) == (2, 0, 0)


def test_waiting_is_bounded_in_time(places, settings, monkeypatch):
    settings.DERIVATION_WAIT_SECONDS, asked, enter = 0.02, [], places.enter
    with slots.derivation_slot(), slots.derivation_slot():
        monkeypatch.setattr(
            places, "enter", lambda until, **more: asked.append(until) or enter(until, **more)
        )
        before = time.monotonic()
        with pytest.raises(Busy, match="busy"), slots.derivation_slot():
            pass
        assert before + 0.02 <= asked[0] <= time.monotonic()
    with slots.derivation_slot():
        pass


class Unjoined(deque):
    """A line that nobody may join."""

    def append(self, who):
        raise AssertionError("somebody stood in line")


def test_a_long_line_is_told_at_once(places, settings, monkeypatch):
    settings.DERIVATION_WAITING = 0
    monkeypatch.setattr(places, "_waiting", Unjoined())
    with slots.derivation_slot(), slots.derivation_slot():
        with pytest.raises(Busy), slots.derivation_slot():
            pass
        settings.DERIVATION_WAITING = 1  # the control
        with pytest.raises(AssertionError, match="stood in line"), slots.derivation_slot():
            pass


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
    line.enter(time.monotonic())

    def come(number: int) -> None:
        with line.place(time.monotonic() + PATIENCE):
            order.append(number)

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=come, args=(number,)))
        threads[-1].start()
        while line.waiting <= number:
            time.sleep(0.001)
    line.leave()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == list(range(8))
