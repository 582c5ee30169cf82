"""A home entered by lists, a room at a time, and the ways out of it said in words.

The words are "ways out you listed": nobody can know that a way is safe.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waymark.planner.drawing import draw
from waymark.planner.home import FACTS, read_home
from waymark.planner.routes import Answer, Course, FromRoom, WayOut, ways_from_each
from waymark.public.planner.plain.notes import HomeData

MOST_ROOMS: Final = 20
MOST_HOMES: Final = 5
MOST_WAYS: Final = 6
MOST_WAYS_IN_ALL: Final = 12
OWN_WORDS: Final = ("why", "sleeps")
"""What somebody says of a room in their own words: why it is risky, who sleeps there. Never reckoned with."""
LOCKS: Final[dict[str, dict[str, Any]]] = {
    "m": {"usable": True, "locked": False, "key": "unknown"},
    "n": {"usable": True, "locked": True, "key": "mine"},
    "o": {"usable": True, "locked": True, "key": "theirs"},
    "": {"usable": None, "locked": None, "key": "unknown"},
    "p": {"usable": False, "locked": None, "key": "unknown"},
}
"""What one answer about a door or window says: open, my key, their key, cannot be used, not known."""


@dataclass(frozen=True, slots=True)
class Said:
    """A way out from one room in words. `first`: it can be put first by a button that says so."""

    way: str
    words: str
    notes: tuple[str, ...]
    first: str


@dataclass(frozen=True, slots=True)
class RoomSaid:
    """What there is to say from one room. `ask`: what to say more about, where too little is known."""

    room: str
    name: str
    ways: tuple[Said, ...]
    sentences: tuple[str, ...]
    about: str
    ask: tuple[str, ...] = ()


def with_rooms(home: HomeData, names: Iterable[str]) -> HomeData:
    """The home with these rooms: those known by name, or renamed in their place, keep what was said."""
    used = {room["id"] for room in home["rooms"]}
    rooms = []
    for name, known in _known_rooms(home, list(names)):
        room = {**known, "name": name} if known else {"id": _free("r", used), "name": name, "risk": "unknown"}
        used.add(room["id"])
        rooms.append(room)
    ids = {room["id"] for room in rooms}
    links = [link for link in home["links"] if set(link["between"]) <= ids]
    ways = [way for way in home["ways"] if way["room"] in ids]
    return {**home, "rooms": rooms, "links": links, "ways": ways}


def _known_rooms(home: HomeData, names: list[str]) -> list[tuple[str, HomeData | None]]:
    """Each name with the room that it had: of the same name, or in its place in a list as long."""
    before = {room["name"]: room for room in home["rooms"]}
    renamed: dict[str, HomeData] = {}
    if len(names) == len(home["rooms"]):
        pairs = zip(names, home["rooms"], strict=True)
        renamed = {name: old for name, old in pairs if name not in before and old["name"] not in names}
    return [(name, before.get(name) or renamed.get(name)) for name in names]


def told_of(home: HomeData, names: list[str]) -> list[str]:
    """The rooms of which something was said, and which this list would take out."""
    stay = {known["id"] for _name, known in _known_rooms(home, names) if known}
    joined = {end for link in home["links"] for end in link["between"]} | {w["room"] for w in home["ways"]}
    return [
        room["name"]
        for room in home["rooms"]
        if room["id"] not in stay
        and (
            room["id"] in joined
            or room["risk"] != "unknown"
            or any(room.get(fact) is not None for fact in (*FACTS[1:], *OWN_WORDS))
        )
    ]


def new_home(home_id: str, name: str) -> HomeData:
    return {"id": home_id, "name": name, "rooms": [], "links": [], "ways": [], "order": {}}


def room_of(home: HomeData, room_id: str) -> dict[str, Any] | None:
    return next((room for room in home["rooms"] if room["id"] == room_id), None)


def with_room(
    home: HomeData, room: dict[str, Any], joins: dict[str, bool], outs: dict[str, bool]
) -> HomeData:
    """The room as now said. `joins`: other rooms, and if through a door; `outs`: ways out, and if a door."""
    own = room["id"]
    rooms = [room if each["id"] == own else each for each in home["rooms"]]
    before = {tuple(sorted(link["between"])): link for link in home["links"]}
    used = {link["id"] for link in home["links"]} | {way["id"] for way in home["ways"]}
    links = [link for link in home["links"] if own not in link["between"]]
    for other, is_door in joins.items():
        link = before.get((min(own, other), max(own, other)))
        if link is None or link["door"] != is_door:
            link = {"id": _free("l", used), "between": [own, other], "door": is_door}
            link |= {"locked": None if is_door else False, "key": "unknown"}
        used.add(link["id"])
        links.append(link)
    known = {(way["name"], way["door"]): way for way in home["ways"] if way["room"] == own}
    ways = [way for way in home["ways"] if way["room"] != own]
    for name, is_door in outs.items():
        way = known.get((name, is_door))
        if way is None:
            way = {"id": _free("w", used), "room": own, "name": name, "door": is_door, **LOCKS[""]}
        used.add(way["id"])
        ways.append(way)
    return {**home, "rooms": rooms, "links": links, "ways": ways}


def with_lock(home: HomeData, thing_id: str, said: str) -> HomeData:
    """What was said of one door or window."""
    lock = LOCKS[said]
    links = [
        {**each, "locked": lock["locked"], "key": lock["key"]} if each["id"] == thing_id else each
        for each in home["links"]
    ]
    ways = [{**each, **lock} if each["id"] == thing_id else each for each in home["ways"]]
    return {**home, "links": links, "ways": ways}


def lock_of(thing: HomeData) -> str:
    """The answer that was given about this door or window; nothing where none was."""
    asked = ("usable", "locked", "key") if "room" in thing else ("locked", "key")
    fitting = (said for said, lock in LOCKS.items() if all(thing.get(name) == lock[name] for name in asked))
    return next(fitting, "")


def put_first(home: HomeData, room_id: str, way_id: str) -> HomeData:
    """The person's own order: this way before all others from this room."""
    known = {way["id"] for way in home["ways"]}
    if room_of(home, room_id) is None or way_id not in known:
        return home
    rest = [way for way in home["order"].get(room_id, ()) if way != way_id]
    return {**home, "order": {**home["order"], room_id: [way_id, *rest]}}


