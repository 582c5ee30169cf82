from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.envelopes import Sealed, seal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.grants import seal_grant, unseal_grant
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import new_island_key, new_pair
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.places import Place

HERE = Place(Kind.GRANT, UUID(int=7), Field.KEY, 1, 3)
SHRED = new_island_key()
HOLDER = new_pair()
SECRET = b"k" * 32


def test_a_grant_gives_its_holder_the_secret():
    assert unseal_grant(SHRED, HERE, HOLDER, seal_grant(SHRED, HERE, HOLDER.public, SECRET)) == SECRET


@pytest.mark.parametrize(
    ("shred", "place", "holder"),
    [
        (new_island_key(), HERE, HOLDER),
        (SHRED, Place(Kind.GRANT, UUID(int=7), Field.KEY, 1, 4), HOLDER),
        (SHRED, Place(Kind.GRANT, UUID(int=8), Field.KEY, 1, 3), HOLDER),
        (SHRED, HERE, new_pair()),
    ],
)
def test_another_shred_key_place_or_holder_gets_nothing(shred, place, holder):
    grant = seal_grant(SHRED, HERE, HOLDER.public, SECRET)
    with pytest.raises(DoesNotUnseal):
        unseal_grant(shred, place, holder, grant)


def test_the_inner_envelope_must_be_sealed_to_somebody():
    with pytest.raises(DoesNotUnseal):
        unseal_grant(SHRED, HERE, HOLDER, seal_in(SHRED, HERE, SECRET))
    with pytest.raises(DoesNotUnseal):
        unseal_grant(SHRED, HERE, HOLDER, Sealed(b""))


def test_a_keyring_gives_what_its_person_holds_and_nothing_else():
    held = Holder(HolderKind.TEAM, UUID(int=2), 1)
    own = Holder(HolderKind.PERSON, UUID(int=1))
    keyring = Keyring(UUID(int=1), {held: HOLDER, own: HOLDER})
    assert keyring.person == UUID(int=1)
    assert keyring.holders == (own, held)
    assert keyring.secret_for(held) == HOLDER
    with pytest.raises(DoesNotUnseal):
        keyring.secret_for(Holder(HolderKind.TEAM, UUID(int=2), 2))


def test_a_keyring_keeps_what_it_was_given_whatever_becomes_of_the_mapping():
    holder = Holder(HolderKind.PERSON, UUID(int=1))
    assert holder == Holder(HolderKind.PERSON, UUID(int=1), 0)
    with pytest.raises(FrozenInstanceError):
        holder.epoch = 1
    held = {holder: HOLDER}
    keyring = Keyring(UUID(int=1), held)
    held.clear()
    assert keyring.holders == (holder,)
    assert keyring.secret_for(holder) == HOLDER
    assert not hasattr(keyring, "__dict__")


@given(st.binary(min_size=1, max_size=64), st.data())
def test_any_flipped_bit_of_a_grant_gives_nothing(secret, data):
    raw = bytearray(seal_grant(SHRED, HERE, HOLDER.public, secret).raw)
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DoesNotUnseal):
        unseal_grant(SHRED, HERE, HOLDER, Sealed(bytes(raw)))
