"""In which language a page speaks. What may not be shown in a language stands in English, and says so."""

from waymark.content.queries import is_interface_checked, languages_offered, may_show_interface, words
from waymark.ui.languages import DEFAULT, Speech, has_catalogue, tongues


def spoken_in(language: str) -> str:
    """The language of the interface's own words on pages in this language: itself, or else English."""
    return language if has_catalogue(language) and may_show_interface(language) else DEFAULT


def speech(language: str, place: str = "") -> Speech:
    """How a page in this language speaks; `place` is its path behind the language."""
    spoken = spoken_in(language)
    draft = spoken != DEFAULT and not is_interface_checked(language)
    return Speech(language, spoken, draft, tongues(languages_offered(), language, place))


def speech_of_path(path: str) -> Speech:
    """For settings.UI_SPEECH: the language that an address begins with, when it is one of ours.

    The links lead to the first pages: what stands at an address that failed may stand nowhere.
    """
    first = path.strip("/").split("/", maxsplit=1)[0]
    return speech(first if first in languages_offered() else DEFAULT)


def in_language(language: str, place: str = "") -> dict[str, object]:
    """What every layout asks, and what to say when the interface's words are not in the language."""
    said = speech(language, place)
    fallback = "" if said.spoken == language else words(language)["fallback"]
    return {**said.context, "fallback": fallback}
