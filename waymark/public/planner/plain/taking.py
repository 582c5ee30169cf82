"""From one page's boxes to the notes: what was typed, what is wrong with it, and what is then known.

A fault changes nothing in the notes and throws nothing away: the page shows what was typed beside it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from waymark.content.plans import AskKind, PlanText, Section
from waymark.planner.home import FACTS
from waymark.public.planner.plain.asking import (
    Faults,
    chosen,
    faults_of,
    lengths,
    lines_of,
    read_asks,
    ticked,
    written,
)
from waymark.public.planner.plain.homes import (
    LOCKS,
    MOST_HOMES,
    MOST_ROOMS,
    MOST_WAYS,
    MOST_WAYS_IN_ALL,
    OWN_WORDS,
    new_home,
    room_of,
    told_of,
    with_lock,
    with_room,
    with_rooms,
)
from waymark.public.planner.plain.notes import MOST_PACKED, HomeData, Notes, Person, burden, pack

LONGEST_NAME, LONGEST_LINE = 60, 200
MOST_PEOPLE: Final = 12
FEWEST_TO_COMPARE: Final = 2
KNOWN: Final = {"y": True, "n": False}
HELPED: Final = ("yes", "some", "no")
LONGEST_BOX: Final = 600


@dataclass(frozen=True, slots=True)
class Taken:
    """The notes after a page, its faults, and what stands in its boxes. `args`: what it is now about."""

    notes: Notes
    faults: Faults
    said: Mapping[str, Any]
    args: tuple[str, ...]


def take(
    plan: PlanText, notes: Notes, page: str, args: tuple[str, ...], typed: QueryDict, most: int
) -> Taken:
    """What this page adds to the notes. `most`: what they may be as a burden to each page."""
    taken = _TAKERS[page](plan, notes, args, typed) if page in _TAKERS else Taken(notes, {}, {}, args)
    if not taken.faults and taken.notes != notes and is_too_much(plan, taken.notes, most):
        full = _("These notes are as long as we can carry. Please make what you wrote here shorter.")
        return replace(taken, notes=notes, faults={"": full}, args=args)
    return taken


def is_too_much(plan: PlanText, notes: Notes, most: int) -> bool:
    """What is written takes room twice: in what travels, and in the boxes of its own page."""
    packed = len(pack(notes))
    if packed > MOST_PACKED:
        return True
    return packed > most // 2 and burden(notes, _on_one_page(plan, notes)) > most


def _on_one_page(plan: PlanText, notes: Notes) -> Iterator[list[str]]:
    """Their own words, as pages show them together."""
    for section in plan.sections:
        yield [notes.text(ask.id) for ask in section.asks]
    for each in notes.people:
        yield [each.name, each.reach, each.more, each.innocent]
    for home in notes.homes:
        yield [thing.get("name", "") for thing in (*home["rooms"], *home["ways"])]
        yield from ([room.get(name) or "" for name in OWN_WORDS] for room in home["rooms"])
    yield [*notes.where.values(), notes.more]
    yield [notes.childs_words]


def sections_for(plan: PlanText, stage: str) -> list[Section]:
    """The sections for whoever is at this stage; everything where none was chosen."""
    return [each for each in plan.sections if not stage or not each.stages or stage in each.stages]


def quick_sections(plan: PlanText, stage: str) -> list[Section]:
    return [each for each in sections_for(plan, stage) if each.quick]


def section_of(plan: PlanText, args: tuple[str, ...]) -> Section:
    """KeyError for one that is not there."""
    return {each.id: each for each in plan.sections}[args[0] if args else ""]


def section_of_people(plan: PlanText) -> Section:
    """The one that asks who could help."""
    return next(each for each in plan.sections for ask in each.asks if ask.kind is AskKind.PEOPLE)


def _stage(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    said = chosen(typed, "stage", [each.id for each in plan.stages])
    return Taken(replace(notes, stage=said), {}, {"stage": said}, args)


def _section(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    asks = section_of(plan, args).asks
    said = read_asks(asks, typed)
    faults = faults_of(asks, said)
    return Taken(notes if faults else notes.with_answers(said), faults, said, args)


def _quick(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    asks = [ask for each in quick_sections(plan, notes.stage) for ask in each.asks if ask.quick]
    said: dict[str, Any] = {**read_asks(asks, typed)}
    faults = faults_of(asks, said)
    new = notes.with_answers(said)
    if any(ask.kind is AskKind.PEOPLE for ask in asks):
        first = {name: written(typed, name).strip() for name in ("pn", "pr")}
        said |= first
        faults |= lengths(first, {"pn": LONGEST_NAME, "pr": LONGEST_LINE})
        known = notes.people[0] if notes.people else Person("p1", "")
        if first["pn"] or first["pr"] or notes.people:
            new = new.with_person(replace(known, name=first["pn"], reach=first["pr"]))
    return Taken(notes if faults else new, faults, said, args)


def _do(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    """Only what this page shows is changed: what was kept elsewhere stays."""
    own = [action.id for action in section_of(plan, args).actions]
    kept = ticked(typed, "kept", own)
    others = tuple(each for each in notes.kept if each not in own)
    said = {name: chosen(typed, f"h-{name}", HELPED) for name in kept}
    helped = {name: how for name, how in {**notes.helped, **said}.items() if how and name in (*others, *kept)}
    return Taken(replace(notes, kept=(*others, *kept), helped=helped), {}, {"kept": kept}, args)


def _person(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    said: dict[str, Any] = {
        name: written(typed, name).strip() for name in ("name", "reach", "innocent", "more")
    }
    limits = {"name": LONGEST_NAME, "reach": LONGEST_LINE, "innocent": LONGEST_LINE, "more": LONGEST_BOX}
    faults = lengths(said, limits)
    said |= {
        name: ticked(typed, name, [each.id for each in getattr(plan, name)]) for name in ("knows", "does")
    }
    known = {each.id for each in notes.people}
    own = (
        args[0] if args and args[0] in known else next(n for i in range(1, 99) if (n := f"p{i}") not in known)
    )
    if faults or not any(said.values()):
        return Taken(notes, faults, said, args)
    if own not in known and len(known) >= MOST_PEOPLE:
        return Taken(notes, {"name": _("There is room for twelve people. Take one out first.")}, said, args)
    ticks = {name: tuple(said[name]) for name in ("knows", "does")}
    person = Person(own, **{**said, **ticks})
    return Taken(notes.with_person(person), {}, said, (own,))


def _home(_plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    said: dict[str, Any] = {"name": written(typed, "name").strip(), "rooms": written(typed, "rooms")}
    faults = lengths(said, {"name": LONGEST_NAME})
    names = lines_of(said["rooms"])
    old = notes.home(args[0]) if args else None
    if len(names) > MOST_ROOMS:
        faults["rooms"] = _("There is room for 20 rooms. Please take some out.")
    elif any(len(name) > LONGEST_NAME for name in names):
        faults["rooms"] = _("One of these names is very long. Please shorten it.")
    said["sure"] = ticked(typed, "sure", ["y"])
    if not faults and not said["sure"] and old and (lost := ", ".join(told_of(old, names))):
        faults["sure"] = _("Tick this to take out {rooms}. Or write the name back.").format(rooms=lost)
    if faults or not (names or old):
        return Taken(notes, faults, said, args)
    if old is None and len(notes.homes) >= MOST_HOMES:
        return Taken(notes, {"name": _("There is room for five homes. Take one out first.")}, said, args)
    known = {home["id"] for home in notes.homes}
    own = old["id"] if old else next(n for i in range(1, 99) if (n := f"h{i}") not in known)
    home = with_rooms({**(old or new_home(own, "")), "name": said["name"] or _("My home")}, names)
    return Taken(notes.with_home(home), {}, said, (own,))


def _room(_plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    found = home_and_room(notes, args)
    if found is None:
        return Taken(notes, {}, {}, args)
    home, room = found
    others = [each["id"] for each in home["rooms"] if each["id"] != room["id"]]
    said: dict[str, Any] = {"risk": chosen(typed, "risk", ["high", "low"])}
    said |= {fact: chosen(typed, fact, KNOWN) for fact in FACTS[1:]}
    said |= {name: ticked(typed, name, others) for name in ("doors", "gaps")}
    said |= {name: written(typed, name) for name in ("outs", "windows")}
    said |= {name: written(typed, name).strip() for name in OWN_WORDS}
    outs = dict.fromkeys(lines_of(said["outs"]), True) | dict.fromkeys(lines_of(said["windows"]), False)
    faults = lengths(said, dict.fromkeys(OWN_WORDS, LONGEST_LINE))
    for name in ("outs", "windows"):
        if len(lines_of(said[name])) > MOST_WAYS:
            faults[name] = _("There is room for six here. Please take some out.")
        elif any(len(each) > LONGEST_NAME for each in lines_of(said[name])):
            faults[name] = _("One of these names is very long. Please shorten it.")
    others_ways = sum(way["room"] != room["id"] for way in home["ways"])
    if outs and not faults and others_ways + len(outs) > MOST_WAYS_IN_ALL:
        name = "outs" if lines_of(said["outs"]) else "windows"
        faults[name] = _("There is room for twelve ways out of one home. Please take some out.")
    if faults:
        return Taken(notes, faults, said, args)
    known: dict[str, Any] = {fact: KNOWN.get(said[fact]) for fact in FACTS[1:]}
    known |= {name: said[name] or None for name in OWN_WORDS}
    joins = dict.fromkeys(said["doors"], True) | dict.fromkeys(said["gaps"], False)
    new = with_room(home, {**room, **known, "risk": said["risk"] or "unknown"}, joins, outs)
    return Taken(notes.with_home(new), {}, said, args)


def _doors(_plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    home = notes.home(args[0]) if args else None
    if home is None:
        return Taken(notes, {}, {}, args)
    said = {}
    for each in (*home["ways"], *(link for link in home["links"] if link["door"])):
        said[each["id"]] = chosen(typed, each["id"], LOCKS)
        home = with_lock(home, each["id"], said[each["id"]])
    return Taken(notes.with_home(home), {}, said, args)


def _matter(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    """In their own order; what is ticked anew comes last."""
    said = ticked(typed, "matter", [each.id for each in plan.matters])
    kept = [each for each in notes.matters if each in said]
    ordered = (*kept, *(each for each in said if each not in kept))
    few = typed.get("go", "").startswith("pair") and len(ordered) < FEWEST_TO_COMPARE
    faults = {"": _("Please tick two or more first.")} if few else {}
    return Taken(replace(notes, matters=ordered), faults, {"matter": said}, args)


def _danger(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    own = [each.id for each in plan.dangers_at(notes.stage)]
    said = ticked(typed, "danger", own)
    others = (each for each in notes.dangers if each not in own)
    return Taken(replace(notes, dangers=(*others, *said)), {}, {"danger": said}, args)


def _bag(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    """Of each thing: packed, a copy kept, both, and where it is; and things of their own."""
    marks = {mark: ticked(typed, mark, [each.id for each in plan.bag]) for mark in ("p", "c")}
    bag = {
        each.id: done
        for each in plan.bag
        if (done := "".join(mark for mark in marks if each.id in marks[mark]))
    }
    said: dict[str, Any] = {f"w-{each.id}": written(typed, f"w-{each.id}").strip() for each in plan.bag}
    said["more"] = written(typed, "more")
    faults = lengths(said, {**dict.fromkeys(said, LONGEST_LINE), "more": LONGEST_BOX})
    where = {each.id: place for each in plan.bag if (place := said[f"w-{each.id}"])}
    return Taken(replace(notes, bag=bag, where=where, more=said["more"]), faults, {**said, **marks}, args)


def _child(plan: PlanText, notes: Notes, args: tuple[str, ...], typed: QueryDict) -> Taken:
    said: dict[str, Any] = {
        "lines": ticked(typed, "lines", [str(at) for at in range(len(plan.child_lines))]),
        "words": written(typed, "words"),
    }
    faults = lengths(said, {"words": LONGEST_BOX})
    new = replace(notes, lines=tuple(said["lines"]), childs_words=said["words"])
    return Taken(notes if faults else new, faults, said, args)


def home_and_room(notes: Notes, args: tuple[str, ...]) -> tuple[HomeData, dict[str, Any]] | None:
    home = notes.home(args[0]) if args else None
    room = room_of(home, args[1]) if home is not None and len(args) > 1 else None
    return (home, room) if home is not None and room is not None else None


_TAKERS: Final[dict[str, Callable[[PlanText, Notes, tuple[str, ...], QueryDict], Taken]]] = {
    "stage": _stage,
    "quick": _quick,
    "s": _section,
    "do": _do,
    "person": _person,
    "home": _home,
    "room": _room,
    "doors": _doors,
    "matter": _matter,
    "danger": _danger,
    "bag": _bag,
    "child": _child,
}
