"""Which languages there are, how each is written, and how one page speaks.

The language is in the path: never a cookie, never a guess from the browser, never a redirect.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.module_loading import import_string
from django.utils.translation import to_locale

DEFAULT: Final = "en"
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "ur"})
# Each in its own script, as its readers look for it; what is not here is named as Django names it.
_OWN_NAMES: Final = {
    "ar": "العربية",
    "cy": "Cymraeg",
    "en": "English",
    "gu": "ગુજરાતી",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ro": "Română",
    "so": "Soomaali",
    "ur": "اردو",
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A link to the same page in another language, in that language's own script."""

    code: str
    name: str
    direction: str
    path: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How one page speaks: `language` is the address's, `spoken` that of the interface's own words.

    They differ where the interface may not be shown in the page's language: then it stands in English.
    """

    language: str = DEFAULT
    spoken: str = DEFAULT
    draft: bool = False
    tongues: tuple[Tongue, ...] = ()

    @property
    def context(self) -> dict[str, object]:
        """What every layout asks."""
        return {
            "language": self.language,
            "direction": direction(self.language),
            "spoken": self.spoken,
            "spoken_direction": direction(self.spoken),
            "interface_draft": self.draft,
            "tongues": self.tongues,
        }


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """The language's name for itself; its code when nobody has told us."""
    known = LANG_INFO.get(language, {}).get("name_local", language)
    return _OWN_NAMES.get(language) or str(known)


def tongues(languages: Sequence[str], here: str, place: str = "") -> tuple[Tongue, ...]:
    """Links from a page to itself in each of the other languages. `place` is its path behind the language."""
    return tuple(
        Tongue(each, own_name(each), direction(each), f"/{each}/{place}".rstrip("/"))
        for each in languages
        if each != here
    )


@lru_cache(maxsize=64)
def has_catalogue(language: str) -> bool:
    """Whether the interface's words are there in this language. English needs none: it is the source."""
    compiled = Path(to_locale(language)) / "LC_MESSAGES" / "django.mo"
    return language == DEFAULT or any((Path(folder) / compiled).exists() for folder in settings.LOCALE_PATHS)


def speech_of(path: str) -> Speech:
    """How a page at this address speaks, as the callable named by settings.UI_SPEECH says.

    Without one, as at the desk, everything is in English.
    """
    maker = getattr(settings, "UI_SPEECH", "")
    return cast(Callable[[str], Speech], import_string(maker))(path) if maker else Speech()
