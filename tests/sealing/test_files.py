from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing import files
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.files import HEADER, PIECE, SEALED_PIECE, _without_padding, seal_file, unseal_file
from waymark.sealing.keys import new_island_key
from waymark.sealing.labels import Field, Kind
from waymark.sealing.padding import padded_length
from waymark.sealing.places import Place

HERE = Place(Kind.ATTACHMENT, UUID(int=7), Field.FILE)
KEY = new_island_key()
CONTENTS = [
    b"", b"x", b"\x80", b"\x80" + bytes(10), bytes(255), bytes(256), bytes(PIECE), b"x" * PIECE,
    b"\x80" * PIECE, b"x" * (PIECE - 1),
    b"x" * (PIECE - 1) + b"\x80", b"x" * (PIECE - 1) + b"\x80" + bytes(3 * PIECE), bytes(3 * PIECE + 1),
    b"ab\x80" + bytes(2 * PIECE) + b"z", bytes(PIECE) + b"\x80" + bytes(PIECE) + b"\x80",
]  # fmt: skip


def seal(plain, step=100_000):
    return b"".join(seal_file(KEY, HERE, (plain[n : n + step] for n in range(0, len(plain), step))))


def unseal(sealed, step=70_000, key=KEY, place=HERE):
    return b"".join(unseal_file(key, place, (sealed[n : n + step] for n in range(0, len(sealed), step))))


@pytest.mark.parametrize("plain", CONTENTS, ids=range(len(CONTENTS)))
def test_a_file_comes_back_as_it_was(plain):
    assert unseal(seal(plain)) == plain


@given(st.binary(max_size=2000), st.integers(1, 999), st.integers(1, 999))
def test_a_file_comes_back_however_it_arrives(plain, step, other):
    assert unseal(seal(plain, step), other) == plain


def test_a_sealed_file_s_length_is_that_of_its_padding():
    for plain in CONTENTS:
        padded = padded_length(len(plain))
        pieces = -(-padded // PIECE)
        assert len(seal(plain)) == HEADER + padded + pieces * (SEALED_PIECE - PIECE)


def test_cut_short_anywhere_a_file_does_not_unseal():
    sealed = seal(b"x" * (2 * PIECE))
    edges = {HEADER + n * SEALED_PIECE + step for n in range(4) for step in (-1, 0, 1)}
    for end in sorted({0, 1, len(sealed) - 1, *edges}):
        if 0 <= end < len(sealed):
            with pytest.raises(DoesNotUnseal):
                unseal(sealed[:end])


def test_longer_joined_or_reordered_a_file_does_not_unseal():
    sealed = seal(b"x" * (2 * PIECE))
    first, second = (sealed[HEADER + n * SEALED_PIECE :][:SEALED_PIECE] for n in (0, 1))
    for wrong in (
        sealed + b"\0",
        sealed + sealed,
        sealed[:HEADER] + second + first + sealed[HEADER + 2 * SEALED_PIECE :],
        sealed[:HEADER] + sealed[HEADER + SEALED_PIECE :],
        seal(b"y" * (2 * PIECE))[:HEADER] + sealed[HEADER:],
    ):
        with pytest.raises(DoesNotUnseal):
            unseal(wrong)


@given(st.binary(max_size=400), st.data())
def test_any_flipped_bit_of_a_file_does_not_unseal(plain, data):
    raw = bytearray(seal(plain))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DoesNotUnseal):
        unseal(bytes(raw))


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (new_island_key(), HERE),
        (KEY, Place(Kind.ATTACHMENT, UUID(int=8), Field.FILE)),
        (KEY, Place(Kind.SAFE_COPY, UUID(int=7), Field.FILE)),
        (KEY, Place(Kind.ATTACHMENT, UUID(int=7), Field.FILE, 2)),
        (KEY, Place(Kind.ATTACHMENT, UUID(int=7), Field.FILE, 1, 1)),
    ],
)
def test_another_key_or_place_does_not_unseal_a_file(key, place):
    with pytest.raises(DoesNotUnseal):
        unseal(seal(b"x"), key=key, place=place)


@given(st.binary(max_size=600))
def test_bytes_that_are_no_file_of_ours_do_not_unseal(raw):
    for wrong in (raw, b"\x03" + raw):
        with pytest.raises(DoesNotUnseal):
            unseal(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [b""],
        [b"x"],
        [bytes(256)],
        [b"x\x80"],
        [b"x\x80" + bytes(255)],
        [b"x\x80" + bytes(253) + b"X"],
        [b"\x80", bytes(9)],
    ],
)
def test_a_file_padded_in_another_way_does_not_unseal(wrong):
    with pytest.raises(DoesNotUnseal):
        list(_without_padding(wrong))


def test_padding_may_fill_whole_pieces_and_none_of_them_is_yielded():
    assert list(_without_padding([b"x", b"\x80" + bytes(99), bytes(100), bytes(55)])) == [b"x"]
    assert list(_without_padding([b"\x80", bytes(255)])) == []


def test_a_file_of_another_version_does_not_unseal_even_if_all_else_fits(monkeypatch):
    with monkeypatch.context() as changed:
        changed.setattr(files, "FILE_V1", b"\x04")
        sealed = seal(b"x")
    with pytest.raises(DoesNotUnseal):
        unseal(sealed)


def test_a_file_whose_first_piece_looks_like_a_whole_one_is_not_taken_for_it():
    sealed = seal(b"x" * (PIECE - 1) + b"\x80" + b"y" * PIECE)
    first = HEADER + SEALED_PIECE
    for wrong in (sealed[:first], sealed[:first] + bytes([sealed[first] ^ 1]) + sealed[first + 1 :]):
        with pytest.raises(DoesNotUnseal):
            unseal(wrong)


def test_a_piece_has_64_kib():
    assert (PIECE, SEALED_PIECE, HEADER) == (65_536, 65_553, 25)


def test_a_file_is_yielded_in_pieces_as_it_comes():
    sealed = seal(b"x" * (2 * PIECE + 5))
    pieces = list(unseal_file(KEY, HERE, [sealed]))
    assert [len(piece) for piece in pieces] == [PIECE, PIECE, 5]
    assert [len(piece) for piece in seal_file(KEY, HERE, [b"x" * PIECE])][:2] == [HEADER, SEALED_PIECE]
