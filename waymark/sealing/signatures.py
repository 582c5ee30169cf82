"""Signatures of the service (Ed25519): on the keys it vouches for, its replies, its nightly anchors.

A signature covers a label, so something signed for one use never passes for another.
"""

from nacl.bindings import crypto_sign, crypto_sign_BYTES, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import CryptoError

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import LP
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey, SigningKey, VerifyKey
from waymark.sealing.labels import Signed

SIGN_V1 = b"waymark-sign-v1"


def sign(key: SigningKey, label: Signed, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature over LP("waymark-sign-v1", label, message)."""
    _, secret = crypto_sign_seed_keypair(key.raw)
    return crypto_sign(_statement(label, message), secret)[:crypto_sign_BYTES]


def check_signature(key: VerifyKey, label: Signed, message: bytes, signature: bytes) -> None:
    """Return if the signature is ours for this label and message; else raise `DoesNotUnseal`."""
    if len(signature) != crypto_sign_BYTES:
        raise DoesNotUnseal
    try:
        crypto_sign_open(bytes(signature) + _statement(label, message), key.raw)
    except CryptoError:
        raise DoesNotUnseal from None


def signed_key_statement(holder: Holder, public: PublicKey) -> bytes:
    """What the service signs to say: this is the public key of this holder in this epoch."""
    return LP(holder.kind.value.encode("ascii"), holder.id.bytes, holder.epoch.to_bytes(4, "big"), public.raw)


def _statement(label: Signed, message: bytes) -> bytes:
    return LP(SIGN_V1, label.value.encode("ascii"), message)
