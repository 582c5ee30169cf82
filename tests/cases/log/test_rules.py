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


def test_a_reply_names_the_newest_entry_that_its_page_showed():
    assert rules.may_shown("3", 3)
    assert rules.check_shown("3", 3) is None
    for shown in ("", "2", "4", "03"):
        assert not rules.may_shown(shown, 3)
        assert refusal(rules.check_shown, shown, 3) == (rules.NEWER, "text")


@pytest.mark.parametrize(("mailbox", "unread", "may"), [(True, 0, True), (True, 1, False), (False, 1, True)])
def test_nobody_is_reached_past_what_they_sent_since(monkeypatch, mailbox, unread, may):
    own = new_id()
    monkeypatch.setattr(rules, "unread_from", lambda asked: {own: unread}[asked[0]])
    known = Known(
        new_id(), About(part=Part.PERSON, mailbox=own if mailbox else None), Wishes(sender=Sender.SELF)
    )
    assert rules.may_all_read(known) is may
    if may:
        assert rules.check_all_read(known) is None
    else:
        assert refusal(rules.check_all_read, known) == (rules.READ_FIRST, "")


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
