from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult

from waymark.sealing import envelopes
from waymark.sealing.envelopes import Sealed, seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import PublicKey, new_island_key, new_pair
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place

HERE = Place(Kind.CASE, UUID(int=7), Field.BODY, 2, 3)
ELSEWHERE = [
    Place(Kind.MAILBOX, UUID(int=7), Field.BODY, 2, 3),
    Place(Kind.CASE, UUID(int=8), Field.BODY, 2, 3),
    Place(Kind.CASE, UUID(int=7), Field.NOTE, 2, 3),
    Place(Kind.CASE, UUID(int=7), Field.BODY, 1, 3),
    Place(Kind.CASE, UUID(int=7), Field.BODY, 2, 4),
    Place(Kind.CASE, UUID(int=7), Field.BODY, 3, 2),
]
PAIR = new_pair()
KEY = new_island_key()


@given(st.binary(max_size=3000))
def test_what_is_sealed_unseals(plain):
    assert unseal_to(PAIR, HERE, seal_to(PAIR.public, HERE, plain)) == plain
    assert unseal_in(KEY, HERE, seal_in(KEY, HERE, plain)) == plain


@pytest.mark.parametrize("place", ELSEWHERE)
def test_moved_to_another_place_does_not_unseal(place):
    with pytest.raises(DoesNotUnseal):
        unseal_to(PAIR, place, seal_to(PAIR.public, HERE, b"x"))
    with pytest.raises(DoesNotUnseal):
        unseal_in(KEY, place, seal_in(KEY, HERE, b"x"))


@given(st.binary(max_size=300), st.data())
def test_any_flipped_bit_does_not_unseal(plain, data):
    for sealed, unseal in (
        (seal_to(PAIR.public, HERE, plain), lambda s: unseal_to(PAIR, HERE, s)),
        (seal_in(KEY, HERE, plain), lambda s: unseal_in(KEY, HERE, s)),
    ):
        bit = data.draw(st.integers(0, len(sealed.raw) * 8 - 1))
        raw = bytearray(sealed.raw)
        raw[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DoesNotUnseal):
            unseal(Sealed(bytes(raw)))


def test_every_truncation_and_any_addition_does_not_unseal():
    for sealed, unseal in (
        (seal_to(PAIR.public, HERE, b"x"), lambda s: unseal_to(PAIR, HERE, s)),
        (seal_in(KEY, HERE, b"x"), lambda s: unseal_in(KEY, HERE, s)),
    ):
        for wrong in [sealed.raw[:n] for n in range(len(sealed.raw))] + [sealed.raw + b"\0"]:
            with pytest.raises(DoesNotUnseal):
                unseal(Sealed(wrong))


@given(st.binary(max_size=600))
def test_bytes_that_we_never_sealed_do_not_unseal(raw):
    for version in (b"", b"\x01", b"\x02"):
        with pytest.raises(DoesNotUnseal):
            unseal_to(PAIR, HERE, Sealed(version + raw))
        with pytest.raises(DoesNotUnseal):
            unseal_in(KEY, HERE, Sealed(version + raw))


def test_another_key_does_not_unseal():
    with pytest.raises(DoesNotUnseal):
        unseal_to(new_pair(), HERE, seal_to(PAIR.public, HERE, b"x"))
    with pytest.raises(DoesNotUnseal):
        unseal_in(new_island_key(), HERE, seal_in(KEY, HERE, b"x"))


def test_a_to_envelope_is_refused_where_an_in_is_due_and_the_other_way_round():
    with pytest.raises(DoesNotUnseal):
        unseal_in(KEY, HERE, seal_to(PAIR.public, HERE, b"x"))
    with pytest.raises(DoesNotUnseal):
        unseal_to(PAIR, HERE, seal_in(KEY, HERE, b"x"))


def test_the_refusal_carries_no_detail_and_no_cause():
    with pytest.raises(DoesNotUnseal) as refused:
        unseal_to(new_pair(), HERE, seal_to(PAIR.public, HERE, b"x"))
    assert refused.value.args == ()
    assert refused.value.__cause__ is None


