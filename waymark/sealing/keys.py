"""Keys as types, so that a public key, a secret half and an island's key cannot stand in for one another.

A secret's text is redacted, it refuses pickling and copying, and it compares in constant time.
"""

from dataclasses import dataclass
from functools import cached_property
from hmac import compare_digest
from secrets import token_bytes
from typing import NoReturn, Self, SupportsIndex

from nacl.bindings import crypto_scalarmult_base, crypto_sign_seed_keypair

from waymark.sealing.errors import DoesNotUnseal

KEY_BYTES = 32


class Secret:
    """What every secret of the house has in common: it does not print, pickle or copy."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} redacted>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is never pickled or copied")


@dataclass(frozen=True)
class Key32:
    """Exactly 32 bytes; anything else raises `DoesNotUnseal`, since such bytes come from storage."""

    raw: bytes

    def __post_init__(self) -> None:
        if type(self.raw) is not bytes or len(self.raw) != KEY_BYTES:
            raise DoesNotUnseal

    @classmethod
    def of(cls, raw: bytes | bytearray | memoryview) -> Self:
        """A key from any bytes-like value, such as a database column."""
        return cls(bytes(raw))


@dataclass(frozen=True, repr=False)
class Secret32(Secret, Key32):
    """32 secret bytes."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and compare_digest(self.raw, other.raw)

    def __hash__(self) -> int:
        return hash((type(self), self.raw))


@dataclass(frozen=True)
class PublicKey(Key32):
    """The public half of an X25519 pair."""


@dataclass(frozen=True)
class VerifyKey(Key32):
    """The public half of an Ed25519 pair."""


@dataclass(frozen=True, repr=False, eq=False)
class SecretKey(Secret32):
    """The secret half of an X25519 pair."""

    @cached_property
    def public(self) -> PublicKey:
        return PublicKey(crypto_scalarmult_base(self.raw))


@dataclass(frozen=True, repr=False, eq=False)
class IslandKey(Secret32):
    """A symmetric key: of an island, of the keys store, of a session, of a day."""


@dataclass(frozen=True, repr=False, eq=False)
class SigningKey(Secret32):
    """The seed of an Ed25519 pair."""

    @cached_property
    def verify_key(self) -> VerifyKey:
        return VerifyKey(crypto_sign_seed_keypair(self.raw)[0])


def new_pair() -> SecretKey:
    """A fresh X25519 pair: its secret half, which knows its public one."""
    return SecretKey(token_bytes(KEY_BYTES))


def new_island_key() -> IslandKey:
    """A fresh symmetric key."""
    return IslandKey(token_bytes(KEY_BYTES))


def new_signing_key() -> SigningKey:
    """A fresh Ed25519 pair."""
    return SigningKey(token_bytes(KEY_BYTES))
