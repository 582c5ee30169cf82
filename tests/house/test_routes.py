"""Every address says who may stand before it, and nobody else gets more than a door or an empty page."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls.converters import IntConverter
from django.utils import timezone

from tests import people
from tests.conftest import ORIGINS, FaceClient
from tests.house.faces import changed, routes, stored, stranger_to
from waymark.records.tokens import todays_token_key
from waymark.staff import standing
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.sessions import SessionStore
from waymark.staff.terms import Permission, Role
from waymark.ui.postures import PUBLIC, Posture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

DESK, VISITORS = routes("desk"), routes("public")
WITHOUT_SESSION = {*PUBLIC, Posture.SIGNED_OUT}
DOOR = {
    "sign-in",
    "sign-out",
    "link-view",
    "enrolment-begin",
    "passphrase-write",
    "first-code-give",
    "recovery-codes-keep",
}
GONE_IS_WHAT_WAS_WANTED = {"passkey-remove", "task-finish"}
COOKIE = "__Host-desk"
NOWHERE = "/nothing-of-this-name"
OURS = {"HTTP_ORIGIN": "https://desk.example.org", "HTTP_SEC_FETCH_SITE": "same-origin"}
FORGERIES = {
    "another site": {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://evil.example"},
    "a sister site": {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "https://www.example.org"},
    "an old browser": {"HTTP_ORIGIN": "https://evil.example", "HTTP_REFERER": "https://evil.example/"},
    "a look-alike": {"HTTP_ORIGIN": "https://desk.example.org.evil.example"},
    "no token": OURS,
    "a made-up token": {**OURS, "HTTP_X_CSRFTOKEN": "x" * 64},
}


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def desk(world, desk_client):
    """A browser before the desk as it stands. The world comes first: a face may not sign for everybody."""
    return desk_client


@pytest.fixture
def visitor(world, public_client):
    return public_client


def half(client, member):
    session = SessionStore()
    standing.begin_half(session, member, people.secret_of(member), timezone.now())
    session.save()
    client.cookies[COOKIE] = session.session_key


def newcomer(role, world):
    name = f"{role}-{len(role)}"
    return people.make_member(name, "New Comer", [role], [world.team, world.intake_team])


@pytest.fixture
def stand_before(desk, world):
    """Puts into the browser what whoever may use an address has there: `stand_before(route)`.

    The sessions are made at the beginning: afterwards nothing but what is asked could change a row.
    """
    everybody = [value for value in vars(world).values() if isinstance(value, Member)]
    sessions = {Posture.SIGNED_OUT: None}
    half(desk, world.manager)
    sessions[Posture.HALF] = desk.cookies[COOKIE].value
    for needed in {route.stance.permission for route in DESK}:
        able = [one for one in everybody if not needed or has_permission(one, Permission(needed))]
        assert able, f"nobody holds {needed}"
        sessions[needed] = people.sign_in(desk, able[0]).cookies[COOKIE].value

    def stand_before(route):
        stance = route.stance
        session = sessions[stance.posture if stance.posture in sessions else stance.permission]
        desk.cookies.clear()
        if session:
            desk.cookies[COOKIE] = session

    return stand_before


def test_every_address_declares_its_posture_and_takes_no_number():
    assert {"sign-in", "team-view", "link-view"} <= {route.name for route in DESK}
    assert {"contact-start", "mailbox-enter"} <= {route.name for route in VISITORS}
    for route in (*DESK, *VISITORS):
        assert route.stance is not None, f"{route} declares nothing"
        assert re.search(r"<int:|<path:|\(\?P<", route.pattern) is None, route
        if route.face == "public":
            assert route.stance.posture in PUBLIC, route
    with pytest.raises(TypeError, match="never numbers"):
        stranger_to(IntConverter())


def test_pages_of_the_desk_that_need_no_session_are_the_door_itself():
    assert {route.name for route in DESK if route.stance.posture in WITHOUT_SESSION} <= DOOR


def test_a_view_without_a_posture_answers_nobody(desk, settings):
    settings.ROOT_URLCONF = "tests.house.bare"
    client = FaceClient(ORIGINS["desk"])
    client.raise_request_exception = True
    with pytest.raises(ImproperlyConfigured, match="declares no posture"):
        client.get("/bare")


@pytest.mark.parametrize("standing_is", ["none", "half"])
def test_without_a_full_session_there_is_only_the_door(standing_is, desk, world):
    door = {"none": "/sign-in", "half": "/sign-in/code"}[standing_is]
    if standing_is == "half":
        half(desk, world.manager)
    passes = WITHOUT_SESSION if standing_is == "none" else PUBLIC | {Posture.HALF}
    before = stored()
    for route in (route for route in DESK if route.stance.posture not in passes):
        for method in (desk.get, desk.post):
            answer = method(route.address(member_id=world.caseworker.id, team_id=world.team.id))
            assert answer.status_code in {302, 405}, route
            assert answer.status_code == 405 or answer["Location"] == door, route
    assert changed(before) == set()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_the_permission_sees_what_a_stranger_sees(role, desk, world):
    member = newcomer(role, world)
    people.sign_in(desk, member)
    nothing, before = desk.get(NOWHERE).content, stored()
    for route in DESK:
        needed = route.stance.permission
        if not needed or has_permission(member, Permission(needed)):
            continue
        for method in (desk.get, desk.post):
            answer = method(route.address(member_id=world.caseworker.id, team_id=world.team.id))
            assert answer.status_code in {404, 405}, route
            assert answer.status_code == 405 or answer.content == nothing, route
    assert changed(before) == set()


def test_an_id_that_never_was_is_answered_like_an_address_that_never_was(desk, stand_before):
    for route in DESK:
        if not any(name.endswith("_id") for name, _ in route.parts):
            continue
        stand_before(route)
        nothing = desk.get(NOWHERE).content
        address = route.address()
        answer = desk.post(address) if route.stance.posts_only else desk.get(address)
        if route.name in GONE_IS_WHAT_WAS_WANTED:
            assert answer.status_code in {302, 404}, route
        else:
            assert (answer.status_code, answer.content) == (404, nothing), route


def test_what_only_changes_is_never_reached_by_a_link(desk, world):
    people.sign_in(desk, world.manager)
    before = stored()
    for route in (route for route in DESK if route.stance.posts_only):
        for method in ("get", "head", "options", "put", "patch", "delete"):
            assert getattr(desk, method)(route.address()).status_code == 405, route
    assert changed(before) == set()


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_post_changes_nothing(forgery, desk, world, stand_before):
    desk.handler.enforce_csrf_checks = True
    before = stored()
    for route in DESK:
        stand_before(route)
        address = route.address(member_id=world.colleague.id, team_id=world.team.id)
        sent = {"csrfmiddlewaretoken": "x" * 32, "name": "mallory"}
        assert desk.post(address, sent, **FORGERIES[forgery]).status_code == 403, route
    assert changed(before) == set()


def test_a_foreign_page_gets_nowhere_even_where_it_has_a_token(desk, world, stand_before):
    before = stored()
    for route in DESK:
        stand_before(route)
        address = route.address(member_id=world.colleague.id, team_id=world.team.id)
        answer = desk.post(address, {"name": "mallory"}, **FORGERIES["another site"])
        assert answer.status_code == 403, route
    assert changed(before) == set()


@pytest.mark.parametrize("sent", [{}, {"go": "send"}, {"go": "erase-sure"}, {"page": "check", "go": "send"}])
def test_a_visitors_form_without_its_token_changes_nothing(sent, visitor):
    todays_token_key()  # the day's first form makes it, whoever asks
    before = stored()
    for route in VISITORS:
        for headers in ({}, *FORGERIES.values()):
            answer = visitor.post(route.address(), {"state": "", "sitting": "", **sent}, **headers)
            assert answer.status_code < 500, route
    assert changed(before) == set()


def test_a_visitor_changes_nothing_by_looking_and_never_gets_a_cookie(visitor):
    before = stored()
    for route in VISITORS:
        for method in ("get", "head", "options", "put", "patch", "delete"):
            answer = getattr(visitor, method)(route.address())
            assert answer.status_code < 500, route
            assert not answer.cookies, route
    assert changed(before) == set()
