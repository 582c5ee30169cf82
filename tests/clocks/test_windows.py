"""A person is reached inside the window they gave, or not at all."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.clocks.windows import Window, is_in_window, next_window

TUESDAY_MORNING = Window(frozenset({1}), time(9, 30), time(11))
moments = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1))
windows = st.builds(
    lambda days, start, length: Window(days, time(start), time((start + length) % 24)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 22),
    st.just(1),
)


def test_the_edges_of_a_window_are_start_in_and_end_out():
    assert is_in_window(datetime(2026, 11, 24, 9, 30), [TUESDAY_MORNING])
    assert not is_in_window(datetime(2026, 11, 24, 11, 0), [TUESDAY_MORNING])
    assert not is_in_window(datetime(2026, 11, 23, 10, 0), [TUESDAY_MORNING])


def test_no_window_is_never():
    assert not is_in_window(datetime(2026, 11, 24, 10), [])
    assert next_window(datetime(2026, 11, 24, 10), []) is None


def test_just_after_a_weekly_window_the_next_is_a_week_on():
    assert next_window(datetime(2026, 11, 24, 11), [TUESDAY_MORNING]) == datetime(2026, 12, 1, 9, 30)


@given(moments, st.lists(windows, min_size=1, max_size=3))
def test_the_next_window_is_in_a_window_and_not_in_the_past(moment, kept):
    start = next_window(moment, kept)
    assert start is not None
    assert start >= moment
    assert is_in_window(start, kept)


@pytest.mark.parametrize(("days", "starts", "ends"), [({7}, 9, 10), ({1}, 10, 9), ({1}, 10, 10)])
def test_a_window_that_cannot_be_is_refused(days, starts, ends):
    with pytest.raises(ValueError):
        Window(frozenset(days), time(starts), time(ends))
