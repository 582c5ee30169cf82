from uuid import UUID

import pytest
from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import LP
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import SigningKey, new_pair, new_signing_key
from waymark.sealing.labels import HolderKind, Signed
from waymark.sealing.signatures import check_signature, sign, signed_key_statement

KEY = SigningKey(bytes(range(32)))
SIGNATURE = sign(KEY, Signed.REPLY, b"hello")


def test_a_signature_of_ours_is_accepted():
    check_signature(KEY.verify_key, Signed.REPLY, b"hello", SIGNATURE)


@pytest.mark.parametrize(
    ("label", "message", "signature"),
    [
        (Signed.KEY, b"hello", SIGNATURE),
        (Signed.REPLY, b"hullo", SIGNATURE),
        (Signed.REPLY, b"hello", bytes(64)),
        (Signed.REPLY, b"hello", SIGNATURE[:-1]),
        (Signed.REPLY, b"hello", SIGNATURE + b"\0"),
        (Signed.REPLY, b"hello", b""),
    ],
)
def test_any_other_signature_is_refused(label, message, signature):
    with pytest.raises(DoesNotUnseal):
        check_signature(KEY.verify_key, label, message, signature)


def test_a_signature_that_carries_the_beginning_of_a_longer_statement_is_refused():
    _, secret = crypto_sign_seed_keypair(KEY.raw)
    statement = LP(b"waymark-sign-v1", Signed.REPLY.value.encode(), b"hello")
    longer = crypto_sign(b"more" + statement, secret)[: 64 + 4]
    with pytest.raises(DoesNotUnseal):
        check_signature(KEY.verify_key, Signed.REPLY, b"hello", longer)


def test_another_key_s_signature_is_refused():
    with pytest.raises(DoesNotUnseal):
        check_signature(new_signing_key().verify_key, Signed.REPLY, b"hello", SIGNATURE)


def test_a_key_statement_names_holder_epoch_and_key():
    public = new_pair().public
    holders = [
        Holder(HolderKind.TEAM, UUID(int=1), 0),
        Holder(HolderKind.TEAM, UUID(int=1), 1),
        Holder(HolderKind.TEAM, UUID(int=2), 0),
        Holder(HolderKind.PERSON, UUID(int=1), 0),
    ]
    statements = {signed_key_statement(holder, public) for holder in holders}
    statements.add(signed_key_statement(holders[0], new_pair().public))
    assert len(statements) == 5
