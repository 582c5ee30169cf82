"""Reads Accept-Encoding as the HTTP standard says, quality values and refusals included; packs in brotli."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import brotli

from waymark.press.editions import ENCODINGS, PLAIN

BEST: Final = 11
"""Of brotli: as small as it gets, for what is packed once and travels often."""
_SMALLEST_WINDOW: Final = 10
_LARGEST_WINDOW: Final = 24
_LONGEST = 256  # no browser sends more; what is longer is not worth reading


@lru_cache(maxsize=128)
def choose_encoding(accepted: str, offered: Sequence[str] = ENCODINGS) -> str | None:
    """The best of `offered` (best first) for this header; None when the visitor refuses all of them.

    No header, or one too long to be honest, means the plain bytes.
    """
    if not accepted or len(accepted) > _LONGEST:
        return PLAIN
    weights = _weights(accepted)
    rest = weights.get("*", 0.0)
    scores = {name: weights.get(name, rest) for name in offered}
    if PLAIN not in weights and "*" not in weights:
        scores[PLAIN] = 0.0001  # allowed unless refused, and taken last
    best = max(offered, key=lambda name: scores[name])
    return best if scores[best] > 0 else None


def _weights(accepted: str) -> dict[str, float]:
    weights = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            weights[name] = min(max(float(quality), 0.0), 1.0)
        except ValueError:
            weights[name] = 0.0
    return weights


def compress(raw: bytes, quality: int) -> bytes:
    """A text in brotli, at a quality of 0 to 11.

    In a window just as large as the text. The usual one, of 4 MB, saves no byte of a page and made a worker
    hold 15 to 30 MB more.
    """
    window = (len(raw) + 15).bit_length()  # in bits, and 16 bytes of it are not used
    fitted = min(max(window, _SMALLEST_WINDOW), _LARGEST_WINDOW)
    return bytes(brotli.compress(raw, mode=brotli.MODE_TEXT, quality=quality, lgwin=fitted))
