from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.envelopes import Sealed, seal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_island_key, new_pair
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import (
    read_note,
    seal_note_in,
    seal_note_to,
    unseal_note_in,
    unseal_note_to,
    write_note,
)
from waymark.sealing.places import Place

HERE = Place(Kind.ARRIVAL, UUID(int=7), Field.CONTENT)
PAIR = new_pair()
KEY = new_island_key()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NOTES = st.dictionaries(st.text(), VALUES, max_size=6)


@given(NOTES)
def test_a_note_comes_back_as_it_was(note):
    assert unseal_note_in(KEY, HERE, seal_note_in(KEY, HERE, note)) == note
    assert unseal_note_to(PAIR, HERE, seal_note_to(PAIR.public, HERE, note)) == note


def test_a_note_is_written_the_same_whatever_its_order():
    assert (
        write_note({"b": "é", "a": [1, None]})
        == write_note({"a": [1, None], "b": "é"})
        == '{"a":[1,null],"b":"é"}'.encode()
    )


def test_broken_letters_from_a_browser_are_kept():
    assert read_note(write_note({"text": "help \ud83d"})) == {"text": "help \ud83d"}


@pytest.mark.parametrize("note", [{1: "x"}, {"x": float("nan")}, {"x": float("inf")}])
def test_what_json_cannot_say_is_not_sealed(note):
    with pytest.raises(ValueError):
        write_note(note)


@pytest.mark.parametrize("raw", [b"", b"[]", b'"x"', b"null", b"{", b"\xff", b'{"a":1}x', b"[" * 100_000])
def test_anything_but_one_object_does_not_unseal(raw):
    with pytest.raises(DoesNotUnseal):
        read_note(raw)
    with pytest.raises(DoesNotUnseal):
        unseal_note_in(KEY, HERE, Sealed(seal_in(KEY, HERE, raw).raw))
