"""Which way a language is written, and the language of a path. Never a cookie, never a guess from headers."""

import re
from typing import Final

DEFAULT: Final = "en"
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "ur"})
_PREFIX: Final = re.compile(r"/([a-z]{2,3})(?:/|$)")


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def language_of(path: str) -> str:
    """The language that a path names, else English."""
    found = _PREFIX.match(path)
    return found[1] if found else DEFAULT
