"""The door, from outside: both steps, what is refused, and what a cookie and a row give away."""

import base64
import json
import re
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from tests import people
from waymark.config.quiet import QuietFormatter
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.places import Place
from waymark.staff import factors, parts
from waymark.staff.models import CodeApp, KnownBrowser, RecoveryCode, Session
from waymark.staff.queries import browser_is_known
from waymark.staff.sessions import SessionStore
from waymark.ui.postures import PUBLIC, Posture, stance_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def caseworker(world):
    parts.keep_code_app(world.caseworker, people.secret_of(world.caseworker), CODE_SECRET)
    return world.caseworker


def give_passphrase(browser, name="carys", passphrase=people.PASSPHRASE):
    return browser.post("/sign-in", {"name": name, "passphrase": passphrase})


def code_now():
    return factors.code_at(CODE_SECRET, timezone.now())


def sign_in_fully(browser):
    give_passphrase(browser)
    return browser.post("/sign-in/code", {"code": code_now()})


def test_both_steps_let_somebody_in(browser, caseworker):
    half = give_passphrase(browser)
    assert half.status_code == 302
    assert half["Location"] == "/sign-in/code"
    full = browser.post("/sign-in/code", {"code": code_now()})
    assert full.status_code == 302
    assert full["Location"] == "/"
    assert browser.get("/keys").content == b"2"


def test_the_passphrase_may_be_typed_loosely(browser, caseworker):
    loose = "  Acorn CHEESY canyon   dolphin ember-fossil "
    assert give_passphrase(browser, passphrase=loose)["Location"] == "/sign-in/code"


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [("carys", "wrong words"), ("nobody", people.PASSPHRASE), ("nobody", "wrong words")],
)
def test_a_wrong_name_and_a_wrong_passphrase_read_the_same(browser, caseworker, name, passphrase):
    page = give_passphrase(browser, name, passphrase)
    assert page.status_code == 200
    assert "do not fit together" in page.content.decode()
    assert not Session.objects.exists()


def test_nothing_typed_comes_back_but_the_name(browser, caseworker):
    page = give_passphrase(browser, passphrase="wrong canary words")
    assert "canary" not in page.content.decode()


def test_somebody_who_left_is_like_somebody_unknown(browser, caseworker):
    caseworker.left_on = "2026-01-01"
    caseworker.save()
    assert "do not fit together" in give_passphrase(browser).content.decode()


def test_the_token_changes_at_each_step(browser, caseworker):
    give_passphrase(browser)
    half = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post("/sign-in/code", {"code": code_now()})
    full = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert half != full
    assert Session.objects.count() == 1


def test_a_code_works_once(browser, another, caseworker):
    code = code_now()
    give_passphrase(browser)
    assert browser.post("/sign-in/code", {"code": code}).status_code == 302
    other = another()
    give_passphrase(other)
    page = other.post("/sign-in/code", {"code": code})
    assert page.status_code == 200
    assert "used already" in page.content.decode()


def test_a_recovery_code_works_once(browser, another, caseworker):
    code = parts.keep_recovery_codes(caseworker, people.secret_of(caseworker))[0]
    give_passphrase(browser)
    assert browser.post("/sign-in/code", {"code": code.upper()}).status_code == 302
    assert RecoveryCode.objects.filter(member=caseworker).count() == 9
    other = another()
    give_passphrase(other)
    assert "does not work" in other.post("/sign-in/code", {"code": code}).content.decode()


def test_a_wrong_code_is_refused_and_guessing_is_slowed(browser, caseworker):
    give_passphrase(browser)
    for _ in range(6):
        assert "does not work" in browser.post("/sign-in/code", {"code": "000000"}).content.decode()
    page = browser.post("/sign-in/code", {"code": code_now()})
    assert "tried several times" in page.content.decode()


def test_somebody_elses_code_does_not_fit(browser, world, caseworker):
    parts.keep_code_app(world.stranger, people.secret_of(world.stranger), factors.draw_code_secret())
    give_passphrase(browser, name="stefan")
    assert browser.post("/sign-in/code", {"code": code_now()}).status_code == 200


def addresses():
    yield from walk(get_resolver("tests.desk.face").url_patterns, "/")


def walk(patterns, start):
    for pattern in patterns:
        here = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, here)
        else:
            here = re.sub(r"<uuid:\w+>", str(UUID("5d9f4dfb-6c1e-4a70-9c22-6d0f9b3f9a11")), here)
            yield re.sub(r"<(?:str|slug):\w+>", "zz", here), stance_of(pattern.callback)


@pytest.mark.parametrize("standing", ["none", "half", "locked"])
def test_every_signed_in_address_refuses_a_session_that_is_not_full(browser, caseworker, standing):
    if standing == "half":
        give_passphrase(browser)
    elif standing == "locked":
        people.sign_in(browser, caseworker)
        session = people.session_of(browser)
        del session["secret"]
        session.save()
    door = {"none": "/sign-in", "half": "/sign-in/code", "locked": "/unlock"}[standing]
    tried = 0
    for address, stance in addresses():
        if stance.posture in {Posture.SIGNED_IN, Posture.PERMITTED}:
            method = browser.post if stance.posts_only else browser.get
            answer = method(address)
            assert (answer.status_code, answer["Location"]) == (302, door), address
            tried += 1
    assert tried >= 15


