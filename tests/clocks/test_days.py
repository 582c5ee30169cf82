"""Working days are counted as people count them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waymark.clocks.days import add_working_days, is_working_day, working_days_left, years_after

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
dates = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


def test_a_weekend_and_a_bank_holiday_are_not_working_days():
    assert not is_working_day(date(2026, 11, 28), CHRISTMAS)
    assert not is_working_day(date(2026, 12, 25), CHRISTMAS)
    assert is_working_day(date(2026, 12, 24), CHRISTMAS)


def test_two_working_days_after_christmas_eve_skip_the_holidays():
    assert add_working_days(date(2026, 12, 24), 2, CHRISTMAS) == date(2026, 12, 30)


def test_years_on_are_the_same_day_and_never_earlier_in_a_leap_year():
    assert years_after(date(2026, 11, 26), 7) == date(2033, 11, 26)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert years_after(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert years_after(date(2028, 2, 29), -1) == date(2027, 3, 1)


def test_days_left_turn_negative_when_the_day_has_passed():
    assert working_days_left(date(2026, 11, 23), date(2026, 11, 25), ()) == 2
    assert working_days_left(date(2026, 11, 25), date(2026, 11, 23), ()) == -2
    assert working_days_left(date(2026, 11, 23), date(2026, 11, 23), ()) == 0


@given(dates, st.integers(min_value=0, max_value=60), st.frozensets(dates, max_size=20))
def test_adding_days_and_counting_them_agree(start, count, closed):
    due = add_working_days(start, count, closed)
    assert working_days_left(start, due, closed) == count
    assert due == start or is_working_day(due, closed)
    assert due >= start + timedelta(days=count)
