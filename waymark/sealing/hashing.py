"""The two building blocks of every derivation: a keyed, personalised BLAKE2b and length-prefixed parts.

Both are the letters used in docs/sealing-formats.md. Neither may ever change: stored bytes depend on them.
"""

from hashlib import blake2b


def H(key: bytes, person: str, msg: bytes, n: int) -> bytes:  # noqa: N802 - its name in the formats
    """`n` bytes of BLAKE2b over `msg`; `key` has at most 64 bytes, `person` at most 16 ASCII letters."""
    return blake2b(msg, digest_size=n, key=key, person=person.encode("ascii")).digest()


def LP(*parts: bytes) -> bytes:  # noqa: N802 - its name in the formats
    """Each part after its own length (u32, big-endian), so no two lists of parts give the same bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
