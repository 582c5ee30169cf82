"""What a log takes, and to whom a mailbox answer may go."""

from dataclasses import replace

import pytest

from waymark.cases.log import rules
from waymark.cases.people.known import About, Known
from waymark.cases.people.terms import Part
from waymark.contact.terms import Sender
from waymark.contact.wishes import Wishes
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.sealing.keys import new_pair


def refusal(check, *asked, **more):
    with pytest.raises(Refused) as refused:
        check(*asked, **more)
    return refused.value.sentence, refused.value.field


def test_words_say_something_and_fit():
    for text in ("x", "12345", " a b "):
        assert rules.may_words(text, 5)
        assert rules.check_words(text, 5) is None
    for text in ("", " \n "):
        assert not rules.may_words(text, 5)
        assert refusal(rules.check_words, text, 5) == ("Please write something first.", "text")
    assert refusal(rules.check_words, "", 5, asked="Say why.") == ("Say why.", "text")
    assert not rules.may_words("123456", 5)
    sentence, field = refusal(rules.check_words, "x" * 3400, 1200)
    assert "2,200 characters too long" in sentence
    assert "take is 1,200." in sentence
    assert field == "text"


def test_an_answer_needs_a_mailbox_and_the_key_that_came_with_the_words():
    whole = About(part=Part.PERSON, mailbox=new_id(), answer_to=new_pair().public)
    for about, may in (
        (whole, True),
        (replace(whole, mailbox=None), False),
        (replace(whole, answer_to=None), False),
    ):
        known = Known(new_id(), about, Wishes(sender=Sender.SELF))
        assert rules.may_write_mailbox(known) is may
        if may:
            assert rules.check_write_mailbox(known) is None
        else:
            assert refusal(rules.check_write_mailbox, known) == (rules.NO_MAILBOX, "")
