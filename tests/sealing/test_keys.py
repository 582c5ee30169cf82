"""Everything secret keeps itself out of text, logs, pickles and copies."""

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from uuid import UUID

import pytest

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import (
    IslandKey,
    PublicKey,
    Secret,
    Secret32,
    SecretKey,
    SigningKey,
    VerifyKey,
    new_island_key,
    new_pair,
    new_signing_key,
)
from waymark.sealing.labels import HolderKind
from waymark.sealing.mailboxes import MailboxKeys
from waymark.sealing.recovery import Sheet
from waymark.sealing.tags import Identity, TagKey
from waymark.sealing.tokens import FormToken
from waymark.sealing.words import WordsKind, draw_words

RAW = b"\x11canary-canary-canary-canary-canar"[:32]
WORDS = draw_words(WordsKind.MAILBOX, RAW)
SECRETS = [
    TagKey(RAW),
    Sheet(RAW),
    WORDS,
    MailboxKeys(RAW[:16], SecretKey(RAW)),
    FormToken(UUID(int=1), {"message": "canary"}, 0, False),
    Identity(forenames=["canary"]),
    SecretKey(RAW),
    IslandKey(RAW),
    SigningKey(RAW),
    Keyring(UUID(int=1), {Holder(HolderKind.PERSON, UUID(int=1)): SecretKey(RAW)}),
]


@pytest.mark.parametrize("secret", SECRETS, ids=lambda s: type(s).__name__)
def test_a_secret_shows_nothing_of_itself(secret):
    for text in (repr(secret), str(secret), f"{secret}", f"{[secret]}", "%s" % secret):  # noqa: UP031 - a way that logging formats
        assert not any(shown in text for shown in ("canary", RAW.hex(), *WORDS.spelled, *WORDS.digits))
        assert "redacted" in text


@pytest.mark.parametrize("secret", SECRETS, ids=lambda s: type(s).__name__)
def test_a_secret_refuses_to_be_pickled_or_copied(secret):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(secret, protocol)
    for attempt in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            attempt(secret)


@pytest.mark.parametrize(
    "secret", [each for each in SECRETS if is_dataclass(each)], ids=lambda s: type(s).__name__
)
def test_a_secret_never_changes(secret):
    for each in fields(secret):
        with pytest.raises(FrozenInstanceError):
            setattr(secret, each.name, None)


@pytest.mark.parametrize("kind", [SecretKey, IslandKey, SigningKey, TagKey])
def test_secrets_of_32_bytes_are_compared_in_constant_time_and_by_kind(kind):
    assert kind.__eq__ is Secret32.__eq__
    assert kind.__hash__ is Secret32.__hash__
    assert hash(kind(RAW)) != hash(Secret32(RAW))
    assert kind(RAW) != RAW
    assert hash(kind(RAW)) != hash(kind(bytes(32)))


@pytest.mark.parametrize("key", [PublicKey(RAW), VerifyKey(RAW)], ids=["public", "verify"])
def test_a_public_key_never_changes(key):
    with pytest.raises(FrozenInstanceError):
        key.raw = bytes(32)


def test_new_keys_are_random_and_an_ed25519_pair_has_its_published_half():
    for new in (new_pair, new_island_key, new_signing_key):
        assert new() != new()
    # RFC 8032, test 1.
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert SigningKey(seed).verify_key.raw.hex() == public


def test_keys_of_different_kinds_are_never_equal():
    assert SecretKey(RAW) == SecretKey(RAW)
    assert hash(SecretKey(RAW)) == hash(SecretKey(RAW))
    assert SecretKey(RAW) != IslandKey(RAW)
    assert PublicKey(RAW) != VerifyKey(RAW)
    assert SecretKey(RAW) != SecretKey(bytes(32))


@pytest.mark.parametrize("kind", [SecretKey, IslandKey, SigningKey, PublicKey, VerifyKey])
@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33), bytearray(32), "x" * 32, None])
def test_a_key_has_exactly_32_bytes(kind, raw):
    with pytest.raises(DoesNotUnseal):
        kind(raw)


def test_a_key_is_read_from_what_a_database_returns():
    assert IslandKey.of(memoryview(RAW)) == IslandKey(RAW)


def test_every_class_that_holds_a_secret_is_tried_above():
    def below(kind):
        return {kind}.union(*map(below, kind.__subclasses__()))

    ours = {kind for kind in below(Secret) if kind.__module__.startswith("waymark.")} - {Secret, Secret32}
    assert {kind for kind in ours if kind.__module__.startswith("waymark.sealing")} == set(map(type, SECRETS))
