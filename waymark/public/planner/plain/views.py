"""One opaque address for all of it: a form a time by POST. No cookie, nothing stored, counted or logged.

Each button says where it leads; what stands in the boxes is taken first, so that no way on loses anything.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from waymark.content.plans import PlanText
from waymark.content.queries import library, words
from waymark.content.ways import ways
from waymark.press.surroundings import surroundings
from waymark.public.languages import in_language, speaking
from waymark.public.packing import HEAVIEST, packed_page, weight
from waymark.public.planner.plain.bringing import is_only_brought
from waymark.public.planner.plain.homes import put_first
from waymark.public.planner.plain.notes import Notes, seal_notes, unseal_notes
from waymark.public.planner.plain.order import Where, compare, move
from waymark.public.planner.plain.screens import draw
from waymark.public.planner.plain.sheet import (
    Piece,
    cut,
    drawn,
    pages_of,
    pieces_of,
    read_cuts,
    ways_to_call,
)
from waymark.public.planner.plain.shown import Button, Context, Shown, most_for, plan_for
from waymark.public.planner.plain.taking import Taken, home_and_room, section_of_people, take
from waymark.public.planner.plain.things import named
from waymark.public.planner.screens import script_on
from waymark.ui.languages import DEFAULT
from waymark.ui.links import links
from waymark.ui.postures import Posture, posture

PLACE: Final = "u3"
"""The opaque address behind the language."""
AGAIN, OPENING, SHEET, BROUGHT = "same", "open", "sheet", "brought"
SPARE: Final = 250
"""Bytes by which a page may weigh more than reckoned: page numbers, how they pack, a state sealed anew."""
DROP: Final = "drop"
"""Before where a button leads: it goes there without what stands in the boxes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One POST, read: the words, the page that it came from, which button was pressed.

    `is_dropped`: what stands in the boxes is left out. `asked`: whose page it is, to know what it may weigh.
    """

    asked: HttpRequest
    plan: PlanText
    language: str
    page: str
    args: tuple[str, ...]
    go: str
    is_dropped: bool


@posture(Posture.PUBLIC_FORM)
@packed_page
def write_notes(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        plan = plan_for(language)
        if plan is None:
            raise Http404
        if request.method != "POST":
            return _open(plan, language, Notes())
        page, *args = request.POST.get("page", OPENING).split(":")
        go = request.POST.get("go", "")
        dropped = go.removeprefix(f"{DROP}:")
        turn = Turn(request, plan, language, page, tuple(args), dropped, is_dropped=dropped != go)
        return _turn(turn, request.POST)


def _turn(turn: Turn, typed: QueryDict) -> HttpResponse:
    notes = unseal_notes(typed.get("state", ""))
    is_lost = notes is None and (turn.page != OPENING or bool(typed.get("state")))
    try:
        taken = (
            Taken(notes, {}, {}, turn.args)
            if turn.is_dropped and notes is not None
            else take(turn.plan, notes or Notes(), turn.page, turn.args, typed, most_for(turn.asked))
        )
    except KeyError:  # a page that is not there, or about something that the pack does not know any more
        taken = Taken(notes or Notes(), {}, {}, ())
    if is_lost or taken.faults or turn.go == AGAIN:
        return _same(turn, taken, is_lost=is_lost)
    page, args, changed = _where(turn, taken)
    return _show(turn, page, args, changed)


def _same(turn: Turn, taken: Taken, *, is_lost: bool) -> HttpResponse:
    """The same page with all that stands in its boxes."""
    if turn.page in {OPENING, SHEET, BROUGHT}:
        return _show(turn, turn.page, turn.args, taken.notes, is_lost=is_lost)
    shown = Shown(turn.plan, taken.notes, taken.args, taken.said or None, taken.faults)
    context = draw(turn.page, shown)
    context["lost"] = is_lost
    if "" in taken.faults:
        context["full"] = taken.faults[""]
    if taken.faults:
        context["buttons"] = [*context["buttons"], _out_of(context["buttons"])]
    return _answer(turn.plan, turn.language, context["page"], taken.notes, context)


def _out_of(buttons: list[Button]) -> Button:
    """The way back for whoever would rather let go of what they typed here than mend it."""
    back = next((each for each in reversed(buttons) if each.label in {_("Back"), _("All parts")}), buttons[0])
    return Button(f"{DROP}:{back.go}", _("Go back without what I typed here"))


def _where(turn: Turn, taken: Taken) -> Where:
    """Where the pressed button leads, and the notes when it changes something by itself."""
    notes, (go, *more) = taken.notes, turn.go.split(":")
    if go in {"up", "down"} and more:
        return "matter", (), move(notes, more[0], -1 if go == "up" else 1)
    if go == "pair":
        return compare(notes, more)
    if go in {"out-p", "out-h"} and more:
        return _taken_out(turn.plan, notes, go[-1], more[0])
    if go == "first" and len(more) == 3 and (home := notes.home(more[0])):
        return "ways", (more[0], more[1]), notes.with_home(put_first(home, more[1], more[2]))
    if go == "room" and more == ["next"]:
        return *_next_room(turn, taken), notes
    return go, tuple(more), notes


def _taken_out(plan: PlanText, notes: Notes, kind: str, own: str) -> Where:
    """Without this person (p) or home (h), in the part in which they stood."""
    try:
        _name, back = named(plan, notes, kind, own)
    except KeyError:  # pressed a second time
        return "list", (), notes
    page, section = back.split(":")
    if kind == "p":
        return page, (section,), replace(notes, people=tuple(p for p in notes.people if p.id != own))
    return page, (section,), replace(notes, homes=tuple(h for h in notes.homes if h["id"] != own))


def _next_room(turn: Turn, taken: Taken) -> tuple[str, tuple[str, ...]]:
    """After the list of rooms the first one; after each the next; after the last, doors and keys."""
    own = taken.args[0] if taken.args else ""
    home = taken.notes.home(own)
    if home is None:
        return "home", ("new",)
    ids = [room["id"] for room in home["rooms"]]
    found = home_and_room(taken.notes, taken.args) if turn.page == "room" else None
    following = ids[ids.index(found[1]["id"]) + 1 :] if found else ids
    return ("room", (own, following[0])) if following else ("doors", (own,))


def _show(
    turn: Turn, page: str, args: tuple[str, ...], notes: Notes, *, is_lost: bool = False
) -> HttpResponse:
    """A page by its name. `is_lost`: what was written before could not be read, which it says first."""
    if page == OPENING or is_lost:  # nothing is typed on these: they begin anew
        return _open(turn.plan, turn.language, notes, is_lost=is_lost)
    if page == SHEET:
        return _sheet(turn, args, notes)
    if page == BROUGHT:
        return _bring(turn.plan, turn.language, notes)
    context = draw(page, Shown(turn.plan, notes, args))
    return _answer(turn.plan, turn.language, context["page"], notes, context)


def _sheet(turn: Turn, args: tuple[str, ...], notes: Notes) -> HttpResponse:
    """All of it on one page; on two, where one would be heavier for this visitor than any page may be."""

    state = seal_notes(notes)  # once: sealed anew it would weigh a little more or less
    steps = ways_to_call(turn.plan, notes)

    def page_of(pages: Sequence[Sequence[Piece]], at: int, cuts: Sequence[int]) -> HttpResponse:
        context = {"template": "sheet", "part": 3, "steps": steps, **drawn(pages, at, cuts)}
        return _answer(turn.plan, turn.language, SHEET, notes, context, state)

    def weigh(some: Sequence[Piece]) -> int:
        # What is not all of it stands between others: that has the most around it.
        pages, at = ([some], 0) if len(some) == len(pieces) else ([some] * 3, 1)
        return weight(turn.asked, page_of(pages, at, range(100, 103)).content)

    pieces = pieces_of(turn.plan, notes)
    number, begin = (*args, "", "")[:2]
    cuts = read_cuts(begin, len(pieces))
    if cuts is None:
        cuts = cut(pieces, weigh, HEAVIEST - SPARE)
    at = int(number) - 1 if number.isdecimal() else 0
    return page_of(pages_of(pieces, cuts), min(max(at, 0), len(cuts)), cuts)


def _bring(plan: PlanText, language: str, notes: Notes) -> HttpResponse:
    """The people of the plan, just brought. Where the script runs they go into the plan in its memory."""
    script: Context = {}
    if is_only_brought(notes):
        script = {
            **script_on(language),
            "bring": json.dumps([[each.name, each.reach] for each in notes.people]),
        }
    context = draw("s", Shown(plan, notes, (section_of_people(plan).id,)))
    return _answer(plan, language, context["page"], notes, {**context, **script})


def _open(plan: PlanText, language: str, notes: Notes, *, is_lost: bool = False) -> HttpResponse:
    """The first page, which has no word of what this is for: it may be seen over a shoulder."""
    # Once something is written without scripts, the script does not take its place.
    script = script_on(language) if notes == Notes() and not is_lost else {}
    first = {"template": "open", "part": 1, "links": links(language), "begun_anew": is_lost, **script}
    return _answer(plan, language, OPENING, notes, first)


def _answer(
    plan: PlanText, language: str, page: str, notes: Notes, context: Context, state: str = ""
) -> HttpResponse:
    around, shelf = surroundings(), library()
    own = language in shelf.plans
    if context.get("steps"):
        context["ways"] = ways(plan, context["steps"], shelf, language, around)
    drawn = {
        **in_language(language, PLACE),
        "page": page,
        "state": ""
        if page == OPENING and notes == Notes()
        else state or seal_notes(notes),  # the first needs no table
        "again": AGAIN,
        "plan": plan,
        "pack_language": "" if own else DEFAULT,
        "words": words(language),
        "fallback": "" if own else words(language)["fallback"],
        **context,
    }
    return HttpResponse(render_to_string(f"planner/{context['template']}.html", drawn))
