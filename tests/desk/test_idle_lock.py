"""The idle lock: the secret half goes, the words stay. What was typed is shown again, never sent."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests import people
from tests.desk import face
from tests.desk.test_signing_in import CODE_SECRET, code_now
from waymark.staff import parts, standing
from waymark.staff.models import Session

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORDS = "She said the canary sang.\nTwice — on Tuesday."


@pytest.fixture
def caseworker(world):
    parts.keep_code_app(world.caseworker, people.secret_of(world.caseworker), CODE_SECRET)
    return world.caseworker


@pytest.fixture(autouse=True)
def nothing_sent():
    face.sent.clear()


@pytest.fixture
def signed_in(browser, caseworker):
    people.sign_in(browser, caseworker)
    return browser


@pytest.fixture
def pass_idle_minutes(time_machine):
    def pass_minutes(minutes=11):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=True)

    return pass_minutes


def kept_in(browser):
    return [each.fields for each in standing.parked_in(people.session_of(browser))]


def unlock(browser, passphrase=people.PASSPHRASE):
    return browser.post("/unlock", {"passphrase": passphrase})


def test_a_late_form_keeps_its_words_and_is_not_sent(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    assert signed_in.post("/note", {"words": WORDS})["Location"] == "/unlock"
    assert "What you typed is kept" in signed_in.get("/unlock").content.decode()
    assert unlock(signed_in)["Location"] == "/note"
    page = signed_in.get("/note")
    assert page.status_code == 200
    assert "She said the canary sang.\nTwice — on Tuesday.</textarea>" in page.content.decode()
    assert face.sent == []
    assert "canary" not in signed_in.get("/note").content.decode(), "shown once"


def test_the_words_are_sent_when_the_person_sends_them(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/note", {"words": WORDS})
    unlock(signed_in)
    signed_in.get("/note")
    signed_in.post("/note", {"words": WORDS})
    assert face.sent == [WORDS]


def test_a_page_without_a_form_of_its_own_sends_people_to_what_they_typed(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/reply?to=7", {"words": WORDS, "choice": "b"})
    assert unlock(signed_in)["Location"] == "/reply?to=7"
    assert signed_in.get("/reply?to=7")["Location"] == "/typed"
    page = signed_in.get("/typed").content.decode()
    assert "canary" in page
    assert 'action="/reply?to=7"' in page
    assert '<input type="hidden" name="choice" value="b">' in page
    assert face.sent == []
    signed_in.post("/reply?to=7", {"words": WORDS, "choice": "b"})
    assert len(face.sent) == 1
    assert signed_in.get("/typed")["Location"] == "/"


def test_what_was_typed_can_be_thrown_away(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/reply", {"words": WORDS})
    unlock(signed_in)
    signed_in.post("/typed", {"which": "1"})
    assert signed_in.get("/typed")["Location"] == "/"


def test_a_file_is_not_kept_and_the_page_says_so(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/note", {"words": WORDS, "photo": SimpleUploadedFile("a.png", b"bytes")})
    assert "files have to be chosen again" in signed_in.get("/unlock").content.decode()


def test_nothing_parked_is_readable_at_rest(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/note", {"words": WORDS})
    row = Session.objects.get()
    assert b"canary" not in row.sealed.raw
    assert kept_in(signed_in) == [{"words": [WORDS]}]


def test_a_locked_session_holds_no_secret(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    assert signed_in.get("/keys")["Location"] == "/unlock"
    assert standing.SECRET not in people.session_of(signed_in).load()


def test_unlocking_takes_the_passphrase_and_a_new_token(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.get("/keys")
    before = signed_in.cookies["__Host-desk"].value
    assert "do not fit" in unlock(signed_in, "wrong words").content.decode()
    assert unlock(signed_in)["Location"] == "/keys"
    assert signed_in.cookies["__Host-desk"].value != before
    assert signed_in.get("/keys").content == b"2"


def test_unlocking_within_the_day_needs_no_code_and_after_it_does(signed_in, pass_idle_minutes):
    pass_idle_minutes(13 * 60)
    signed_in.post("/note", {"words": WORDS})
    assert unlock(signed_in)["Location"] == "/sign-in/code"
    assert signed_in.get("/keys")["Location"] == "/sign-in/code"
    assert signed_in.post("/sign-in/code", {"code": code_now()})["Location"] == "/note"
    assert "canary" in signed_in.get("/note").content.decode()


def test_a_session_in_use_does_not_lock(signed_in, pass_idle_minutes):
    for _ in range(4):
        pass_idle_minutes(8)
        assert signed_in.get("/keys").status_code == 200


def test_somebody_else_cannot_unlock_it_and_signing_out_forgets_the_words(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/note", {"words": WORDS})
    assert signed_in.get("/sign-in")["Location"] == "/unlock"
    signed_in.post("/sign-out")
    assert not Session.objects.exists()


def test_words_too_long_to_keep_are_not_cut(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    signed_in.post("/note", {"words": "x" * (standing.PARKED_LETTERS + 1)})
    assert kept_in(signed_in) == []
    assert "What you typed is kept" not in signed_in.get("/unlock").content.decode()


def lock_by_page(browser, typed_on="/note", typed=(("words", WORDS),)):
    return lock_with_forms(browser, *([(typed_on, typed)] if typed else []), typed_on=typed_on)


def lock_with_forms(browser, *forms, typed_on="/note"):
    return browser.post("/lock", {"typed_on": typed_on, "typed": json.dumps(forms)})


def test_locking_by_hand_takes_the_secret_and_keeps_the_words(signed_in):
    assert lock_by_page(signed_in)["Location"] == "/unlock"
    assert signed_in.get("/keys")["Location"] == "/unlock"
    assert unlock(signed_in)["Location"] == "/note"
    assert "canary" in signed_in.get("/note").content.decode()
    assert face.sent == []


def test_a_page_that_locks_itself_too_late_keeps_the_words_all_the_same(signed_in, pass_idle_minutes):
    pass_idle_minutes()
    assert lock_by_page(signed_in)["Location"] == "/unlock"
    assert unlock(signed_in)["Location"] == "/note"
    assert "canary" in signed_in.get("/note").content.decode()


def test_locking_without_words_comes_back_to_the_page(signed_in):
    lock_by_page(signed_in, typed_on="/account", typed=())
    assert unlock(signed_in)["Location"] == "/account"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/x", "https://evil.example/", "", "/nowhere", "javascript:1"]
)
def test_locking_never_leads_to_another_site(signed_in, elsewhere):
    lock_by_page(signed_in, typed_on=elsewhere)
    assert kept_in(signed_in) == []
    lock_by_page(signed_in, typed_on=elsewhere, typed=())
    assert unlock(signed_in)["Location"] == "/"


@pytest.mark.parametrize(
    "typed", ["", "{}", "[1]", '[["/note"]]', '[["/note", 1]]', '[["/note", [["a", 1]]]]', "[[", "[" * 9999]
)
def test_words_of_another_shape_are_nothing(signed_in, typed):
    signed_in.post("/lock", {"typed_on": "/note", "typed": typed})
    assert kept_in(signed_in) == []


def test_somebody_who_types_for_long_is_not_locked_out(signed_in, pass_idle_minutes):
    for _ in range(5):
        pass_idle_minutes(6)
        assert signed_in.post("/here").status_code == 204
    assert signed_in.get("/keys").status_code == 200


def test_a_request_under_way_does_not_undo_a_lock(signed_in):
    """Two requests at once: one locks and parks, the other had loaded the session before and saves after."""
    slow = people.session_of(signed_in)
    assert standing.SECRET in slow
    lock_by_page(signed_in)
    slow["said"] = "something of its own"
    slow.save()
    stored = people.session_of(signed_in)
    assert standing.SECRET not in stored.load()
    assert [each.fields for each in standing.parked_in(stored)] == [{"words": [WORDS]}]


def test_two_tabs_that_lock_at_once_lose_no_words(signed_in):
    lock_by_page(signed_in)
    assert lock_by_page(signed_in, typed_on="/account", typed=())["Location"] == "/unlock"
    assert unlock(signed_in)["Location"] == "/note"
    assert "canary" in signed_in.get("/note").content.decode()


def test_all_forms_of_a_page_are_kept_and_each_is_sent_by_itself(signed_in):
    """A note and a reply, both half typed, and one address for each."""
    forms = [("/note", [("words", WORDS)]), ("/reply?to=7", [("words", "A reply, half typed and not sent.")])]
    lock_with_forms(signed_in, *forms)
    assert unlock(signed_in)["Location"] == "/typed"
    told = signed_in.get("/typed").content.decode()
    for kept in ('action="/note"', 'action="/reply?to=7"', "canary", "half typed"):
        assert kept in told
    assert face.sent == []
    assert signed_in.post("/reply?to=7", {"words": "Now whole."})["Location"] == "/typed"
    assert kept_in(signed_in) == [{"words": [WORDS]}]
    assert signed_in.post("/note", {"words": WORDS})["Location"] == "/note"
    assert face.sent == ["Now whole.", WORDS]
    assert signed_in.get("/typed")["Location"] == "/"


def test_one_of_several_forms_can_be_thrown_away(signed_in):
    lock_with_forms(signed_in, ("/note", [("words", WORDS)]), ("/reply", [("words", "half")]))
    unlock(signed_in)
    assert signed_in.post("/typed", {"which": "1"})["Location"] == "/typed"
    assert kept_in(signed_in) == [{"words": ["half"]}]
    assert signed_in.post("/typed", {"which": "x"})["Location"] == "/typed"
    assert signed_in.post("/typed", {"which": "1"})["Location"] == "/"


def test_two_tabs_that_lock_with_words_keep_both(signed_in, pass_idle_minutes):
    lock_by_page(signed_in)
    lock_with_forms(signed_in, ("/reply", [("words", "The other tab.")]))
    lock_with_forms(signed_in, ("/reply", [("words", "The other tab.")]))
    assert kept_in(signed_in) == [{"words": [WORDS]}, {"words": ["The other tab."]}]