def test_no_desk_address_is_open_but_the_way_out(db):
    assert [address for address, stance in addresses() if stance.posture in PUBLIC] == ["/sign-out"]


def test_every_change_refuses_a_get(browser, world):
    people.sign_in(browser, world.manager)
    for address, stance in addresses():
        if stance.posts_only:
            assert browser.get(address).status_code == 405, address


def test_a_post_without_a_token_changes_nothing(another, caseworker):
    strict = another(enforce_csrf_checks=True)
    assert give_passphrase(strict).status_code == 403
    assert not Session.objects.exists()


def test_a_page_that_is_not_yours_answers_like_one_that_is_not_there(browser, world):
    people.sign_in(browser, world.administrator)
    theirs, unknown = browser.get("/cases"), browser.get("/nowhere")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content


def test_signing_out_ends_the_row(browser, caseworker):
    sign_in_fully(browser)
    assert browser.get("/sign-out").status_code == 405
    browser.post("/sign-out")
    assert not Session.objects.exists()
    assert browser.get("/keys")["Location"] == "/sign-in"


def test_cookies_hold_nothing_but_random_bytes(browser, caseworker):
    sign_in_fully(browser)
    for name, morsel in browser.cookies.items():
        raw = base64.urlsafe_b64decode(morsel.value + "==")
        assert len(raw) in {24, 32}, name
        for secret in (caseworker.id.bytes, str(caseworker.id).encode(), b"carys"):
            assert secret not in raw
            assert secret not in morsel.value.encode()
        assert morsel["secure"]
        assert morsel["httponly"]
        assert morsel["samesite"] == "Strict"
        assert morsel["path"] == "/"
        assert not morsel["domain"]
        assert name.startswith("__Host-")


def test_a_row_without_its_cookie_opens_nothing(browser, caseworker):
    sign_in_fully(browser)
    row = Session.objects.get()
    secret = people.secret_of(caseworker).raw.hex()
    assert secret.encode() not in row.sealed.raw
    assert SessionStore(row.id.hex()).load() == {}
    place = Place(Kind.SESSION, UUID(bytes=row.id[:16]), Field.STATE)
    with pytest.raises(DoesNotUnseal):
        unseal_note_in(IslandKey(row.id), place, row.sealed)


def test_a_cookie_without_its_row_opens_nothing(browser, caseworker):
    sign_in_fully(browser)
    Session.objects.all().delete()
    assert browser.get("/keys")["Location"] == "/sign-in"


def test_a_row_moved_to_another_place_opens_nothing(browser, another, world, caseworker):
    other = another()
    people.sign_in(browser, caseworker)
    people.sign_in(other, world.stranger)
    mine, theirs = Session.objects.get(member=caseworker), Session.objects.get(member=world.stranger)
    Session.objects.filter(pk=mine.pk).update(sealed=theirs.sealed)
    assert browser.get("/keys")["Location"] == "/sign-in"


def test_a_full_sign_in_makes_the_browser_known_to_that_name_only(browser, caseworker):
    sign_in_fully(browser)
    token = browser.cookies[settings.STAFF_BROWSER_COOKIE].value
    assert browser_is_known("carys", token)
    assert not browser_is_known("stefan", token)
    assert token.encode() not in KnownBrowser.objects.get().id


def test_the_title_of_the_door_is_neutral(browser, db):
    page = browser.get("/sign-in").content.decode()
    assert "<title>Sign in</title>" in page


def test_the_door_is_never_kept_by_a_browser(browser, caseworker):
    for answer in (browser.get("/sign-in"), give_passphrase(browser), browser.get("/sign-in/code")):
        assert answer["Cache-Control"] == "no-store"


def test_a_visit_to_the_door_writes_no_row(browser, db):
    for _ in range(5):
        browser.get("/sign-in")
    assert not Session.objects.exists()


def test_the_apps_secret_is_sealed_at_rest(caseworker):
    assert CODE_SECRET.encode() not in CodeApp.objects.get().sealed.raw
    assert json.dumps(CODE_SECRET).encode() not in CodeApp.objects.get().sealed.raw


def test_a_page_inside_costs_two_reads_before_its_own(browser, caseworker):
    people.sign_in(browser, caseworker)
    with CaptureQueriesContext(connections["default"]) as queries:
        assert browser.get("/note").status_code == 200
    assert len(queries) == 2, "the session and its member"
    with CaptureQueriesContext(connections["default"]) as queries:
        browser.get("/keys")
    assert len(queries) == 3, "and the grants"


def test_nothing_typed_reaches_a_log_or_an_address(browser, caseworker, caplog, monkeypatch):
    def fail(**_):
        raise RuntimeError("as unexpected as can be")

    caplog.set_level("DEBUG")
    answers = [give_passphrase(browser, "canary-name", "canary words")]
    monkeypatch.setattr("waymark.staff.backend.prove_passphrase", fail)
    answers.append(give_passphrase(browser, "canary-name", "canary words"))
    assert [answer.status_code for answer in answers] == [200, 500]
    assert "canary" not in answers[1].content.decode()
    formatter = QuietFormatter()
    assert caplog.records
    for line in caplog.records:
        assert "canary" not in formatter.format(line)
