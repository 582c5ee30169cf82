"""Which way a language is written. The language is in the path: never a cookie, never a guess."""

from typing import Final

DEFAULT: Final = "en"
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "ur"})


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
