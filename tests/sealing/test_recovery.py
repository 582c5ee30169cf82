from dataclasses import FrozenInstanceError, replace
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.errors import DoesNotUnseal, NotTheseWords, WordsFault
from waymark.sealing.keys import new_pair
from waymark.sealing.recovery import Sheet, draw_sheet, read_sheet, rebuild, seal_recovery
from waymark.sealing.wordlist import WORDS

SHEETS = tuple(draw_sheet() for _ in range(3))
SECRET = new_pair()
ENVELOPES = seal_recovery(tuple(sheet.secret.public for sheet in SHEETS), UUID(int=3), 1, SECRET)


@pytest.mark.parametrize(("one", "other"), list(permutations(range(3), 2)))
def test_any_two_sheets_rebuild_the_secret_in_any_order(one, other):
    assert rebuild(SHEETS[one], SHEETS[other], ENVELOPES) == SECRET


@pytest.mark.parametrize("alone", range(3))
def test_no_sheet_alone_does(alone):
    for other in (SHEETS[alone], draw_sheet(), Sheet(bytes(32))):
        with pytest.raises(DoesNotUnseal):
            rebuild(SHEETS[alone], other, ENVELOPES)
        with pytest.raises(DoesNotUnseal):
            rebuild(other, SHEETS[alone], ENVELOPES)


def test_envelopes_of_another_epoch_record_or_secret_do_not_rebuild():
    other = seal_recovery(tuple(sheet.secret.public for sheet in SHEETS), UUID(int=3), 1, new_pair())
    for wrong in (
        replace(ENVELOPES, epoch=2),
        replace(ENVELOPES, record=UUID(int=4)),
        replace(ENVELOPES, public=new_pair().public),
        replace(ENVELOPES, pairs=other.pairs),
        replace(ENVELOPES, pairs=(ENVELOPES.pairs[1], ENVELOPES.pairs[2], ENVELOPES.pairs[0])),
    ):
        for one, two in permutations(SHEETS, 2):
            with pytest.raises(DoesNotUnseal):
                rebuild(one, two, wrong)


def test_three_different_holders_are_needed():
    public = SHEETS[0].secret.public
    with pytest.raises(ValueError):
        seal_recovery((public, public, SHEETS[1].secret.public), UUID(int=3), 1, SECRET)


@given(st.binary(min_size=32, max_size=32))
def test_a_sheet_is_read_back_as_words_or_numbers(raw):
    sheet = Sheet(raw)
    assert len(sheet.spelled) == len(sheet.digits) == 21
    for shown in (sheet.spelled, sheet.digits):
        numbered = "\n".join(f"{place}. {word}" for place, word in enumerate(shown, 1))
        for text in (" ".join(shown), "-".join(shown).upper(), "".join(shown), numbered):
            assert read_sheet(text) == sheet


def test_the_edges_of_what_a_sheet_can_hold():
    for raw in (bytes(32), b"\xff" * 32):
        assert read_sheet(" ".join(Sheet(raw).spelled)) == Sheet(raw)
    with pytest.raises(NotTheseWords):
        read_sheet(" ".join([WORDS[-1]] * 21))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 20), st.integers(1, len(WORDS) - 1))
def test_a_changed_word_on_a_sheet_never_gives_the_same_secret(raw, position, shift):
    words = Sheet(raw).spelled
    words[position] = WORDS[(WORDS.index(words[position]) + shift) % len(WORDS)]
    try:
        assert read_sheet(" ".join(words)) != Sheet(raw)
    except NotTheseWords as refusal:
        assert refusal.reason is WordsFault.SLIP  # noqa: PT017 - nearly always; the line above is the other case


def test_a_sheet_says_nothing_of_itself():
    sheet = SHEETS[0]
    assert not any(word in repr(sheet) + str(sheet) for word in sheet.spelled)


def test_each_slip_in_the_checking_word_is_caught():
    words = SHEETS[0].spelled
    for shift in (1, 2, len(WORDS) - 1):
        wrong = [*words[:20], WORDS[(WORDS.index(words[20]) + shift) % len(WORDS)]]
        with pytest.raises(NotTheseWords) as refused:
            read_sheet(" ".join(wrong))
        assert refused.value.reason is WordsFault.SLIP


def test_a_sheet_is_drawn_from_32_random_bytes_and_the_envelopes_say_what_they_are_of():
    assert draw_sheet(lambda length: b"r" * length) == Sheet(b"r" * 32)
    assert (ENVELOPES.record, ENVELOPES.epoch, ENVELOPES.public) == (UUID(int=3), 1, SECRET.public)
    assert len(set(ENVELOPES.pairs)) == 3
    with pytest.raises(FrozenInstanceError):
        ENVELOPES.epoch = 2