def test_the_same_text_sealed_twice_looks_different():
    assert seal_in(KEY, HERE, b"x") != seal_in(KEY, HERE, b"x")
    assert seal_to(PAIR.public, HERE, b"x") != seal_to(PAIR.public, HERE, b"x")


def test_sealed_is_never_its_plaintext_and_shows_no_bytes():
    sealed = Sealed(b"secret words")
    assert sealed != b"secret words"
    assert sealed == Sealed(b"secret words")
    assert "words" not in f"{sealed!r} {sealed}"


def test_short_texts_of_any_length_look_the_same():
    lengths = {len(seal_in(KEY, HERE, b"x" * n).raw) for n in range(256)}
    assert lengths == {57 + 256 + 16}


LOW_ORDER = [
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
]


@pytest.mark.parametrize("point", LOW_ORDER, ids=range(3))
def test_a_public_key_that_shares_nothing_secret_is_refused(point):
    with pytest.raises(DoesNotUnseal):
        seal_to(PublicKey(point), HERE, b"x")
    sealed = seal_to(PAIR.public, HERE, b"x").raw
    with pytest.raises(DoesNotUnseal):
        unseal_to(PAIR, HERE, Sealed(sealed[:1] + point + sealed[33:]))


def test_an_envelope_whose_commitment_is_another_key_s_is_refused():
    sealed, other = (seal_in(key, HERE, b"x").raw for key in (KEY, new_island_key()))
    with pytest.raises(DoesNotUnseal):
        unseal_in(KEY, HERE, Sealed(sealed[:25] + other[25:57] + sealed[57:]))


@given(st.binary(max_size=300), st.data())
def test_a_changed_place_of_any_kind_does_not_unseal(plain, data):
    places = st.builds(
        Place,
        st.sampled_from(Kind),
        st.uuids(),
        st.sampled_from(Field),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
    )
    here, there = data.draw(places), data.draw(places)
    sealed = seal_in(KEY, here, plain)
    assert unseal_in(KEY, here, sealed) == plain
    if here != there:
        with pytest.raises(DoesNotUnseal):
            unseal_in(KEY, there, sealed)


NONCE = bytes(range(24))


def forged_in(version=envelopes.IN_V1, spoil=b""):
    """An In envelope by somebody who has the key, faultless but for what is asked."""
    key, commitment = envelopes._in_keys(KEY, NONCE)
    header = version + NONCE + (spoil or commitment)
    return Sealed(header + envelopes._encrypt(key, NONCE, HERE.bind(header), b"x"))


def forged_to(version=envelopes.TO_V1, spoil=b""):
    one_time = new_pair()
    own = one_time.public.raw
    key, commitment = envelopes._to_keys(
        crypto_scalarmult(one_time.raw, PAIR.public.raw), own, PAIR.public.raw
    )
    header = version + own + NONCE + (spoil or commitment)
    return Sealed(header + envelopes._encrypt(key, NONCE, HERE.bind(header), b"x"))


def test_an_envelope_that_commits_to_another_key_or_version_does_not_unseal_even_if_all_else_fits():
    assert unseal_in(KEY, HERE, forged_in()) == unseal_to(PAIR, HERE, forged_to()) == b"x"
    for wrong in ({"spoil": bytes(32)}, {"version": b"\x03"}):
        with pytest.raises(DoesNotUnseal):
            unseal_in(KEY, HERE, forged_in(**wrong))
        with pytest.raises(DoesNotUnseal):
            unseal_to(PAIR, HERE, forged_to(**wrong))


def test_the_shortest_envelope_unseals():
    for sealed, header in ((seal_in(KEY, HERE, b""), 57), (seal_to(PAIR.public, HERE, b""), 89)):
        assert len(sealed.raw) == header + 256 + 16
    assert unseal_in(KEY, HERE, seal_in(KEY, HERE, b"")) == b""
    assert unseal_to(PAIR, HERE, seal_to(PAIR.public, HERE, b"")) == b""


def test_sealed_bytes_never_change():
    sealed = Sealed(b"x")
    with pytest.raises(FrozenInstanceError):
        sealed.raw = b"y"
    assert hash(sealed) == hash(Sealed(b"x"))
