"""How the bytes of a vault look from outside: pure numbers, for the room, its address and those who measure.

A vault is a plan, a harmless second plan, a trusted person's copy or an answer: nothing here tells which.
"""

import re
from typing import Final

LOCATOR_BYTES: Final = 16
TOKEN_BYTES: Final = 32
STAMP_BYTES: Final = 8
UNWRITTEN: Final = bytes(STAMP_BYTES)
"""The stamp that a browser names when it has seen no vault yet."""

AGE_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n"
)
"""The header of an age file for one X25519 recipient, which it does not name."""
AGE_OVERHEAD: Final = 200
"""Bytes that age adds to a text of one piece for one X25519 recipient: header, nonce, one tag."""
SMALLEST: Final = 4096
LARGEST: Final = 65536
"""Bytes of the padded text. The largest is one piece of age, so that the overhead is always the same."""
