from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.contact.terms import (
    CallDrops,
    Channel,
    Day,
    Interpreter,
    MayAnswer,
    Part,
    Preferred,
    Safe,
    Sender,
    Voicemail,
)
from waymark.contact.wishes import Way, Wishes
from waymark.sealing.notes import read_note, write_note

words = st.text(max_size=30)
ways = st.builds(Way, value=words, safe=st.sampled_from(Safe))
wishes = st.builds(
    Wishes,
    sender=st.sampled_from(Sender),
    phone=ways,
    text=ways,
    email=ways,
    letter=ways,
    mailbox=ways,
    voicemail=st.sampled_from(Voicemail),
    may_answer=st.sampled_from(MayAnswer),
    answerers=words,
    cover_story=words,
    withhold_number=st.booleans(),
    call_drops=st.sampled_from(CallDrops),
    any_time=st.booleans(),
    days=st.lists(st.sampled_from(Day), unique=True).map(tuple),
    parts=st.lists(st.sampled_from(Part), unique=True).map(tuple),
    times_note=words,
    our_word=words,
    their_word=words,
    interpreter=st.sampled_from(Interpreter),
    language=words,
    dialect=words,
    preferred=st.sampled_from(Preferred),
    harder=words,
    watches=st.lists(st.uuids(), max_size=2).map(tuple),
)


@given(wishes)
def test_wishes_come_back_from_their_note_as_they_were(given):
    assert Wishes.from_note(read_note(write_note(given.to_note()))) == given


def test_everything_unsaid_is_the_safest_reading():
    unsaid = Wishes.from_note({"sender": "self"})
    assert all(unsaid.way(channel).safe is Safe.UNKNOWN for channel in Channel)
    assert unsaid.voicemail is Voicemail.NONE
    assert unsaid.may_answer is MayAnswer.ONLY_ME
    assert unsaid.call_drops is CallDrops.WAIT
    assert unsaid.withhold_number is True


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"sender": "stranger"},
        {"sender": "self", "phone": "01632 960001"},
        {"sender": "self", "phone": {"value": "01632 960001"}},
        {"sender": "self", "phone": {"value": "01632 960001", "safe": "maybe"}},
        {"sender": "self", "withhold_number": "no"},
        {"sender": "self", "days": "mon"},
        {"sender": "self", "days": ["noday"]},
        {"sender": "self", "watches": ["not an id"]},
        {"sender": "self", "voicemail": ["none"]},
        {"sender": "self", "anything": "else"},
    ],
)
def test_a_note_of_another_shape_is_refused(wrong):
    with pytest.raises(ValueError):
        Wishes.from_note(wrong)


def test_wishes_print_nothing_that_they_hold():
    told = Wishes(
        sender=Sender.SELF, phone=Way("01632 960001", Safe.YES), our_word="heron", watches=(uuid4(),)
    )
    shown = repr(told) + str(told) + repr(told.phone)
    assert "960001" not in shown
    assert "heron" not in shown
