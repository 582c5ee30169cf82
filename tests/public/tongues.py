"""A service that offers languages which nobody has to translate first: each word comes back marked.

The marks show what is not translated, and the catalogue is compiled as a real one is.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override, trans_real

from tests.public.visitor import Visitor
from tools import catalogues
from waymark.content import queries
from waymark.public.languages import spoken_in
from waymark.ui.languages import has_catalogue

LEFT, RIGHT = "⟦", "⟧"


def offer(*languages, words=None):
    """Let the service have pages in these languages beside English; `words` are those of words.toml."""
    known = queries.library()
    own = {
        "check": "⟦check first⟧",
        "check_note": "⟦note about checks⟧",
        "fallback": "⟦not in your language yet⟧",
    } | (words or {})
    more = replace(
        known,
        languages=("en", *languages),
        words={**known.words, **dict.fromkeys(languages, own)},
    )
    queries.library.hold(more)


def speak(settings, folder, *languages):
    """Give each language a whole catalogue: every word of the house in double brackets."""
    for language in languages:
        path = catalogues.catalogue_file(language, folder)
        path.parent.mkdir(parents=True)
        path.write_bytes(_whole(language))
        path.with_suffix(".mo").write_bytes(catalogues.compiled(path, language))
    settings.LOCALE_PATHS = [folder]
    forget()


@cache
def _whole(language):
    nothing = catalogues.read_catalogue(Path("/nowhere"), language)
    made = catalogues.merge(nothing, catalogues.find_words(), language)
    for message in made:
        if message.id:
            message.string = _marked(message, language)
    return catalogues.written(made, language)


def _marked(message, language):
    if isinstance(message.id, str):
        return f"{LEFT}{message.id}{RIGHT}"
    return tuple(f"{LEFT}{message.id[1]}{RIGHT}" for _ in range(catalogues.plurals(language)))


def forget():
    """Read the catalogues anew: Django keeps what it has read for the life of the process."""
    trans_real._translations = {}
    trans_real._default = None
    has_catalogue.cache_clear()


def walk(client, language, *, message="Salaam"):
    """Every screen of both journeys, by two visitors; buttons are found by their words in the language."""

    def mark(label):
        with override(spoken_in(language)):
            return gettext(label)

    asking = Visitor(client, f"/{language}/t6").go()
    asking.press(mark("I am under 18")).press(mark("Back")).press(mark("It is for someone I know"))
    asking.press(mark("Back")).press(mark("I ask as part of my job")).press(mark("Back"))
    asking.press(mark("It is for me")).press(mark("Send this now"))
    asking.press(mark("Go on"), message=message)
    asking.press(mark("Go on"), phone="12", email="no")
    asking.press(mark("Go on"), phone="01632 960001", phone_safe="yes", email="")
    asking.press(mark("Go on")).press(mark("Go on"), when="some", days=["mon"], parts=["morning"])
    asking.press(mark("Go on"))
    if mark("Add this file") in {label for form in asking.page.forms for label in form["buttons"]}:
        asking.press(mark("Add this file")).press(mark("Go on"))
    asking.press(mark("Send"))
    words = " ".join(asking.words)
    asking.press(mark("I have them. Try them out")).press(mark("Try"), words="a b").press(
        mark("Try"), words=words
    )
    box = Visitor(client, f"/{language}/w4").go().press(mark("Go on"), words="one")
    box.press(mark("Go on"), words="qqqqq " * 6).press(mark("Go on"), words=words)
    for button in (
        "Yes, show me what is new",
        "Write to us again",
        "Change code words, times and what we say",
        "Choose how long this is kept",
        "Someone else may have seen this",
        "Erase this",
    ):
        box.press(mark(button)).press(mark("Back"))
    box.press(mark("Write to us again")).press(mark("Send"), text=" ").press(mark("Send"), text="x")
    box.press(mark("Back")).press(mark("Choose how long this is kept")).press(mark("Keep it so long"))
    box.press(mark("Keep it so long"), days="30").press(mark("Back"))
    box.press(mark("Change code words, times and what we say")).press(mark("Change it"))
    box.press(mark("Change it"), days=["mon"]).press(mark("Back")).press(mark("Not now: close it"))
    return asking, box
