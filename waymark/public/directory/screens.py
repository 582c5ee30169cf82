"""Drawing the list. A page is kept for the minute in which its "open now" is true."""

from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from waymark.directory.entries import Listed
from waymark.directory.places import known_places
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, What
from waymark.directory.vocabulary import SAID_FOR
from waymark.public.contact.times import holidays_around
from waymark.public.directory.cards import Card, card_of
from waymark.public.directory.doubts import DoubtForm, seal_service
from waymark.public.directory.finding import Asked
from waymark.public.directory.listing import Listing, listing
from waymark.public.directory.script import SCRIPT
from waymark.public.languages import in_language
from waymark.ui.service import service

FEWEST_SIGNS: Final = 3
PLACE: Final = "n3"
"""The opaque address behind the language."""


def draw_list(language: str, at: datetime | None = None) -> str:
    """The whole page as HTML: what the press would print, if it printed each minute."""
    here = (at or timezone.localtime()).replace(second=0, microsecond=0)
    return _drawn(language, listing().edition, here, id(listing()))


@lru_cache(maxsize=16)
def _drawn(language: str, _edition: int, at: datetime, _listing: int) -> str:
    return _draw(listing(), None, language, at)


def draw_found(found: Listing, asked: Asked, language: str) -> str:
    """The entries that fit a question, with the question still in its boxes."""
    return _draw(found, asked, language, timezone.localtime())


def entry_with_key(key: str) -> Listed | None:
    """The entry that a button names. Nothing for what is no key of ours."""
    if len(key) < FEWEST_SIGNS:
        return None
    return next((each for each in listing().entries if each.id.hex.startswith(key)), None)


def _signs(entries: tuple[Listed, ...]) -> int:
    """How much of an id tells these entries apart: each sign more is weight on a slow connection."""
    signs = FEWEST_SIGNS
    while len({each.id.hex[:signs] for each in entries}) < len(entries):
        signs += 1
    return signs


def show_doubt(service_id: UUID, name: str, language: str, form: DoubtForm | None = None) -> HttpResponse:
    context = {"form": form or DoubtForm(), "name": name, "doubted": seal_service(service_id)}
    return HttpResponse(render_to_string("directory/doubt.html", context | in_language(language, PLACE)))


def show_thanks(language: str) -> HttpResponse:
    return HttpResponse(render_to_string("directory/thanks.html", in_language(language, PLACE)))


def _draw(shown: Listing, asked: Asked | None, language: str, at: datetime) -> str:
    holidays = holidays_around(at.date())

    signs = _signs(listing().entries)

    def cards(entries: tuple[Listed, ...]) -> list[Card]:
        return [card_of(each, at, holidays, signs=signs) for each in entries]

    places = known_places()
    context = {
        "groups": [
            (_("In an emergency"), "", cards(shown.emergency)),
            (_("For %(area)s") % {"area": service().area}, _("Local help"), cards(shown.local)),
            (_("For the whole country"), "", cards(shown.country)),
            (_("For other parts of the country"), "", cards(shown.elsewhere)),
        ],
        "count": len(shown.entries),
        "asked": asked,
        "whole": shown.whole,
        "lists": _lists(asked),
        "unknown_place": bool(asked and asked.near.strip() and asked.point is None),
        "unverified": any(each.is_unverified for each in shown.entries),
        "places": ";".join(
            f"{code},{a:.2f},{b:.2f},{town}" for code, (a, b, town) in places.outcodes.items()
        ),
        "said": ";".join(f"{term},{words}" for term, words in SAID_FOR.items()),
        "script": SCRIPT,
    }
    return render_to_string("directory/list.html", context | in_language(language, PLACE))


def _lists(asked: Asked | None) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The three choices: name, label, options, what is chosen."""
    chosen = asked.terms if asked else {}
    what = [(term.value, _(name)) for term, name in WHAT_NAMES.items() if term is not What.EMERGENCY]
    return [
        ("what", _("What for"), sorted(what, key=lambda each: each[1]), chosen.get("what", "")),
        (
            "whom",
            _("For whom"),
            [(term.value, _(name)) for term, name in WHOM_NAMES.items()],
            chosen.get("whom", ""),
        ),
        ("how", _("How"), [(term.value, _(name)) for term, name in HOW_NAMES.items()], chosen.get("how", "")),
    ]
