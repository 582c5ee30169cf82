"""Staff passphrases: six words drawn for the person, and the key that they and a salt stand for.

No hash of a passphrase is stored anywhere: checking one *is* unsealing the person's secret half with it.
"""

from collections.abc import Callable
from secrets import token_bytes
from uuid import UUID

from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13

from waymark.sealing.envelopes import Sealed, seal_in, unseal_in
from waymark.sealing.errors import NotTheseWords
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey, SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.sealing.reading import COUNT, LONGEST_TEXT, read_indices
from waymark.sealing.wordlist import WORDS, latin

STAFF_OPS = 3
STAFF_MEMORY = 64 * 1024 * 1024
SALT_BYTES = 16


def draw_passphrase(random: Callable[[int], bytes] = token_bytes) -> str:
    """Six words of the list, with a space between them: 77.07 bits."""
    end = 0x10000 - 0x10000 % len(WORDS)
    words: list[str] = []
    while len(words) < COUNT:
        value = int.from_bytes(random(2), "big")
        if value < end:
            words.append(WORDS[value % len(WORDS)])
    return " ".join(words)


def fold_passphrase(passphrase: str) -> str:
    """One form for every way of typing the same passphrase; other text keeps its letters and digits."""
    passphrase = passphrase[:LONGEST_TEXT]
    try:
        ways = read_indices(passphrase)
    except NotTheseWords:
        return " ".join(latin(passphrase).split())
    return " ".join(WORDS[index] for index in ways[0])


def derive_passphrase(
    passphrase: str, salt: bytes, ops: int = STAFF_OPS, memory: int = STAFF_MEMORY
) -> IslandKey:
    """H(Argon2id(folded passphrase, 16-byte salt, ops, memory in bytes), "waymark-staff-v1", "", 32)."""
    folded = fold_passphrase(passphrase).encode("utf-8", "replace")
    root = crypto_pwhash_alg(32, folded, salt, ops, memory, crypto_pwhash_ALG_ARGON2ID13)
    return IslandKey(H(root, "waymark-staff-v1", b"", 32))


def seal_staff_half(key: IslandKey, member: UUID, secret: SecretKey) -> Sealed[bytes]:
    """A member's secret half under the key of their passphrase."""
    return seal_in(key, _place(member), secret.raw)


def unseal_staff_half(key: IslandKey, member: UUID, sealed: Sealed[bytes]) -> SecretKey:
    """The member's secret half; `DoesNotUnseal` is what a wrong passphrase looks like."""
    return SecretKey(unseal_in(key, _place(member), sealed))


def _place(member: UUID) -> Place:
    return Place(Kind.STAFF_SECRET, member, Field.HALF)
