import pytest

from waymark.mailbox import rules
from waymark.mailbox.models import Mailbox
from waymark.mailbox.rules import may_keep, may_reply, may_text
from waymark.mailbox.terms import KEEP_CHOICES, KEPT_DAYS, LONGEST_TEXT
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.sealing.keys import new_pair


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", "Please write something first."),
        ("\n", "Please write something first."),
        ("x", ""),
        ("x" * LONGEST_TEXT, ""),
        ("x" * (LONGEST_TEXT + 2), "This is 2 characters too long. The most we can take is 20,000."),
    ],
)
def test_a_text_says_something_and_ends(text, begins):
    assert may_text(text) is not bool(begins)
    if begins:
        sentence, field = refusal(rules.check_text, text)
        assert sentence.startswith(begins)
        assert field == "text"


def test_what_is_stated_as_usual_can_be_chosen():
    assert may_keep(KEPT_DAYS)
    assert all(may_keep(days) for days in KEEP_CHOICES)


@pytest.mark.parametrize("days", [0, -7, 8, 366])
def test_no_other_time_can_be_chosen(days):
    assert not may_keep(days)
    assert refusal(rules.check_keep, days) == ("Please choose one of the times.", "days")


def test_nothing_is_answered_into_a_mailbox_that_is_gone_closed_or_has_another_key():
    pair, other = new_pair().public, new_pair().public
    whole = Mailbox(public_key=pair.raw)
    assert may_reply(whole, pair)
    assert rules.check_reply(whole, pair) is None
    for mailbox, key, sentence in (
        (None, pair, rules.GONE),
        (Mailbox(public_key=pair.raw, closed_on=day()), pair, rules.CLOSED),
        (whole, other, rules.CHANGED),
    ):
        assert not may_reply(mailbox, key)
        assert refusal(rules.check_reply, mailbox, key) == (sentence, "")
