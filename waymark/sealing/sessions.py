"""A staff session from one cookie: two derivations of its token, one to find the row, one to unseal it.

The server keeps neither. Row without cookie, or cookie without row, opens nothing.
"""

from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey


def session_row_id(token: str) -> str:
    """The row's name: 64 hex letters of H("", "waymark-sess-id", token, 32)."""
    return H(b"", "waymark-sess-id", token.encode("utf-8", "replace"), 32).hex()


def session_key(token: str) -> IslandKey:
    """The key of the row: H("", "waymark-sess-key", token, 32)."""
    return IslandKey(H(b"", "waymark-sess-key", token.encode("utf-8", "replace"), 32))
