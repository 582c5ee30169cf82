import pytest

from waymark.mailbox.rules import may_keep, may_reply, may_text
from waymark.mailbox.terms import KEEP_CHOICES, KEPT_DAYS, LONGEST_TEXT
from waymark.sealing.keys import new_pair


@pytest.mark.parametrize(
    ("text", "may"), [("", False), ("\n", False), ("x", True), ("x" * LONGEST_TEXT, True)]
)
def test_a_text_says_something_and_ends(text, may):
    assert may_text(text) is may


def test_what_is_stated_as_usual_can_be_chosen():
    assert may_keep(KEPT_DAYS)
    assert all(may_keep(days) for days in KEEP_CHOICES)


def test_nothing_is_answered_into_a_mailbox_that_is_gone():
    assert not may_reply(None, new_pair().public)
