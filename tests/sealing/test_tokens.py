from base64 import urlsafe_b64encode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_island_key
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import seal_note_in
from waymark.sealing.places import Place
from waymark.sealing.tokens import seal_form, unseal_form

KEY = new_island_key()
FORM = UUID(int=9)
NOTE = {"message": "help", "seed": "00"}
TEXT = seal_form(KEY, FORM, NOTE, expires=1000)


@given(st.dictionaries(st.text(), st.text()), st.integers(0, 2**40))
def test_a_form_comes_back_as_it_was(note, expires):
    token = unseal_form(KEY, seal_form(KEY, FORM, note, expires=expires), now=expires - 1)
    assert (token.id, token.note, token.expires, token.expired) == (FORM, note, expires, False)


def test_an_expired_form_says_so_and_still_gives_back_what_was_typed():
    token = unseal_form(KEY, TEXT, now=1000)
    assert token.expired
    assert token.note == NOTE
    assert "help" not in repr(token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "é",
        "AAAA",
        "A" * 20,
        "A" * 21,
        "A" * 22,
        "A" * 500,
        TEXT[:-4],
        TEXT[4:],
        TEXT[:40] + TEXT[40:].swapcase(),
    ],
)
def test_a_field_that_we_did_not_seal_does_not_unseal(text):
    with pytest.raises(DoesNotUnseal):
        unseal_form(KEY, text, now=0)


def test_another_day_s_key_or_another_kind_of_field_does_not_unseal():
    with pytest.raises(DoesNotUnseal):
        unseal_form(new_island_key(), TEXT, now=0)
    with pytest.raises(DoesNotUnseal):
        unseal_form(KEY, TEXT, now=0, field=Field.SEED)


@pytest.mark.parametrize(
    "inside", [{}, {"note": {}}, {"expires": 1, "note": []}, {"expires": "1", "note": {}}]
)
def test_a_note_that_is_no_form_does_not_unseal(inside):
    sealed = seal_note_in(KEY, Place(Kind.FORM_TOKEN, FORM, Field.ANSWERS), inside)
    with pytest.raises(DoesNotUnseal):
        unseal_form(KEY, urlsafe_b64encode(FORM.bytes + sealed.raw).decode(), now=0)


def test_the_field_travels_unescaped():
    assert all(letter.isalnum() or letter in "-_=" for letter in TEXT)
