"""When a case is listed and destroyed: never while it is open, held or unread, and never too soon."""

from datetime import date, timedelta

import pytest

from waymark.cases.keeping import rules
from waymark.cases.keeping.rules import Kept, destroy_due, destroy_on, may_destroy
from waymark.records.refusal import Refused

DAY = timedelta(days=1)
CLOSED = date(2020, 5, 10)
DUE = date(2026, 5, 10)
LISTED = date(2026, 4, 10)
OVER = Kept(CLOSED, CLOSED)


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        (OVER, DUE),
        (Kept(CLOSED, date(2021, 1, 2)), date(2027, 1, 2)),
        (Kept(CLOSED, date(2019, 1, 2)), DUE),
        (Kept(None, CLOSED), None),
        (Kept(CLOSED, CLOSED, held=True), None),
    ],
)
def test_a_case_is_over_years_after_it_was_closed_or_last_touched_and_never_open_or_held(kept, due):
    assert destroy_due(kept, years=6) == due


def test_what_is_not_said_of_a_case_keeps_nothing_back_and_it_never_changes():
    assert Kept(CLOSED, CLOSED, held=False, mailboxes=0, waiting=0) == OVER
    with pytest.raises(AttributeError):
        OVER.held = True


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (LISTED - DAY, None),
        (LISTED, DUE),
        (LISTED + DAY, DUE + DAY),
        (DUE, DUE + 30 * DAY),
    ],
)
def test_the_list_says_the_day_and_never_less_than_thirty_days_ahead(today, said):
    assert destroy_on(OVER, years=6, today=today) == said
    assert destroy_on(Kept(None, CLOSED), years=6, today=today) is None


def may(kept=OVER, listed_on=LISTED, said=DUE, today=DUE):
    return may_destroy(kept, years=6, listed_on=listed_on, said=said, today=today)


def test_a_case_is_destroyed_on_the_last_of_three_days_and_not_before():
    assert may() is True
    assert may(today=DUE + DAY)
    assert not may(today=DUE - DAY)
    assert not may(said=DUE + DAY)
    assert may(said=DUE + DAY, today=DUE + DAY)
    assert not may(listed_on=LISTED + DAY)
    assert may(listed_on=LISTED + DAY, today=DUE + DAY)
    assert not may(said=LISTED, listed_on=LISTED - DAY, today=DUE - DAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"kept": Kept(None, CLOSED)},
        {"kept": Kept(CLOSED, CLOSED, held=True)},
        {"kept": Kept(CLOSED, CLOSED, mailboxes=1)},
        {"kept": Kept(CLOSED, CLOSED, waiting=1)},
        {"listed_on": None},
        {"said": None},
    ],
)
def test_whatever_is_unknown_kept_or_unread_keeps_a_case(changed):
    assert may(**changed) is False


def refusal(reason, review_on):
    with pytest.raises(Refused) as refused:
        rules.check_hold(reason, review_on, today=DUE)
    return refused.value.sentence, refused.value.field


def test_a_hold_has_a_reason_and_a_day_within_a_year():
    for reason, review_on in (("x", DUE + DAY), ("x" * 2000, date(2027, 5, 10))):
        assert rules.may_hold(reason, review_on, today=DUE)
        assert rules.check_hold(reason, review_on, today=DUE) is None
    for reason, review_on, sentence, field in (
        (" ", DUE + DAY, rules.SAY_WHY, "text"),
        ("", DUE + DAY, rules.SAY_WHY, "text"),
        ("x", DUE, rules.LATER, "review_on"),
        ("x", DUE - DAY, rules.LATER, "review_on"),
        ("x", date(2027, 5, 11), rules.LATER, "review_on"),
    ):
        assert not rules.may_hold(reason, review_on, today=DUE)
        assert refusal(reason, review_on) == (sentence, field)
    sentence, field = refusal("x" * 2002, DUE + DAY)
    assert sentence.startswith("This is 2 characters too long. The most we can take is 2,000.")
    assert field == "text"
    assert not rules.may_hold("x" * 2001, DUE + DAY, today=DUE)
