"""Drawing the list. A page is kept for the minute in which its "open now" is true."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waymark.contact.terms import Sender
from waymark.content.plans import PlanText
from waymark.directory.entries import Listed
from waymark.directory.places import known_places
from waymark.directory.search import searched_text
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, What
from waymark.directory.vocabulary import SMALL
from waymark.intake.terms import Age
from waymark.public.contact.state import begin, seal_state
from waymark.public.contact.times import holidays_around
from waymark.public.directory.cards import card_of, more_of, point_of
from waymark.public.directory.chosen import Goal, people_of
from waymark.public.directory.doubts import DoubtForm, seal_doubt
from waymark.public.directory.finding import Asked
from waymark.public.directory.listing import Listing, listing
from waymark.public.directory.script import SCRIPT, SEARCH
from waymark.public.languages import in_language
from waymark.public.planner.plain.bringing import with_people
from waymark.public.planner.plain.notes import Notes, seal_notes, unseal_notes
from waymark.ui.service import service

PLACE: Final = "n3"
"""The opaque address behind the language."""
HERE: Final = "here"
PARTS: Final = {HERE: slice(0, 2), "country": slice(2, 3), "others": slice(3, None)}
"""Which groups stand in which part of the names."""
UNKNOWN_PLACE: Final = gettext_noop(
    "We do not know this place. Try the first half of a postcode, such as LE3, or a town."
)


def draw_list(language: str) -> str:
    """Everybody: what the press would print, if it printed each minute."""
    return _drawn(_draw_list, language)


def write_whole(language: str) -> str:
    """What the page needs to search and to tell more by itself: fields, what is said, places, the script."""
    return _drawn(_write_whole, language)


def _drawn(draw: Callable[[Listing, str, datetime], str], language: str) -> str:
    here = timezone.localtime().replace(second=0, microsecond=0)
    return _drawn_once(draw, language, here, listing())


@lru_cache(maxsize=16)
def _drawn_once(
    draw: Callable[[Listing, str, datetime], str], language: str, at: datetime, shown: Listing
) -> str:
    return draw(shown, language, at)


def _draw_list(shown: Listing, language: str, at: datetime) -> str:
    context: dict[str, object] = {"heading": _("Useful organisations")}
    if shown.whole:
        data = reverse("public:directory-whole", kwargs={"language": language})
        context |= {"data": data, "script": SCRIPT}
    else:
        context["lists"] = _lists(None)
    return _draw("list", language, context | _shown(shown, at))


def _write_whole(shown: Listing, language: str, _at: datetime) -> str:
    context = {**in_language(language, PLACE), "lists": _lists(None)}
    return json.dumps(
        {
            "fields": render_to_string("directory/fields.html", context),
            "picks": render_to_string("directory/picks.html", {"key": "#"}),
            "more": {shown.key_of(each): _more(each, context) for each in shown.entries},
            "small": sorted(SMALL),
            "places": [[code, *place] for code, place in known_places().outcodes.items()],
            "found": _("0 found."),
            "noplace": _(UNKNOWN_PLACE),
            "script": SEARCH,
        },
        ensure_ascii=False,
    )


def _more(each: Listed, context: Mapping[str, object]) -> list[str]:
    """What is shown when a name is pressed, what the entry is found by, its terms, and where it is."""
    entry = each.entry
    html = render_to_string("directory/more.html", {**context, "more": more_of(each)})
    terms = sorted([*entry.whom, *entry.what, *entry.how])
    return [html, " ".join(searched_text(entry)), " ".join(terms), point_of(each)]


def draw_found(found: Listing, asked: Asked, language: str) -> str:
    """The entries that fit a question, with the question still at hand."""
    context = {
        "heading": _("Useful organisations"),
        "asked": asked,
        "lists": [] if found.whole else _lists(asked),
        "count": len(found.entries),
        "unknown_place": _(UNKNOWN_PLACE) if asked.near.strip() and asked.point is None else "",
    }
    return _draw("list", language, context | _shown(found, timezone.localtime()))


def draw_find(asked: Asked, language: str) -> str:
    """The question alone, for where no script puts it above the list."""
    return _draw("find", language, {"asked": asked, "lists": _lists(asked)})


def draw_entry(each: Listed, language: str) -> str:
    """All that is said of one."""
    at = timezone.localtime()
    card = card_of(each, at, holidays_around(at.date()), listing().key_of(each))
    return _draw("entry", language, {"card": card, "more": more_of(each)})


def draw_choice(
    goal: Goal, state: str, language: str, fault: str = "", chosen: Iterable[Listed] = (), part: str = HERE
) -> str:
    """The names, to choose some. `state` is a plan without scripts that they go into.

    It leaves room for one part of the names at a time; what was ticked in the other stays ticked.
    """
    shown = listing()
    ticked = {shown.key_of(each) for each in chosen}
    groups = [
        (heading, [(each.entry.name, shown.key_of(each), shown.key_of(each) in ticked) for each in entries])
        for heading, entries in _groups(shown)
    ]
    others: list[tuple[str, str]] = []
    if state:
        part = part if part in PARTS else HERE
        others = [(name, groups[at][-1][0]) for name, at in PARTS.items() if name != part]
        groups = groups[PARTS[part]]
    left = ticked - {key for _heading, entries in groups for _name, key, _is in entries}
    context = {
        "groups": groups,
        "goal": goal,
        "state": state,
        "fault": fault,
        "others": others,
        "left": sorted(left),
    }
    return _draw("choose", language, context)


def draw_chosen(said: str, language: str) -> str:
    """The words that go into the message, and the way on to it. Only this page carries them."""
    state = begin(Sender.SELF, Age.ADULT).with_answers({"message": said})
    return _draw("chosen", language, {"said": said, "state": seal_state(state)})


def draw_noted(chosen: Iterable[Listed], state: str, language: str, plan: PlanText, most: int) -> str:
    """Who goes into the plan, and the way on to it. Refuses what finds no room: `most` bytes."""
    people = people_of(chosen)
    notes = unseal_notes(state)
    context = {
        "people": people,
        "lost": bool(state) and notes is None,
        "state": seal_notes(with_people(plan, notes or Notes(), people, most)),
    }
    return _draw("noted", language, context)


def draw_doubt(meant: Listed | None, language: str, form: DoubtForm | None = None) -> str:
    form = form or DoubtForm(among=() if meant else listing().entries)
    context = {
        "form": form,
        "name": meant.entry.name if meant else "",
        "doubted": seal_doubt(meant.id if meant else None),
    }
    return _draw("doubt", language, context)


def draw_thanks(language: str) -> str:
    return _draw("thanks", language, {})


def _draw(name: str, language: str, context: Mapping[str, object]) -> str:
    return render_to_string(f"directory/{name}.html", {**in_language(language, PLACE), **context})


Groups = list[tuple[str, tuple[Listed, ...]]]


def _groups(shown: Listing) -> Groups:
    return [
        (_("In an emergency"), shown.emergency),
        (_("For %(area)s") % {"area": service().area}, shown.local),
        (_("For the whole country"), shown.country),
        (_("For other parts of the country"), shown.elsewhere),
        (_("For people who ask as part of their job"), shown.work),
    ]


def _shown(shown: Listing, at: datetime) -> dict[str, object]:
    holidays = holidays_around(at.date())
    return {
        "groups": [
            (heading, [card_of(each, at, holidays, shown.key_of(each)) for each in entries])
            for heading, entries in _groups(shown)
        ],
        "whole": shown.whole,
        "unverified": any(each.is_unverified for each in shown.entries),
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
