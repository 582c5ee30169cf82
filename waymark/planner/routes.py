"""From each room, the ways out that the person listed, put in order. It never says that a way is safe.

Order: fewest high-risk rooms gone through, then fewest doors, then fewest rooms; equal ones share a place.
The same in the planner's script (routes.js): tests/vectors/routes.json and exhaustive searches hold them
together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush

from waymark.planner.home import Home, Link, Risk, Room, Way

Cost = tuple[int, int, int]
"""High-risk rooms entered, doors gone through, rooms entered."""

ENOUGH_FACTS = 2
REASONS = ("lock", "phone", "signal", "seen")


class Answer(StrEnum):
    ASK = "ask"
    """Too little is known of this room: it gets a question."""
    WAYS = "ways"
    WAIT = "wait"
    """No way out is left; these rooms could be waited in."""
    NONE = "none"
    """Neither: said plainly, and made something to talk about with somebody."""


@dataclass(frozen=True)
class Course:
    """How to get from a room to another: the rooms in order, what joins them, how many are equally good."""

    rooms: tuple[str, ...]
    links: tuple[str, ...]
    cost: Cost
    unknown: int
    unsure: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class WayOut:
    """`place`: 1 for the first; equal ones share it. `is_own`: the person put it there."""

    way: str
    course: Course
    place: int
    is_own: bool = False


@dataclass(frozen=True)
class WaitingRoom:
    room: str
    reasons: tuple[str, ...]
    course: Course
    place: int


@dataclass(frozen=True)
class FromRoom:
    """The answer for one room."""

    room: str
    answer: Answer
    ways: tuple[WayOut, ...] = ()
    waiting: tuple[WaitingRoom, ...] = ()
    ask: tuple[str, ...] = ()


class _Plan:
    """A home made ready: rooms by id, and what leads where."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.rooms = {room.id: room for room in home.rooms}
        self.rank = {room.id: number for number, room in enumerate(home.rooms)}
        self.next: dict[str, list[tuple[int, int, str, Link]]] = {room: [] for room in self.rooms}
        for number, link in enumerate(home.links):
            one, other = link.between
            if link.is_shut or one == other or one not in self.rooms or other not in self.rooms:
                continue
            self.next[one].append((self.rank[other], number, other, link))
            self.next[other].append((self.rank[one], number, one, link))
        for ends in self.next.values():
            ends.sort(key=lambda end: end[:2])

    def step(self, room: str, link: Link) -> Cost:
        """What going through this link into this room costs."""
        return int(self.rooms[room].risk is Risk.HIGH), int(link.is_door), 1

    def costs_to(self, target: str) -> dict[str, Cost]:
        """The least cost from every room from which `target` can be reached (Dijkstra, backwards)."""
        best: dict[str, Cost] = {target: (0, 0, 0)}
        waiting = [((0, 0, 0), self.rank[target], target)]
        done: set[str] = set()
        while waiting:
            cost, _rank, room = heappop(waiting)
            if room in done:
                continue
            done.add(room)
            for rank, _number, before, link in self.next[room]:
                found = _add(self.step(room, link), cost)
                if before not in best or found < best[before]:
                    best[before] = found
                    heappush(waiting, (found, rank, before))
        return best

    def course(self, start: str, target: str, costs: Mapping[str, Cost], way: Way | None = None) -> Course:
        """One best course, the first by the order in which rooms and links were listed."""
        rooms, links = [start], []
        while rooms[-1] != target:
            onward, link = next(self._good_steps(rooms[-1], costs))
            rooms.append(onward)
            links.append(link)
        entered = [self.rooms[room] for room in rooms[1:]]
        unsure = [link.id for link in links if link.is_unsure]
        high, doors, count = costs[start]
        if way is not None:
            doors += int(way.is_door)
            unsure += [way.id] if way.is_unsure else []
        return Course(
            tuple(rooms),
            tuple(link.id for link in links),
            (high, doors, count),
            sum(room.risk is Risk.UNKNOWN for room in entered),
            tuple(unsure),
            self._count(start, target, costs, {}),
        )

    def _good_steps(self, room: str, costs: Mapping[str, Cost]) -> Iterator[tuple[str, Link]]:
        return (
            (onward, link)
            for _rank, _number, onward, link in self.next[room]
            if onward in costs and _add(self.step(onward, link), costs[onward]) == costs[room]
        )

    def _count(self, room: str, target: str, costs: Mapping[str, Cost], known: dict[str, int]) -> int:
        if room == target:
            return 1
        if room not in known:
            steps = self._good_steps(room, costs)
            known[room] = sum(self._count(onward, target, costs, known) for onward, _link in steps)
        return known[room]


