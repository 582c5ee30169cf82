"""What stands in the way of closing a case, and what whoever closes it says that they know."""

import pytest

from waymark.cases.closing import rules
from waymark.cases.closing.rules import StillOpen
from waymark.cases.closing.terms import LONGEST_TEXT, Point
from waymark.records.refusal import Refused


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


@pytest.mark.parametrize(
    ("found", "first"),
    [
        (StillOpen(messages=1), [rules.READ_FIRST]),
        (StillOpen(alerts=1), [rules.ALERT_FIRST]),
        (StillOpen(messages=2, alerts=3), [rules.READ_FIRST, rules.ALERT_FIRST]),
    ],
)
def test_no_case_closes_while_something_waits_to_be_read(found, first):
    assert rules.in_the_way(found) == first
    assert not rules.may_close(found, set(Point))
    assert refusal(rules.check_close, found, set(Point)) == (first[0], "")


@pytest.mark.parametrize(
    ("found", "point", "begins"),
    [
        (StillOpen(unanswered=True), Point.UNANSWERED, "What they wrote last"),
        (StillOpen(errands=1), Point.ERRANDS, "One errand is not done. It will leave"),
        (StillOpen(errands=2), Point.ERRANDS, "2 errands are not done. They will leave"),
        (StillOpen(stopped=True), Point.STOPPED, "Someone else may have seen"),
        (StillOpen(doubtful=True), Point.DOUBTFUL, "Their wishes for safe contact"),
    ],
)
def test_what_is_open_is_named_by_whoever_closes(found, point, begins):
    ((asked, sentence),) = rules.to_confirm(found).items()
    assert asked is point
    assert sentence.startswith(begins)
    assert rules.may_close(found, [point])
    assert rules.check_close(found, [point]) is None
    for confirmed in ((), set(Point) - {point}):
        assert not rules.may_close(found, confirmed)
        assert refusal(rules.check_close, found, confirmed) == (rules.SAY_EACH, "confirmed")


def test_a_case_with_nothing_open_closes_and_what_was_found_never_changes():
    nothing = StillOpen(messages=0, alerts=0, errands=0, unanswered=False, stopped=False, doubtful=False)
    assert StillOpen() == nothing
    assert rules.in_the_way(nothing) == []
    assert rules.to_confirm(nothing) == {}
    assert rules.may_close(nothing, ())
    assert rules.check_close(nothing, ()) is None
    with pytest.raises(AttributeError):
        nothing.errands = 1


def test_last_words_may_be_empty_and_have_an_end():
    for text in ("", "x" * LONGEST_TEXT):
        assert rules.may_last_words(text)
        assert rules.check_last_words(text) is None
    assert not rules.may_last_words("x" * (LONGEST_TEXT + 1))
    sentence, field = refusal(rules.check_last_words, "x" * (LONGEST_TEXT + 2))
    assert sentence.startswith("This is 2 characters too long.")
    assert field == "text"
