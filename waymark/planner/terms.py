"""The words of vaults: how big one may be, how long it is kept, how many may be begun at once.

A vault is a plan, a harmless second plan, a trusted person's copy or an answer: nothing here tells which.
"""

import re
from datetime import timedelta
from typing import Final

from waymark.audit.terms import Tag
from waymark.limits.terms import Limit

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

KEPT_DAYS: Final = 365
KEEP_CHOICES: Final = (7, 30, 92, 183, KEPT_DAYS)
"""Days, counted from the day of the last save or renewal."""

NEW_VAULTS: Final = Limit("vaults-new", size=5000, every=timedelta(seconds=2))
"""Vaults begun, by everybody together: it guards the disk. One that exists is never held back by it."""
HAND_OVERS: Final = Limit("hand-overs", size=500, every=timedelta(seconds=30))
"""Plans handed to the service, by everybody together."""


class PlannerTag(Tag):
    HANDED_OVER = "planner:hand-over:received"
    TAKEN = "planner:hand-over:taken"
    EXPIRED = "planner:vaults:expired"
