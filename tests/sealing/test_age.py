"""age files: pyrage opens what is written here, its spelling of a secret is ours, and nothing else opens."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.age import LONGEST, OVERHEAD, seal_age, spell_secret, unseal_age
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import SecretKey, new_pair

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def raw_of(identity):
    """The 32 bytes of an AGE-SECRET-KEY-1…: bech32 without its last six letters, which are a check sum."""
    bits = "".join(f"{CHARSET.index(mark):05b}" for mark in str(identity).lower().split("1", 1)[1][:-6])
    return bytes(int(bits[start : start + 8], 2) for start in range(0, 256, 8))


@given(plain=st.binary(max_size=2000))
def test_what_is_sealed_unseals_and_is_as_long_as_its_text_says(plain):
    secret = new_pair()
    file = seal_age(secret.public, plain)
    assert len(file) == len(plain) + OVERHEAD
    assert unseal_age(secret, file) == plain


def test_pyrage_opens_what_is_sealed_here():
    identity = pyrage.x25519.Identity.generate()
    secret = SecretKey(raw_of(identity))
    for plain in (b"", b"Ring first", bytes(LONGEST)):
        assert pyrage.decrypt(seal_age(secret.public, plain), [identity]) == plain


def test_a_secret_is_spelled_as_age_spells_it():
    for _ in range(50):
        identity = pyrage.x25519.Identity.generate()
        assert spell_secret(SecretKey(raw_of(identity))) == str(identity)


def test_a_file_of_pyrage_with_its_random_stanza_unseals():
    identity = pyrage.x25519.Identity.generate()
    others = [pyrage.x25519.Identity.generate().to_public()]
    secret = SecretKey(raw_of(identity))
    for recipients in ([identity.to_public()], [*others, identity.to_public()]):
        assert unseal_age(secret, pyrage.encrypt(b"Ring first", recipients)) == b"Ring first"
    with pytest.raises(DoesNotUnseal):
        unseal_age(secret, pyrage.encrypt(b"Ring first", others))


def test_a_text_longer_than_one_piece_is_not_sealed():
    with pytest.raises(ValueError, match="one piece"):
        seal_age(new_pair().public, bytes(LONGEST + 1))


def test_every_flipped_bit_and_every_cut_is_noticed():
    secret = new_pair()
    file = seal_age(secret.public, b"x" * 40)
    for at in range(len(file)):
        changed = bytearray(file)
        changed[at] ^= 1
        with pytest.raises(DoesNotUnseal):
            unseal_age(secret, bytes(changed))
        with pytest.raises(DoesNotUnseal):
            unseal_age(secret, file[:at])
    with pytest.raises(DoesNotUnseal):
        unseal_age(secret, file + b"x")
    with pytest.raises(DoesNotUnseal):
        unseal_age(new_pair(), file)


@given(junk=st.binary(max_size=400))
def test_junk_does_not_unseal(junk):
    with pytest.raises(DoesNotUnseal):
        unseal_age(SecretKey(b"k" * 32), junk)
