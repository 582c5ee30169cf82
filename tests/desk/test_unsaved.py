"""A full, locked or absent database: what was typed at the desk is told to be unsaved, and is not lost."""

import pytest
from django.db import OperationalError

from tests import people
from waymark.staff.sessions import SessionStore

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = "She said the canary sang."


@pytest.fixture
def signed_in(browser, world):
    return people.sign_in(browser, world.caseworker)


def away(*_asked):
    raise OperationalError("canary in an engine's message")


def told_unsaved(answer):
    told = answer.content.decode()
    return (
        answer.status_code == 503
        and "This was not saved" in told
        and "01632 960123" in told
        and f"{WORDS}</textarea>" in told
    )


def test_what_could_not_be_saved_is_shown_with_the_number_to_ring(signed_in):
    answer = signed_in.post("/full", {"words": WORDS, "choice": "b"})
    assert told_unsaved(answer)
    assert answer.content.decode().count("<textarea") == 1
    assert signed_in.get("/keys").status_code == 200


def test_a_database_that_is_away_altogether_loses_no_words_either(signed_in, monkeypatch):
    monkeypatch.setattr(SessionStore, "load", away)
    answer = signed_in.post("/note", {"words": WORDS})
    assert told_unsaved(answer)
    assert "engine" not in answer.content.decode()


def test_nothing_that_opens_a_door_is_shown_back(signed_in, monkeypatch):
    monkeypatch.setattr(SessionStore, "load", away)
    answer = signed_in.post("/sign-in", {"name": "carys", "passphrase": people.PASSPHRASE})
    assert answer.status_code == 503
    assert people.PASSPHRASE not in answer.content.decode()


def test_another_site_gets_nothing_of_its_own_shown_here(signed_in, monkeypatch):
    monkeypatch.setattr(SessionStore, "load", away)
    answer = signed_in.post("/note", {"words": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 503
    assert WORDS not in answer.content.decode()


def test_a_page_that_cannot_be_recorded_says_that_it_does_not_work_now(signed_in):
    answer = signed_in.get("/full")
    assert answer.status_code == 503
    assert "This is not working right now" in answer.content.decode()
