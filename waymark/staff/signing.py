"""The service's signing key: what vouches for every public key that anything is sealed to.

The secret is a 0600 file of the desk and the worker; the public half is all that other processes can read.
"""

from typing import Protocol, cast

from django.conf import settings

from waymark.sealing.hashing import LP
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey, SigningKey, VerifyKey
from waymark.sealing.labels import Signed
from waymark.sealing.signatures import check_signature, sign, signed_key_statement


class Keys(Protocol):
    """What this room asks of settings.KEYS, the keys folder of the process."""

    def signing_key(self) -> SigningKey: ...
    def verify_key(self) -> VerifyKey: ...


def keys() -> Keys:
    return cast(Keys, settings.KEYS)


def sign_public(holder: Holder, public: PublicKey, *, use: str = "") -> bytes:
    """The service's word that this is the holder's public key, and for a team what the team is for."""
    return sign(keys().signing_key(), Signed.KEY, _statement(holder, public, use))


def check_public(holder: Holder, public: PublicKey, signature: bytes, *, use: str = "") -> None:
    """Raises `DoesNotUnseal` for a key that the service never signed, or signed for another use."""
    check_signature(keys().verify_key(), Signed.KEY, _statement(holder, public, use), signature)


def _statement(holder: Holder, public: PublicKey, use: str) -> bytes:
    # Without the use, whoever writes the database could make another team the one that arrivals go to.
    said = signed_key_statement(holder, public)
    return LP(said, use.encode()) if use else said