def shows(homes: Iterable[HomeData]) -> set[str]:
    """What the homes bring up among the actions, by the names that a pack uses in `when`."""
    names = {Answer.NONE: "home-none", Answer.WAIT: "home-wait", Answer.ASK: "home-ask"}
    answers = {room.answer for home in homes for room in ways_from_each(read_home(home))}
    return {names[answer] for answer in answers if answer in names}


def in_words(home: HomeData, *, brief: bool = False) -> list[RoomSaid]:
    """From each room, in the order in which they were listed. `brief`: without what only helps to choose."""
    names = _names(home)
    rooms = {room["id"]: room for room in home["rooms"]}
    return [_say_room(room, rooms[room.room], names, brief=brief) for room in ways_from_each(read_home(home))]


def to_find_out(home: HomeData) -> str:
    """The doors and windows on any of the ways of which nobody said whether they open; each once."""
    found = ways_from_each(read_home(home))
    unsure = dict.fromkeys(name for room in found for way in room.ways for name in way.course.unsure)
    return _can_open(unsure, _names(home)) if unsure else ""


def _can_open(things: Iterable[str], names: dict[str, str]) -> str:
    said = format_html_join(", ", "{}", ((names[name],) for name in things))
    return format_html("{} {}.", _("Can this be opened:"), said)


def _names(home: HomeData) -> dict[str, str]:
    """What each thing is called, kept in its own direction; a door within by the rooms that it joins."""
    names = {each["id"]: _apart(each["name"]) for each in (*home["rooms"], *home["ways"])}
    joins = {link["id"]: [names[end] for end in link["between"]] for link in home["links"]}
    return names | {link: format_html("{} – {}", *ends) for link, ends in joins.items()}


