"""The screens about a home: its rooms by a list, each room, its doors and keys, and the ways out in words."""

from typing import Any, Final

from django.utils.translation import gettext as _

from waymark.content.plans import AskKind, Named, PlanText, Section
from waymark.planner.home import FACTS
from waymark.public.planner.plain.asking import any_of, box, line, make_form, one_of
from waymark.public.planner.plain.homes import OWN_WORDS, drawing, facts_asked, in_words, lock_of
from waymark.public.planner.plain.shown import Button, Context, Shown, plain_form
from waymark.public.planner.plain.taking import home_and_room

MOST_AT_ONCE, WAYS_ON_A_PAGE = 8, 72
"""Rooms on one page, and lines of ways out: it has to be light."""
_ANSWERS: Final = {True: "y", False: "n", None: ""}


def home_screen(shown: Shown) -> Context:
    home = shown.notes.home(shown.args[0]) if shown.args else None
    fields = {
        "name": line(_("What do you call this home?"), _("For example: home, my parents’, work.")),
        "rooms": box(
            _("Which rooms are there?"),
            _("One on each line. Think of the hall, the landing and the garden too."),
            rows=8,
        ),
    }
    if shown.faults and "sure" in shown.faults:
        fields["sure"] = any_of(
            _("What you said about these rooms goes, too."), [Named("y", _("Yes, take them out"))]
        )
    known = {"name": home["name"], "rooms": "\n".join(room["name"] for room in home["rooms"])} if home else {}
    buttons = [Button("room:next", _("Go on"), quiet=False), *_home_back(shown)]
    return plain_form(_home_heading(shown), make_form(fields, shown.boxes(known), shown.faults), buttons)


def _home_heading(shown: Shown) -> str:
    return _home_section(shown.plan).heading


def _home_section(plan: PlanText) -> Section:
    return next(each for each in plan.sections for ask in each.asks if ask.kind is AskKind.HOME)


def _home_back(shown: Shown) -> list[Button]:
    return [Button(f"s:{_home_section(shown.plan).id}", _("Back"))]


def room_screen(shown: Shown) -> Context:
    found = home_and_room(shown.notes, shown.args)
    if found is None:
        raise LookupError(shown.args)
    home, room = found
    others = [Named(each["id"], each["name"]) for each in home["rooms"] if each["id"] != room["id"]]
    known: dict[str, Any] = {"risk": room["risk"] if room["risk"] != "unknown" else ""}
    known |= {fact: _ANSWERS[room.get(fact)] for fact in FACTS[1:]}
    known |= {name: room.get(name) or "" for name in OWN_WORDS}
    for name, is_door in (("doors", True), ("gaps", False)):
        mine = [link for link in home["links"] if room["id"] in link["between"] and link["door"] is is_door]
        known[name] = [end for link in mine for end in link["between"] if end != room["id"]]
    for name, is_door in (("outs", True), ("windows", False)):
        ways = [way for way in home["ways"] if way["room"] == room["id"] and way["door"] is is_door]
        known[name] = "\n".join(way["name"] for way in ways)
    buttons = [
        Button("room:next", _("Go on"), quiet=False),
        Button(f"ways:{home['id']}", _("See the ways out")),
    ]
    buttons += [Button(f"home:{home['id']}", _("Back"))]
    form = make_form(_room_fields(others), shown.boxes(known), shown.faults)
    return plain_form(room["name"], form, buttons, own_heading=True)


def _room_fields(others: list[Named]) -> dict[str, Any]:
    risks = (Named("high", _("Higher risk")), Named("low", _("Lower risk")))
    yes_no = (Named("y", _("Yes")), Named("n", _("No")))
    hint = _("Higher: knives or tools, no second way out. Lower: two ways out, people who could hear.")
    joins = {
        "doors": any_of(_("Which rooms can you get to through a door?"), others),
        "gaps": any_of(_("And without a door, through an opening?"), others),
    }
    return {
        "outs": box(
            _("Which doors lead outside from this room?"),
            _("One on each line. For example: front door."),
            rows=2,
        ),
        "windows": box(_("Which windows could you get out of?"), _("One on each line."), rows=2),
        **(joins if others else {}),
        "risk": one_of(_("How risky is this room in an argument?"), risks, hint),
        "why": line(_("Why"), _("For example knives, no second way out, or hard floors.")),
        **{fact: one_of(question, yes_no) for fact, question in facts_asked().items()},
        "sleeps": line(_("Who sleeps here")),
    }


def doors_screen(shown: Shown) -> Context:
    home = shown.notes.home(shown.args[0]) if shown.args else None
    if home is None:
        raise LookupError(shown.args)
    names = {room["id"]: room["name"] for room in home["rooms"]}
    locks = (
        Named("m", _("It opens")),
        Named("n", _("It is locked, and I have the key")),
        Named("o", _("It is locked, and they have the key")),
        Named("", _("I do not know")),
    )
    stuck = (*locks[:3], Named("p", _("I cannot get out there")), locks[3])
    fields = {way["id"]: one_of(f"{way['name']} ({names[way['room']]})", stuck) for way in home["ways"]}
    inner = [link for link in home["links"] if link["door"]]
    for link in inner:
        one, other = (names[end] for end in link["between"])
        label = _("The door between {one} and {other}").format(one=one, other=other)
        fields[link["id"]] = one_of(label, locks)
    known = {each["id"]: lock_of(each) for each in (*home["ways"], *inner)}
    buttons = [Button(f"ways:{home['id']}", _("Go on"), quiet=False), Button(f"home:{home['id']}", _("Back"))]
    lead = [_("Can each one really be opened? Who has the key?")]
    return plain_form(
        home["name"], make_form(fields, shown.boxes(known)), buttons, lead=lead, own_heading=True
    )


def ways_screen(shown: Shown) -> Context:
    """The ways out from each room; of a large home some rooms at a time, those around the one that was asked
    for, with the map on the first page.
    """
    home = shown.notes.home(shown.args[0]) if shown.args else None
    if home is None:
        raise LookupError(shown.args)
    own, rooms = home["id"], in_words(home)
    few = max(1, min(MOST_AT_ONCE, WAYS_ON_A_PAGE // max(1, len(home["ways"]))))
    pages = [rooms[at : at + few] for at in range(0, len(rooms), few)] or [[]]
    asked = set(shown.args[1:])
    page = next((each for each in pages if asked & {room.room for room in each}), pages[0])
    changes = [Button(f"home:{own}", _("Change the rooms")), Button(f"doors:{own}", _("Doors and keys"))]
    return {
        "template": "ways",
        "heading": home["name"],
        "home": own,
        "map": drawing(home) if home["rooms"] and page is pages[0] else "",
        "rooms": page,
        "buttons": [
            Button(f"do:{_home_section(shown.plan).id}", _("Go on"), quiet=False),
            *(
                Button(f"ways:{own}:{each[0].room}", f"{each[0].name} – {each[-1].name}")
                for each in pages
                if each is not page
            ),
            *changes,
            *_home_back(shown),
            Button("list", _("All parts")),
        ],
    }
