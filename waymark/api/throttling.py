"""So many requests a minute from one address, counted in memory by a keyed hash, for a minute."""

import time
from collections import Counter
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from typing import Final

MINUTE: Final = 60


class Throttle:
    """Counts by the minute. No address is kept: only a hash under a key that this process forgets."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._key = token_bytes(32)
        self._minute = 0
        self._counts: Counter[bytes] = Counter()
        self._lock = Lock()

    def wait(self, asker: str) -> int:
        """Count one request; the seconds to wait, or 0."""
        now = int(time.monotonic())
        mark = blake2b(asker.encode("utf-8", "replace"), key=self._key, digest_size=16).digest()
        with self._lock:
            if now // MINUTE != self._minute:
                self._minute = now // MINUTE
                self._counts.clear()
            self._counts[mark] += 1
            too_many = self._counts[mark] > self.most
        return MINUTE - now % MINUTE if too_many else 0