def _say_room(room: FromRoom, own: HomeData, names: dict[str, str], *, brief: bool) -> RoomSaid:
    ways = tuple(_say_way(room, each, names, brief=brief) for each in room.ways)
    sentences: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    if room.answer is Answer.ASK:
        sentences = (_("Too little is known of this room. Can you answer one of these?"),)
        asked = {"risk": _("How risky is this room in an argument?")} | facts_asked()
        ask = tuple(asked[fact] for fact in room.ask)
    elif room.answer is Answer.WAIT:
        waits = (
            format_html(
                _("You could wait in: {room}. {reasons}"),
                room=_course(each.course, names),
                reasons=" ".join(_reason(name) for name in each.reasons),
            )
            for each in room.waiting
        )
        sentences = (_("From here there is no way out among those you listed."), *waits)
    elif room.answer is Answer.NONE:
        sentences = (
            _("From here there is no way out among those you listed, and no room to wait in."),
            _("Please talk to someone about this room."),
        )
    return RoomSaid(room.room, own["name"], ways, sentences, _about(own), ask)


def _about(room: HomeData) -> str:
    """Its risk and why, and who sleeps there, since a map says nothing to whoever cannot see it."""
    risk = {"high": _("High risk"), "low": _("Low risk")}.get(room["risk"], "")
    said = [(risk or _("Why"), room.get("why")), (_("Who sleeps here"), room.get("sleeps"))]
    lines = [risk] if risk and not room.get("why") else []
    lines += [format_html("{}: {}", label, _apart(text)) for label, text in said if text]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def drawing(home: HomeData) -> str:
    """The rooms and what joins them as a simple map."""
    say = {
        "map": _("The rooms and what joins them"),
        "high": _("High risk"),
        "low": _("Low risk"),
        "unknown": _("Not known"),
        "out": _("way out"),
    }
    names = {room["id"]: room["name"] for room in home["rooms"]}
    return mark_safe(draw(home, names, say))  # noqa: S308 - the drawing escapes every name


def _say_way(room: FromRoom, each: WayOut, names: dict[str, str], *, brief: bool) -> Said:
    notes = [*_notes(each.course, names, brief=brief)]
    if sum(other.place == each.place for other in room.ways) > 1:
        notes.append(_("As good as another one, as far as you have said."))
    first = f"{room.room}:{each.way}" if each is not room.ways[0] else ""
    return Said(each.way, _course(each.course, names, names[each.way]), tuple(notes), first)


def _notes(course: Course, names: dict[str, str], *, brief: bool) -> Iterator[str]:
    high, count, _rooms = course.cost
    if high:
        yield ngettext(
            "Leads through %(n)s room of higher risk.", "Leads through %(n)s rooms of higher risk.", high
        ) % {"n": high}
    if not brief:
        yield ngettext("%(n)s door.", "%(n)s doors.", count) % {"n": count}
    if not brief and course.unknown:
        yield _("Rooms of which the risk is not known: {count}.").format(count=course.unknown)
    if not brief and course.unsure:
        yield _can_open(course.unsure, names)


def _course(course: Course, names: dict[str, str], end: str = "") -> str:
    """The rooms one after another."""
    said = [names[room] for room in course.rooms] + ([end] if end else [])
    # Translators: what stands between the rooms on the way out: "bedroom, then hall, then front door".
    return format_html_join(_(", then "), "{}", ((each,) for each in said))


def _apart(name: str) -> str:
    return format_html("<bdi>{}</bdi>", name)


def _reason(name: str) -> str:
    return {
        "lock": _("It locks on the inside."),
        "phone": _("There is a phone that works."),
        "signal": _("There is signal."),
        "seen": _("Somebody outside could see or hear you."),
    }[name]


def facts_asked() -> dict[str, str]:
    """What is asked of a room, but its risk."""
    said = (
        _("Is there a phone that works?"),
        _("Is there signal for a mobile phone?"),
        _("Can you lock it on the inside?"),
        _("Could somebody outside see or hear you?"),
        _("Is the other person usually there?"),
    )
    return dict(zip(FACTS[1:], said, strict=True))


def _free(letter: str, used: set[str]) -> str:
    return next(name for number in range(1, 10_000) if (name := f"{letter}{number}") not in used)
