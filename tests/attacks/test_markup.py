"""Markup in every field that a visitor or a member can type: shown as text on every page, never as markup."""

from dataclasses import fields, replace

import pytest
from django.urls import reverse

from tests import arriving, people
from tests.house.faces import routes
from tests.public.visitor import Visitor
from waymark.cases.log import actions as log
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.contact.terms import Interpreter, MayAnswer, Safe
from waymark.contact.wishes import Way
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.staff.models import Member
from waymark.ui.postures import PUBLIC, Posture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MARKUP = "</textarea></title><script>alert(1)</script>\"' onfocus=alert(2) x=<img src=y onerror=alert(3)>"
NAME = MARKUP[:80]  # as long as a name may be
SAID_AS_TEXT = "&lt;script&gt;alert(1)"
OUT = {Posture.SIGNED_OUT, Posture.HALF, Posture.LOCKED, *PUBLIC}


def assert_text_only(answer, where):
    html = answer.content.decode()
    for sign in ("<script>alert", "<img src=y", "\"' onfocus", "</textarea></title>"):
        assert sign not in html, where
    return SAID_AS_TEXT in html


def everything_marked_up():
    wishes = arriving.wishes(
        phone=Way(MARKUP, Safe.YES),
        email=Way(MARKUP, Safe.YES),
        letter=Way(MARKUP, Safe.YES),
        may_answer=MayAnswer.SOME,
        interpreter=Interpreter.SPOKEN,
    )
    texts = [each.name for each in fields(wishes) if each.type in {"str", str}]
    assert "cover_story" in texts
    return replace(wishes, **dict.fromkeys(texts, MARKUP))


def test_nothing_that_anybody_typed_becomes_markup_at_the_desk(world, at_desk, one_page):
    identity = Identity(
        **dict.fromkeys(("call_me", "phone", "email", "letter", "organisation", "role"), MARKUP)
    )
    for member in (value for value in vars(world).values() if isinstance(value, Member)):
        Member.objects.filter(id=member.id).update(shown_name=NAME)
    for team in (world.team, world.intake_team, world.other_team):
        type(team).objects.filter(id=team.id).update(shown_name=NAME)
    wishes = everything_marked_up()
    received = arriving.send(MARKUP, wishes=wishes, identity=identity)
    thread = arriving.look(world.intake)
    case = start_case(thread=thread, team=world.team, owner=world.caseworker, by=world.intake)
    hands = {"case": case, "by": world.caseworker, "keyring": people.keyring_of(world.caseworker)}
    log.write_note(text=MARKUP, **hands)
    log.hand_over(to=world.colleague, text=MARKUP, **hands)
    arriving.send(MARKUP, wishes=wishes, identity=identity)
    arrival, person = Arrival.objects.get(lane__gt=0), Person.objects.get(case=case)
    known = {"case_id": case.id, "arrival_id": arrival.id, "person_id": person.id}
    known |= {"member_id": world.colleague.id, "team_id": world.team.id}
    browser, shown = at_desk(), set()
    for member in (world.intake, world.caseworker, world.colleague, world.manager, world.auditor):
        people.sign_in(browser, Member.objects.get(id=member.id))
        for route in (route for route in routes("desk") if route.stance.posture not in OUT):
            if route.name in {"message-set-aside", "account-end", "lock", "here"}:
                continue
            address = route.address(**known)
            answers = [] if route.stance.posts_only else [browser.get(address)]
            answers += [browser.post(address, {"channel": "phone", "text": "", "name": MARKUP, "to": MARKUP})]
            for answer in answers:
                if assert_text_only(answer, route):
                    shown.add(route.name)
    assert {"message-view", "case-view", "message-way", "team-view", "cases-view"} <= shown
    assert received.words


def test_nothing_that_a_visitor_typed_becomes_markup_in_their_own_pages(world, in_public):
    browser = in_public()
    asking = Visitor(browser).go().press("It is for me")
    for answer in asking.answers[-1:]:
        assert_text_only(answer, "start")
    asking.press("Send this now", message=MARKUP)
    assert_text_only(asking.answers[-1], "sent")
    assert SAID_AS_TEXT not in asking.html
    wrong = Visitor(in_public(), "/en/w4").go().press("Go on", words=MARKUP)
    assert_text_only(wrong.answers[-1], "words")


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"])
def test_no_link_is_made_of_what_a_request_says_of_its_host(header, world, at_desk):
    browser = people.sign_in(at_desk(), world.manager)
    said = "host=evil.example" if header == "HTTP_FORWARDED" else "evil.example"
    typed = {"name": "newcomer", "shown_name": "New", "roles": ["caseworker"], "teams": [str(world.team.id)]}
    answer = browser.post(reverse("desk:member-invite"), typed, **{header: said})
    assert b"evil.example" not in answer.content
    if header == "HTTP_HOST":
        assert answer.status_code == 400
    else:
        assert b"https://desk.example.org/enrol/with/" in answer.content
