"""Drawing the list. A page is kept for the minute in which its "open now" is true."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waymark.contact.terms import Sender
from waymark.directory.entries import Listed
from waymark.directory.places import known_places
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, What
from waymark.directory.vocabulary import SAID_FOR
from waymark.intake.terms import Age
from waymark.public.contact.state import begin, seal_state
from waymark.public.contact.times import holidays_around
from waymark.public.directory.cards import card_of
from waymark.public.directory.doubts import DoubtForm, seal_doubt
from waymark.public.directory.finding import Asked
from waymark.public.directory.listing import Listing, listing
from waymark.public.directory.script import SCRIPT, SEARCH
from waymark.public.languages import in_language
from waymark.ui.service import service

PLACE: Final = "n3"
COUNTRY: Final = "n4"
OTHERS: Final = "n7"
"""The opaque addresses behind the language."""
UNKNOWN_PLACE: Final = gettext_noop(
    "We do not know this place. Try the first half of a postcode, such as LE3, or a town."
)


def draw_list(language: str) -> str:
    """Emergency lines and those for here: what the press would print, if it printed each minute."""
    return _drawn(_draw_first, language)


def draw_country(language: str) -> str:
    """Who is there for the whole country."""
    return _drawn(_draw_country, language)


def draw_others(language: str) -> str:
    """Who is there for other parts of the country, and for people who ask as part of their job."""
    return _drawn(_draw_others, language)


def write_whole(language: str) -> str:
    """What the first page needs to search by itself: the other entries, where places lie, the script."""
    return _drawn(_write_whole, language)


def _drawn(draw: Callable[[Listing, str, datetime], str], language: str) -> str:
    here = timezone.localtime().replace(second=0, microsecond=0)
    return _drawn_once(draw, language, here, listing())


@lru_cache(maxsize=24)
def _drawn_once(
    draw: Callable[[Listing, str, datetime], str], language: str, at: datetime, shown: Listing
) -> str:
    return draw(shown, language, at)


def _draw_first(shown: Listing, language: str, at: datetime) -> str:
    context: dict[str, object] = {"heading": _("Useful organisations"), "lists": _lists(None), "first": True}
    if shown.whole:
        data = reverse("public:directory-whole", kwargs={"language": language})
        context |= {"data": data, "script": SCRIPT}
    return _draw("list", PLACE, language, context | _more(shown) | _shown(shown, _groups(shown)[:2], at))


def _draw_country(shown: Listing, language: str, at: datetime) -> str:
    context = {
        "heading": _("Help in the whole country"),
        "area": service().area,
        "others": _more(shown)["others"],
    }
    return _draw("list", COUNTRY, language, context | _shown(shown, _groups(shown)[2:3], at))


def _draw_others(shown: Listing, language: str, at: datetime) -> str:
    context = {"heading": _("Help elsewhere, and for people at work"), "area": service().area}
    return _draw("list", OTHERS, language, context | _shown(shown, _groups(shown)[3:], at))


def _more(shown: Listing) -> dict[str, object]:
    """Which of the other pages have something on them."""
    return {"country": bool(shown.country), "others": bool(shown.elsewhere or shown.work)}


def _write_whole(shown: Listing, language: str, at: datetime) -> str:
    context = in_language(language, PLACE) | _shown(shown, _groups(shown)[2:], at)
    return json.dumps(
        {
            "rest": render_to_string("directory/groups.html", context),
            "places": [[code, *place] for code, place in known_places().outcodes.items()],
            "said": dict(SAID_FOR),
            "found": _("0 found."),
            "noplace": _(UNKNOWN_PLACE),
            "script": SEARCH,
        },
        ensure_ascii=False,
    )


def draw_found(found: Listing, asked: Asked, language: str) -> str:
    """The entries that fit a question, with the question still in its boxes."""
    context = {
        "heading": _("Useful organisations"),
        "asked": asked,
        "first": True,
        "lists": _lists(asked),
        "count": len(found.entries),
        "unknown_place": _(UNKNOWN_PLACE) if asked.near.strip() and asked.point is None else "",
    }
    return _draw("list", PLACE, language, context | _shown(found, _groups(found), timezone.localtime()))


def draw_choice(language: str, fault: str) -> str:
    """The names, to choose some for a message."""
    return _draw("choose", PLACE, language, {"groups": _groups(listing()), "fault": fault})


def draw_chosen(said: str, language: str) -> str:
    """The words that go into the message, and the way on to it. Only this page carries them."""
    state = begin(Sender.SELF, Age.ADULT).with_answers({"message": said})
    return _draw("chosen", PLACE, language, {"said": said, "state": seal_state(state)})


def draw_doubt(meant: Listed | None, language: str, form: DoubtForm | None = None) -> str:
    form = form or DoubtForm(among=() if meant else listing().entries)
    context = {
        "form": form,
        "name": meant.entry.name if meant else "",
        "doubted": seal_doubt(meant.id if meant else None),
    }
    return _draw("doubt", PLACE, language, context)


def draw_thanks(language: str) -> str:
    return _draw("thanks", PLACE, language, {})


def _draw(name: str, place: str, language: str, context: Mapping[str, object]) -> str:
    return render_to_string(f"directory/{name}.html", {**in_language(language, place), **context})


Groups = list[tuple[str, tuple[Listed, ...]]]


def _groups(shown: Listing) -> Groups:
    """The first two stand on the first page, the country's on the second, the others on a third."""
    return [
        (_("In an emergency"), shown.emergency),
        (_("For %(area)s") % {"area": service().area}, shown.local),
        (_("For the whole country"), shown.country),
        (_("For other parts of the country"), shown.elsewhere),
        (_("For people who ask as part of their job"), shown.work),
    ]


def _shown(shown: Listing, groups: Groups, at: datetime) -> dict[str, object]:
    holidays = holidays_around(at.date())
    cards = [(heading, [card_of(each, at, holidays) for each in entries]) for heading, entries in groups]
    return {
        "groups": cards,
        "whole": shown.whole,
        "unverified": any(each.is_unverified for _heading, entries in groups for each in entries),
    }


def _lists(asked: Asked | None) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The three choices: name, label, options, what is chosen."""
    chosen = asked.terms if asked else {}
    # A choice that leaves nothing helps nobody, and is weight.
    held = set().union(*(each.entry.what for each in listing().entries)) if listing().whole else set(What)
    what = [(term.value, _(name)) for term, name in WHAT_NAMES.items() if term in held - {What.EMERGENCY}]
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
