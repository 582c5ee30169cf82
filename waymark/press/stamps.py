"""Names everything that a drawn page holds beside its words: our own code, films, and the service's facts.

Pages drawn under another stamp are never served: their style and script would not fit the policy of now.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings

from waymark.press.films import films_there

_HOUSE: Final = Path(__file__).resolve().parent.parent
_ROOMS: Final = ("clocks", "content", "locale", "press", "ui")
_READ: Final = frozenset({".py", ".html", ".css", ".js", ".svg", ".mo"})
_LIBRARIES: Final = ("django", "markdown-it-py", "nh3")
_SETTINGS: Final = ("SERVICE", "PACKS", "PACK_DRAFTS", "DOORS", "ENTRY_PATH", "ENTRY_TITLE", "TIME_ZONE")


def stamp() -> str:
    """Sixteen hex digits, the same in every process of one release and one service."""
    said = "".join(f"{name}={getattr(settings, name)!r}\n" for name in _SETTINGS)
    return hashlib.sha256(f"{_code()}\n{said}{films_there()}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _code() -> str:
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in _LIBRARIES).encode())
    for room in _ROOMS:
        for file in sorted((_HOUSE / room).rglob("*")):
            if file.suffix in _READ and "migrations" not in file.parts:
                digest.update(f"{file.relative_to(_HOUSE)}\n".encode() + file.read_bytes())
    return digest.hexdigest()