def ways_from(home: Home, room_id: str) -> FromRoom:
    """What there is to say from one room of the home. KeyError for a room that is not in it."""
    return _from_room(_Plan(home), room_id)


def ways_from_each(home: Home) -> tuple[FromRoom, ...]:
    """The same for every room, in the order in which they were listed."""
    plan = _Plan(home)
    return tuple(_from_room(plan, room.id) for room in home.rooms)


def facts_known(home: Home, room: Room) -> int:
    """How many things are known of a room: its answered questions, and that something leads out of it."""
    leads = any(room.id in link.between for link in home.links) or any(
        way.room == room.id for way in home.ways
    )
    return 6 - len(room.unknown_facts) + int(leads)


def _from_room(plan: _Plan, room_id: str) -> FromRoom:
    room = plan.rooms[room_id]
    if facts_known(plan.home, room) < ENOUGH_FACTS:
        return FromRoom(room_id, Answer.ASK, ask=room.unknown_facts)
    if ways := _ways(plan, room_id):
        return FromRoom(room_id, Answer.WAYS, ways=ways)
    waiting = _waiting(plan, room_id)
    return FromRoom(room_id, Answer.WAIT if waiting else Answer.NONE, waiting=waiting)


def _ways(plan: _Plan, room_id: str) -> tuple[WayOut, ...]:
    found: list[tuple[Cost, str, Course]] = []
    for way in plan.home.ways:
        if way.is_shut or way.room not in plan.rooms:
            continue
        costs = plan.costs_to(way.room)
        if room_id in costs:
            course = plan.course(room_id, way.room, costs, way)
            found.append((course.cost, way.id, course))
    own = {way: place for place, way in enumerate(plan.home.order.get(room_id, ()))}
    mine = sorted((each for each in found if each[1] in own), key=lambda each: own[each[1]])
    rest = sorted((each for each in found if each[1] not in own), key=lambda each: each[0])
    ordered = [WayOut(way, course, place, is_own=True) for place, (_cost, way, course) in enumerate(mine, 1)]
    places = _places([cost for cost, _way, _course in rest], len(mine))
    return (
        *ordered,
        *(WayOut(way, course, place) for place, (_cost, way, course) in zip(places, rest, strict=True)),
    )


def _waiting(plan: _Plan, room_id: str) -> tuple[WaitingRoom, ...]:
    """Rooms within reach with a reason to wait there: not high-risk, not theirs, most reasons first."""
    found: list[tuple[tuple[int, Cost], str, tuple[str, ...], Course]] = []
    for room in plan.home.rooms:
        reasons = tuple(name for name in REASONS if getattr(room, name) is True)
        if not reasons or room.risk is Risk.HIGH or room.them is True:
            continue
        if facts_known(plan.home, room) < ENOUGH_FACTS:
            continue
        costs = plan.costs_to(room.id)
        if room_id in costs:
            course = plan.course(room_id, room.id, costs)
            found.append(((-len(reasons), course.cost), room.id, reasons, course))
    found.sort(key=lambda each: each[0])
    places = _places([each[0] for each in found], 0)
    return tuple(
        WaitingRoom(room, reasons, course, place)
        for place, (_key, room, reasons, course) in zip(places, found, strict=True)
    )


def _places(keys: list[tuple[int, Cost]] | list[Cost], before: int) -> list[int]:
    """1, 2, 2, 4: equal ones share a place."""
    return [before + 1 + next(i for i, other in enumerate(keys) if other == key) for key in keys]


def _add(one: Cost, other: Cost) -> Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
