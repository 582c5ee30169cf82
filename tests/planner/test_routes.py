"""Ways out against an exhaustive search: every course there is, and the order that the page promises."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.planner.make_vectors import home as made_up
from waymark.planner.home import FACTS, read_home
from waymark.planner.routes import Answer, facts_known, ways_from, ways_from_each

homes = st.integers(0, 2**32).map(lambda seed: made_up(random.Random(seed), 6))


def all_courses(data, start, target):
    """Every course without a room twice: (cost, rooms, links). Written without looking at the house's own."""
    rooms = {room["id"]: room for room in data["rooms"]}
    found = []

    def go(here, seen, links, cost):
        if here == target:
            found.append((cost, seen, links))
        for link in data["links"]:
            if here not in link["between"] or (link["locked"] is True and link["key"] == "theirs"):
                continue
            one, other = link["between"]
            onward = other if here == one else one
            if onward in seen:
                continue
            high = rooms[onward].get("risk") == "high"
            step = (cost[0] + high, cost[1] + link["door"], cost[2] + 1)
            go(onward, (*seen, onward), (*links, link["id"]), step)

    go(start, (start,), (), (0, 0, 0))
    return found


def ways_left(data):
    return [
        way
        for way in data["ways"]
        if way["usable"] is not False and not (way["locked"] is True and way["key"] == "theirs")
    ]


@given(data=homes)
@hypothesis_settings(max_examples=150)
def test_every_way_out_is_found_by_its_best_course_and_in_the_promised_order(data):
    home = read_home(data)
    for room in home.rooms:
        found = ways_from(home, room.id)
        if found.answer is Answer.ASK:
            assert facts_known(home, room) < 2
            continue
        best = {}
        for way in ways_left(data):
            courses = all_courses(data, room.id, way["room"])
            if courses:
                least = min(cost for cost, *_ in courses)
                equal = [course for course in courses if course[0] == least]
                best[way["id"]] = ((least[0], least[1] + way["door"], least[2]), equal)
        assert {way.way for way in found.ways} == set(best)
        for way in found.ways:
            cost, equal = best[way.way]
            assert way.course.cost == cost
            assert way.course.count == len(equal)
            assert (way.course.rooms, way.course.links) in [(seen, links) for _cost, seen, links in equal]
        check_order(found, data["order"].get(room.id, []))


def check_order(found, own):
    listed = [way.way for way in found.ways]
    mine = [way for way in own if way in listed]
    assert listed[: len(mine)] == mine
    assert [way.is_own for way in found.ways] == [True] * len(mine) + [False] * (len(listed) - len(mine))
    rest = found.ways[len(mine) :]
    for one, other in pairwise(rest):
        assert one.course.cost <= other.course.cost
        assert (one.place == other.place) is (one.course.cost == other.course.cost)
    assert all(way.place <= number for number, way in enumerate(found.ways, 1))


@given(data=homes)
@hypothesis_settings(max_examples=150)
def test_rooms_to_wait_in_are_named_only_where_no_way_is_left_and_each_with_its_reasons(data):
    home = read_home(data)
    by_id = {room["id"]: room for room in data["rooms"]}
    for found in ways_from_each(home):
        if found.answer in {Answer.ASK, Answer.WAYS}:
            assert not found.waiting
            continue
        assert not any(all_courses(data, found.room, way["room"]) for way in ways_left(data))
        assert bool(found.waiting) is (found.answer is Answer.WAIT)
        named = {each.room: each for each in found.waiting}
        for room in home.rooms:
            raw = by_id[room.id]
            reasons = tuple(name for name in ("lock", "phone", "signal", "seen") if raw.get(name) is True)
            fit = reasons and raw.get("risk") != "high" and raw.get("them") is not True
            reached = all_courses(data, found.room, room.id)
            assert (room.id in named) is bool(fit and facts_known(home, room) >= 2 and reached)
            if room.id in named:
                assert named[room.id].reasons == reasons
                assert named[room.id].course.cost == min(cost for cost, *_ in reached)


def flat(**more):
    """Bedroom to hall, hall to kitchen; ways out in the hall and the kitchen."""
    return {
        "rooms": [
            {"id": "bed", "risk": "low", "phone": True},
            {"id": "hall", "risk": "low", "phone": False},
            {"id": "kitchen", "risk": "high", "phone": False},
        ],
        "links": [
            {"id": "a", "between": ["bed", "hall"], "door": True, "locked": False},
            {"id": "b", "between": ["hall", "kitchen"], "door": False, "locked": False},
        ],
        "ways": [
            {"id": "back", "room": "kitchen", "door": True, "usable": True, "locked": False},
            {"id": "front", "room": "hall", "door": True, "usable": True, "locked": False},
        ],
    } | more


def test_a_way_past_a_high_risk_room_comes_last():
    found = ways_from(read_home(flat()), "bed")
    assert [way.way for way in found.ways] == ["front", "back"]
    assert [way.course.cost for way in found.ways] == [(0, 2, 1), (1, 2, 2)]


def test_the_persons_own_order_wins():
    found = ways_from(read_home(flat(order={"bed": ["back"]})), "bed")
    assert [(way.way, way.place, way.is_own) for way in found.ways] == [
        ("back", 1, True),
        ("front", 2, False),
    ]


def test_a_door_whose_key_somebody_else_has_is_no_way():
    shut = {"id": "front", "room": "hall", "door": True, "usable": True, "locked": True, "key": "theirs"}
    found = ways_from(read_home(flat(ways=[shut])), "bed")
    assert found.answer is Answer.WAIT
    assert [(each.room, each.reasons) for each in found.waiting] == [("bed", ("phone",))]


def test_what_nobody_knows_is_shown_as_unsure():
    window = {"id": "window", "room": "bed", "door": False}
    way = ways_from(read_home(flat(ways=[window])), "bed").ways[0]
    assert (way.course.unsure, way.course.cost) == (("window",), (0, 0, 0))


def test_a_room_of_which_little_is_known_gets_a_question():
    found = ways_from(read_home({"rooms": [{"id": "attic"}]}), "attic")
    assert (found.answer, found.ask) == (Answer.ASK, FACTS)


def test_a_room_without_a_way_and_without_a_reason_is_said_plainly():
    bare = {"rooms": [{"id": "cellar", "risk": "high", "phone": False}]}
    assert ways_from(read_home(bare), "cellar").answer is Answer.NONE


def test_a_room_that_is_not_in_the_home_is_a_fault():
    with pytest.raises(KeyError):
        ways_from(read_home(flat()), "garden")
    with pytest.raises((KeyError, ValueError)):
        read_home({"rooms": [{"id": "x", "risk": "fine"}]})
