"""Draws a library and compresses what has changed since the last edition. Writes nothing."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from waymark.content.terms import Library
from waymark.press.drawing import draw_each
from waymark.press.encodings import compress
from waymark.press.models import PressedPage
from waymark.press.stamps import stamp
from waymark.press.terms import LARGEST_PAGE
from waymark.records.refusal import Refused

QUICK: Final = 9  # for a process that has to start now: a few bytes more, a tenth of the time
GZIP: Final = 6


@dataclass(frozen=True, slots=True)
class Pressed:
    """An edition to be kept: every path with its page's digest, and the bytes of those that changed."""

    stamp: str
    digests: Mapping[str, str]
    bodies: Mapping[str, bytes]


def press(library: Library) -> Pressed:
    """*Refuses*, naming the page, one that is too heavy for a slow connection."""
    known = dict(PressedPage.objects.values_list("path", "digest"))
    digests: dict[str, str] = {}
    bodies: dict[str, bytes] = {}

    def take(path: str, html: str) -> None:
        raw = html.encode()
        digests[path] = hashlib.sha256(raw).hexdigest()
        if known.get(path) != digests[path]:
            bodies[path] = compress(raw, settings.PRESS_QUALITY)
            _check_weight(path, raw, bodies[path])

    draw_each(library, take)
    return Pressed(stamp(), digests, bodies)


def _check_weight(path: str, raw: bytes, body: bytes) -> None:
    weight = max(len(body), len(gzip.compress(raw, GZIP, mtime=0)))
    if weight > LARGEST_PAGE:
        raise Refused(
            f"The page at {path} would weigh {weight:,} bytes, and {LARGEST_PAGE:,} is the most that a slow "
            "phone gets in one go. Make it shorter, or make two of it."
        )
