"""Every way to a number, an address or a code word goes through the rules of safe contact, stops included."""

import re

import pytest
from django.urls import reverse

from tests import arriving, people
from tests.house.faces import routes
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.mailbox.sittings import enter
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.usefixtures("one_page")]

PHONE, EMAIL, LETTER = "01632 960771", "robin.canary@example.org", "7 Canary Lane"
IDENTITY = Identity(call_me="Robin", phone=PHONE, email=EMAIL, letter=LETTER)
ALL_SAFE = arriving.wishes(
    phone=Way(PHONE, Safe.YES),
    text=Way(PHONE, Safe.YES),
    email=Way(EMAIL, Safe.YES),
    letter=Way(LETTER, Safe.YES),
)
SHOWING = {"message-way", "case-way"}


def tells(answer):
    return any(secret in answer.content.decode() for secret in (PHONE, EMAIL, LETTER, "960771"))


def a_case(world, wishes):
    received = arriving.send(wishes=wishes, identity=IDENTITY)
    thread = arriving.look(world.intake)
    case = start_case(thread=thread, team=world.team, owner=world.caseworker, by=world.intake)
    return received, case


def addresses(route, world, arrival, case):
    people_in = Person.objects.filter(case=case) if case else []
    for person_id in [one.id for one in people_in] or [None]:
        known = {
            "arrival_id": arrival.id if arrival else None,
            "case_id": case.id if case else None,
            "person_id": person_id,
            "member_id": world.colleague.id,
            "team_id": world.team.id,
        }
        yield route.address(**{name: value for name, value in known.items() if value})


def walk(world, at_desk, *, arrival=None, case=None, skip=frozenset()):
    """Every address of the desk as everybody who may use it, asked for every channel.

    Nobody else gets a byte of it: `tests/house/test_routes.py`.
    """
    browser = at_desk()
    for member in (value for value in vars(world).values() if isinstance(value, Member)):
        people.sign_in(browser, member)
        for route in routes("desk"):
            if route.name in skip | {"sign-out", "session-lock", "lock", "account-end", "message-set-aside"}:
                continue
            needed = route.stance.permission
            if needed and not has_permission(member, Permission(needed)):
                continue
            for address in addresses(route, world, arrival, case):
                if not route.stance.posts_only:
                    yield route, browser.get(address)
                elif route.name in SHOWING:
                    for channel in ("phone", "text", "email", "letter", "mailbox", "x"):
                        yield route, browser.post(address, {"channel": channel})


def test_no_page_but_those_that_ask_the_rules_shows_a_number_or_an_address(world, at_desk):
    received, case = a_case(world, ALL_SAFE)
    arriving.send(wishes=ALL_SAFE, identity=IDENTITY)
    arrival = Arrival.objects.get(lane__gt=0)
    assert received.words
    shown = {
        route.name for route, answer in walk(world, at_desk, arrival=arrival, case=case) if tells(answer)
    }
    assert shown == SHOWING


def telling(walked):
    return {route.name for route, answer in walked if tells(answer)}


def friend():
    return Wishes(sender=Sender.FRIEND, phone=Way(PHONE, Safe.YES), email=Way(EMAIL, Safe.YES), any_time=True)


UNSAFE = {
    "not safe": lambda: arriving.wishes(
        phone=Way(PHONE, Safe.NO),
        text=Way(PHONE, Safe.NO),
        email=Way(EMAIL, Safe.NO),
        letter=Way(LETTER, Safe.NO),
    ),
    "unknown": lambda: arriving.wishes(
        phone=Way(PHONE, Safe.UNKNOWN), text=Way(PHONE, Safe.UNKNOWN), email=Way(EMAIL, Safe.UNKNOWN)
    ),
    "a friend wrote": friend,
    "a professional wrote": lambda: Wishes(
        sender=Sender.PROFESSIONAL, phone=Way(PHONE, Safe.YES), any_time=True
    ),
}


