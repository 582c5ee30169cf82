"""The service's signing key: what vouches for every public key that anything is sealed to.

The secret is a 0600 file of the desk and the worker; the public half is all that other processes can read.
"""

from typing import Protocol, cast
from uuid import UUID

from django.conf import settings

from waymark.sealing.errors import DoesNotUnseal
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


def sign_named(wall: Holder, member: UUID) -> bytes:
    """The service's word that somebody is named in a wall, as of this epoch of its pair."""
    return sign(keys().signing_key(), Signed.NAMED, _naming(wall, member))


def is_named_in(wall: Holder, member: UUID, signature: bytes) -> bool:
    """Whether the service ever said so."""
    try:
        check_signature(keys().verify_key(), Signed.NAMED, _naming(wall, member), signature)
    except DoesNotUnseal:
        return False
    return True


def _naming(wall: Holder, member: UUID) -> bytes:
    return LP(wall.id.bytes, wall.epoch.to_bytes(4, "big"), member.bytes)


def _statement(holder: Holder, public: PublicKey, use: str) -> bytes:
    # Without the use, whoever writes the database could make another team the one that arrivals go to.
    said = signed_key_statement(holder, public)
    return LP(said, use.encode()) if use else said
