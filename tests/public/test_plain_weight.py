"""What a plan weighs without scripts, with the fullest answers that its forms carry, in every language.

Everything is ticked, every idea is kept, two homes stand in it, and own words fill what room is left. Those
are letters that no packing makes smaller.
"""

import gzip
import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from tests.people import build_world
from tests.public.test_budget import BUDGET, Thrifty
from tests.public.test_plain_plan import noise
from tools import catalogues
from waymark.content.planreading import plan_in
from waymark.content.plans import AskKind
from waymark.content.queries import library
from waymark.press.encodings import compress
from waymark.press.surroundings import surroundings
from waymark.public.planner.plain.asking import LONGEST
from waymark.public.planner.plain.homes import LOCKS, MOST_ROOMS, MOST_WAYS_IN_ALL
from waymark.public.planner.plain.notes import MOST_CARRIED, Notes, Person, seal_notes
from waymark.public.planner.plain.taking import is_too_much

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LANGUAGES = ["en", *catalogues.LANGUAGES]
TAKES = {"br": "gzip, deflate, br", "gzip": "gzip"}
PACKERS = {"br": lambda page: compress(page, 6), "gzip": lambda page: gzip.compress(page, 6)}
ROOMS = ["Bedroom", "Hall", "Kitchen", "Bath", "Landing", "Front room", "Cellar", "Child’s room"]


@pytest.fixture(autouse=True)
def spoken(settings):
    settings.PACK_DRAFTS = True
    build_world()


def home(own):
    rooms = [
        {"id": f"r{n}", "name": name, "risk": "high" if n % 3 else "low", "phone": True, "lock": False,
         "why": "knives", "sleeps": "Ali"}
        for n, name in enumerate(ROOMS)
    ]  # fmt: skip
    links = [
        {"id": f"l{n}", "between": [f"r{n}", f"r{n + 1}"], "door": True, "locked": False, "key": "unknown"}
        for n in range(len(ROOMS) - 1)
    ]
    ways = [
        {"id": f"w{n}", "room": f"r{n}", "name": f"Door {n}", "door": True, **LOCKS[said]}
        for n, said in ((0, "m"), (3, ""), (6, "n"))
    ]
    return {"id": own, "name": own, "rooms": rooms, "links": links, "ways": ways, "order": {}}


def large_home():
    """As many rooms and ways out as a home may have."""
    rooms = [
        {"id": f"r{n}", "name": f"Room {n} of all", "risk": "high" if n % 3 else "low", "phone": True}
        for n in range(MOST_ROOMS)
    ]
    links = [
        {"id": f"l{n}", "between": [f"r{n}", f"r{n + 1}"], "door": True, "locked": False, "key": "unknown"}
        for n in range(MOST_ROOMS - 1)
    ]
    ways = [
        {"id": f"w{n}", "room": f"r{n}", "name": f"Door {n}", "door": True, **LOCKS["m" if n % 2 else ""]}
        for n in range(MOST_WAYS_IN_ALL)
    ]
    return {"id": "h1", "name": "h1", "rooms": rooms, "links": links, "ways": ways, "order": {}}


def answered(ask):
    return [each.id for each in ask.choices] if ask.kind is AskKind.TICKS else ask.choices[0].id


def ticked(plan):
    """Everything that can be ticked, chosen or kept."""
    asks = [ask for section in plan.sections for ask in section.asks]
    actions = [action.id for section in plan.sections for action in section.actions]
    people = [
        Person(f"p{n}", name, "door 4", tuple(e.id for e in plan.knows), tuple(e.id for e in plan.does), "Hi")
        for n, name in enumerate(("Sam", "Jo", "Mrs Patel"))
    ]
    return Notes(
        "w2",
        {ask.id: answered(ask) for ask in asks if ask.choices},
        tuple(people),
        (home("h1"), home("h2")),
        tuple(each.id for each in plan.matters),
        tuple(each.id for each in plan.dangers_at("w2")),
        tuple(actions),
        dict.fromkeys(actions, "some"),
        {each.id: "pc" for each in plan.bag},
        {plan.bag[0].id: "in the tin"},
        "ring",
        tuple(str(n) for n in range(len(plan.child_lines))),
        "Nana",
    )  # fmt: skip


def carried(plan, notes, takes):
    return not is_too_much(plan, notes, MOST_CARRIED[takes])


@cache
def filled(takes, crowded=()):
    """The same, filled. Ids are the same in every language."""
    return fill(takes, ticked(plan_of("en")), crowded)


@cache
def at_large(takes):
    """The same, with the largest home alone."""
    return fill(takes, replace(ticked(plan_of("en")), homes=(large_home(),)))