@pytest.mark.parametrize("why", UNSAFE)
def test_what_is_not_known_to_be_safe_is_shown_nowhere(why, world, at_desk):
    _received, case = a_case(world, UNSAFE[why]())
    arriving.send(wishes=UNSAFE[why](), identity=IDENTITY)
    arrival = Arrival.objects.get(lane__gt=0)
    shown = {
        route.name for route, answer in walk(world, at_desk, arrival=arrival, case=case) if tells(answer)
    }
    assert shown == set()


def test_after_a_stop_nothing_is_shown_anywhere(world, at_desk):
    received, case = a_case(world, ALL_SAFE)
    second = arriving.send(wishes=ALL_SAFE, identity=IDENTITY)
    arrival = Arrival.objects.get(lane__gt=0)
    for each in (received, second):
        intake.alert_seen(opened=enter(each.words))
    shown = {
        route.name for route, answer in walk(world, at_desk, arrival=arrival, case=case) if tells(answer)
    }
    assert shown == set()


def test_a_number_is_not_given_while_newer_wishes_wait_unread(world, at_desk):
    """They wrote from their mailbox that ringing is no longer safe; nobody has read it into the case yet."""
    received, case = a_case(world, ALL_SAFE)
    browser, person = people.sign_in(at_desk(), world.caseworker), Person.objects.get(case=case)
    way = reverse("desk:case-way", args=[case.id, person.id])
    assert tells(browser.post(way, {"channel": "phone"}))
    newer = arriving.wishes(phone=Way("", Safe.NO))
    intake.replace_wishes(opened=enter(received.words), wishes=newer, replaced={"phone"}, **arriving.HOURS)
    refused = browser.post(way, {"channel": "phone"})
    assert not tells(refused)
    assert "Read it into the log first" in refused.content.decode()
    waiting = Arrival.objects.get(lane__gt=0)
    browser.post(reverse("desk:case-take-message", args=[case.id, waiting.id]))
    assert not tells(browser.post(way, {"channel": "phone"}))


def test_a_colleague_whom_they_named_finds_them_nowhere(world, at_desk):
    """Named before they joined the team: neither the name nor a word of it, in no list and by no address."""
    identity = Identity(call_me="Robin-Canary", phone=PHONE, not_read="Colin Abara")
    world.colleague.shown_name, kept = "Somebody Else", world.colleague.shown_name
    world.colleague.name, name = "somebody", world.colleague.name
    world.colleague.save()
    received = arriving.send(wishes=ALL_SAFE, identity=identity)
    thread = arriving.look(world.intake)
    case = start_case(thread=thread, team=world.team, owner=None, by=world.intake)
    arriving.write_again(received, "Canary: the colleague knows him")
    world.colleague.shown_name, world.colleague.name = kept, name
    world.colleague.save()
    arrival, person = Arrival.objects.get(lane__gt=0), Person.objects.get(case=case)
    browser = people.sign_in(at_desk(), world.colleague)
    for route in routes("desk"):
        if route.name in {"sign-out", "lock", "here", "account-end"}:
            continue
        address = route.address(case_id=case.id, arrival_id=arrival.id, person_id=person.id)
        for answer in (browser.get(address), browser.post(address, {"channel": "phone", "text": "x"})):
            assert not re.search("Canary|Robin", answer.content.decode()), route
            assert not tells(answer), route
    arrival.refresh_from_db()
    assert arrival.lane


def test_somebody_whom_they_named_cannot_put_a_message_out_of_sight(world, at_desk):
    arriving.send(identity=Identity(call_me="Robin", not_read="Ines"))
    arrival = Arrival.objects.get()
    browser = people.sign_in(at_desk(), world.intake)
    assert browser.post(reverse("desk:message-set-aside", args=[arrival.id])).status_code == 404
    arrival.refresh_from_db()
    assert arrival.lane
