"""Whatever is put into a parameter: never an error of ours, never stored, never said back unescaped."""

import base64
import secrets
from urllib.parse import urlencode

import pytest

from tests import people
from tests.house.faces import changed, routes, stored
from tests.public.visitor import Visitor
from waymark.records.tokens import todays_token_key
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.ui.postures import PUBLIC, Posture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}{% debug %}"
ODD = {
    "nothing": "",
    "a nought byte": "a\x00b",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "digits of every script": "٣" * 20,
    "very many digits": "9" * 5000,
    "more than a column holds": str(2**70),
    "far below nothing": "-" + "9" * 40,
    "very long": "x" * 100_000,
    "not base64": "####",
    "base64 of noise": base64.urlsafe_b64encode(b"n" * 32).decode(),
    "base64 of much noise": base64.urlsafe_b64encode(secrets.token_bytes(4096)).decode(),
    "a path": "../../etc/passwd",
    "a line break": "a\r\nSet-Cookie: b=c",
    "a right-to-left turn": "\u202egpj.exe",
    "markup": MARKUP,
    "a null id": "00000000-0000-0000-0000-000000000000",
}
SEALED = ("state", "sitting", "words", "once", "sure")
TYPED = ("days", "text", "message", "who", "age", "call_me", "phone", "not_read")
FIELDS = (
    "name",
    "shown_name",
    "passphrase",
    "token",
    "code",
    "signed_by",
    "outcome",
    "verb",
    "back",
    "answer",
)
DOORS = {"/sign-in", "/sign-in/code", "/unlock"}
QUERIES = ("after", "before", "page", "q", "chain", "whose", "next", "verb", "channel", "stage", "to")


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_never_break_a_form_of_the_public_face(odd, in_public):
    browser = in_public()
    todays_token_key()
    before = stored()
    for address in ("/en/t6", "/en/w4"):
        for name in (*SEALED, None):
            typed = dict.fromkeys(TYPED, ODD[odd]) | ({name: ODD[odd]} if name else {})
            for go in ("enter", "send", "again"):
                answer = browser.post(address, typed | {"go": go, "page": "message"})
                assert answer.status_code < 500, (address, name, go)
                assert_no_markup(answer)
        assert (
            browser.post(address, dict.fromkeys((*TYPED, *SEALED, "go", "page"), ODD[odd])).status_code < 500
        )
        assert browser.get(address, {"q": ODD[odd]}).status_code < 500
    assert changed(before) <= {"limits_bucket"}


def test_odd_values_inside_a_sitting_never_break_it(in_public):
    asking = Visitor(in_public()).go().press("It is for me").press("Send this now", message="Hi")
    inside = Visitor(in_public(), "/en/w4").go().press("Go on", words=" ".join(asking.words))
    sitting = next(value for form in inside.page.forms for name, value in form["values"] if name == "sitting")
    browser = in_public()
    for odd, value in ODD.items():
        for go in ("set-keep", "send", "set-wishes", value):
            typed = dict.fromkeys(("days", "once", "text", "phone", "phone_safe"), value)
            answer = browser.post("/en/w4", typed | {"sitting": sitting, "go": go})
            assert answer.status_code < 500, (odd, go)
            assert_no_markup(answer)


@pytest.mark.parametrize(("letters", "status"), [(20_000, 200), (60_000, 200), (200_000, 413)])
def test_a_form_far_larger_than_any_text_is_refused_before_it_is_drawn(in_public, letters, status):
    """A few of twelve million bytes held everybody up for minutes. A letter here is nine bytes on the way."""
    body = urlencode({"page": "message", "go": "next", "state": "", "message": "\u0a95" * letters})
    answer = in_public().post("/en/t6", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status
    if status == 200:
        assert "\u0a95" * letters in answer.content.decode()


@pytest.mark.usefixtures("one_page")
@pytest.mark.parametrize("odd", ODD)
def test_odd_values_never_break_a_page_of_the_desk(odd, world, at_desk):
    value, known = ODD[odd], {"member_id": world.colleague.id, "team_id": world.team.id}
    browser, before = at_desk(), None
    for route in sorted(routes("desk"), key=lambda each: each.stance.permission or ""):
        if route.stance.posture in {Posture.HALF, Posture.LOCKED, *PUBLIC}:
            continue
        if route.stance.posture is Posture.SIGNED_OUT:
            browser.cookies.clear()
            before = None
        elif before is None or before != route.stance.permission:
            people.sign_in(browser, holder(world, route))
            before = route.stance.permission
        address = route.address(**known)
        for asked in asking(value, route, known):
            answer = browser.get(address, asked)
            assert answer.status_code < 500, route
            assert before is None or answer.headers.get("Location") not in DOORS, route
            assert_no_markup(answer)
        if route.name not in {"account-end", "sign-out", "sign-in"}:
            answer = browser.post(address, dict.fromkeys((*QUERIES, *TYPED, *FIELDS), value))
            assert answer.status_code < 500, route
            assert_no_markup(answer)
            before = None if answer.headers.get("Location") in DOORS else before


def holder(world, route):
    """Somebody who may use this address."""
    everybody, needed = vars(world).values(), route.stance.permission
    members = (one for one in everybody if isinstance(one, Member))
    return next(one for one in members if not needed or has_permission(one, Permission(needed)))


def asking(value, route, known):
    """All parameters at once; where a page answers, also those alone that another would hide."""
    yield dict.fromkeys(QUERIES, value)
    nowhere = any(name.endswith("_id") and name not in known for name, _ in route.parts)
    if not nowhere and not route.stance.posts_only:
        yield {"before": value}
        yield {"page": value}


@pytest.mark.parametrize("odd", ODD)
def test_odd_cookies_open_nothing_and_break_nothing(odd, at_desk, world):
    browser = at_desk()
    # As a server hands a header on: bytes that need not be ASCII.
    value = "".join(sign for sign in ODD[odd][:4000] if sign not in "\r\n;\x00")
    header = value.encode("utf-8", "surrogatepass").decode("latin-1")
    for name in ("__Host-desk", "__Host-browser", "__Host-form", "sessionid"):
        for address in ("/team", "/sign-in", "/unlock"):
            answer = browser.get(address, HTTP_COOKIE=f"{name}={header}")
            assert answer.status_code in {200, 302}, (name, address)
            assert address != "/team" or answer["Location"] == "/sign-in"


@pytest.mark.parametrize("odd", ["markup", "a nought byte", "a path", "very long"])
def test_odd_addresses_are_not_found(odd, in_public):
    browser = in_public()
    for address in (f"/{ODD[odd][:200]}", f"/en/{ODD[odd][:200]}", "/%2e%2e/%2e%2e/etc/passwd"):
        answer = browser.get(address.replace("\x00", "%00"))
        assert answer.status_code in {301, 302, 400, 404}
        assert_no_markup(answer)


def assert_no_markup(answer):
    for sign in (b"<script>alert", b"<img src=x"):
        assert sign not in answer.content