def fill(takes, kept, crowded=()):
    """With own words in the boxes of every part, or in `crowded` ones, until no more can be carried."""
    plan = plan_of("en")
    asks = [ask for section in plan.sections for ask in section.asks]
    most = {
        ask.id: LONGEST[ask.kind] for ask in asks if ask.kind in LONGEST and ask.id in (crowded or {ask.id})
    }
    fits, ends = kept, [0, 1000]
    while ends[1] - ends[0] > 2:
        letters = sum(ends) // 2
        more = kept.with_answers({name: noise(min(letters, end), name) for name, end in most.items()})
        if carried(plan, more, takes):
            fits, ends[0] = more, letters
        else:
            ends[1] = letters
    return fits


def plan_of(language):
    return plan_in(library(), language, surroundings())


def texts_of(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def all_pages(client, language, notes):
    """The finished plan, as many pages as it has."""
    at, go, pages = 1, "sheet", []
    while go:
        sent = {"state": seal_notes(notes), "page": "look", "go": go}
        pages.append(client.post(f"/{language}/u3", sent).content.decode())
        at += 1
        found = re.search(rf'value="(sheet:{at}:[0-9,]+)"', pages[-1])
        go = found and found[1]
    return pages


@pytest.mark.parametrize("takes", TAKES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_plan_is_read_on_pages_of_thirteen_kilobytes_and_nothing_of_it_is_missing(
    client, language, takes
):
    plan, thrifty, notes = plan_of(language), Thrifty(client, TAKES[takes]), filled(takes)
    pages = all_pages(thrifty, language, notes)
    assert [size for _address, size in thrifty.travelled if size > BUDGET] == []
    said = texts_of(" ".join(pages))
    for section in plan.sections:
        for action in section.actions:
            assert texts_of(action.text) in said
            assert texts_of(action.risk) in said
    for own in notes.answers.values():
        assert isinstance(own, list) or own in said or len(own) < 5


@pytest.mark.parametrize("takes", TAKES)
def test_a_plan_of_a_common_length_is_on_one_page(client, takes):
    """Three people, a home of eight rooms, two dozen ideas, a bag: no page turns."""
    whole = ticked(plan_of("en"))
    common = replace(
        whole,
        kept=whole.kept[::3],
        helped={},
        homes=whole.homes[:1],
        bag=dict(list(whole.bag.items())[:8]),
        answers=whole.answers
        | {"a2": "blue scarf", "b1": "Sam", "b2": "at my aunt’s", "c1": "the back door"},
    )
    assert len(all_pages(Thrifty(client, TAKES[takes]), "en", common)) == 1


HEAVIEST = ("bag", "do:b", "do:e", "do:g", "do:k", "do:o", "s:b", "s:e", "ways:h1", "room:h1:r3", "person:p1")
"""Of all forms, measured in all languages."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heaviest_forms_with_the_fullest_plan_behind_them_are_within_thirteen_kilobytes(client, language):
    crowds = {"b": ("b6", "b7", "b9"), "e": ("e1", "e3", "e7")}
    heavy = {}
    for takes, pack_page in PACKERS.items():
        asked = [(place, filled(takes)) for place in HEAVIEST]
        asked += [(f"s:{name}", filled(takes, boxes)) for name, boxes in crowds.items()]
        for place, notes in asked:
            sent = {"state": seal_notes(notes), "page": "look", "go": place}
            size = len(pack_page(client.post(f"/{language}/u3", sent).content))
            heavy |= {(place, takes): size} if size > BUDGET else {}
    assert heavy == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_out_of_the_largest_home_are_on_pages_of_thirteen_kilobytes(client, language):
    heavy, shown = {}, []
    for takes, pack_page in PACKERS.items():
        notes = at_large(takes)
        for go in ("ways:h1", "ways:h1:r6", "ways:h1:r12", "ways:h1:r18"):
            page = client.post(
                f"/{language}/u3", {"state": seal_notes(notes), "page": "look", "go": go}
            ).content
            heavy |= {(go, takes): len(pack_page(page))} if len(pack_page(page)) > BUDGET else {}
            shown += re.findall(r"<h2><bdi>(Room \d+ of all)</bdi>", page.decode())
    assert heavy == {}
    assert shown == 2 * [f"Room {n} of all" for n in range(MOST_ROOMS)]


def test_whoever_puts_a_way_first_stays_with_the_room(client):
    notes = Notes(homes=(large_home(),))
    sent = {"state": seal_notes(notes), "page": "ways:h1:r6", "go": "first:h1:r9:w3"}
    page = client.post("/en/u3", sent).content.decode()
    assert re.findall(r"<h2><bdi>(Room \d+ of all)</bdi>", page) == [f"Room {n} of all" for n in range(6, 12)]
    assert 'value="ways:h1:r0"' in page
    assert 'value="ways:h1:r12"' in page
