"""Sessions in wrong hands: swapped cookies, a shared browser, a token used again, somebody who left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from tests.people import session_of
from waymark.records.refusal import Refused
from waymark.staff import factors, parts, standing
from waymark.staff.actions.leaving import leave
from waymark.staff.actions.recovering import begin_recovery, recover
from waymark.staff.models import RecoveryKey, Session
from waymark.staff.sessions import SessionStore
from waymark.staff.terms import Standing

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECRET_WORDS = "Canary: she is at the refuge in Harbour Street"
LATER = timedelta(hours=13)


def with_code(member):
    parts.keep_code_app(member, people.secret_of(member), CODE_SECRET)
    return member


def give_passphrase(browser, member):
    return browser.post("/sign-in", {"name": member.name, "passphrase": people.PASSPHRASE})


def give_code(browser, at=None):
    return browser.post("/sign-in/code", {"code": factors.code_at(CODE_SECRET, at or timezone.now())})


def test_what_one_member_typed_is_never_shown_to_the_next_at_the_same_browser(world, at_desk, time_machine):
    """A lock keeps what was typed; a stale second factor asks for both steps; then a colleague sits down."""
    time_machine.move_to(timezone.now(), tick=False)
    browser = people.sign_in(at_desk(), with_code(world.manager))
    with_code(world.team_lead)
    time_machine.shift(LATER)
    browser.post("/team/invite", {"name": "canary", "shown_name": SECRET_WORDS})
    assert browser.post("/unlock", {"passphrase": people.PASSPHRASE})["Location"] == "/sign-in/code"
    time_machine.shift(timedelta(minutes=11))  # they go away between the steps
    assert give_passphrase(browser, world.team_lead)["Location"] == "/sign-in/code"
    inside = give_code(browser)
    assert inside.status_code == 302
    assert inside["Location"] == "/"
    for address in ("/", "/team/invite", "/typed", "/team"):
        assert SECRET_WORDS not in browser.get(address, follow=True).content.decode()
    assert standing.parked_in(session_of(browser)) == ()


def test_an_enrolment_that_was_not_finished_is_not_carried_into_a_colleagues_session(world, at_desk):
    browser = at_desk()
    session = SessionStore()
    session["enrolling"] = {"passphrase": SECRET_WORDS}
    session["enrolled-codes"] = [SECRET_WORDS]
    session.save()
    browser.cookies["__Host-desk"] = session.session_key
    give_passphrase(browser, with_code(world.caseworker))
    give_code(browser)
    kept = session_of(browser)
    assert standing.standing_of(kept, timezone.now()) is Standing.FULL
    assert SECRET_WORDS not in str(dict(kept.items()))


def test_swapped_cookies_are_the_other_persons_session_and_nothing_in_between(world, at_desk):
    one, other = people.sign_in(at_desk(), world.manager), people.sign_in(at_desk(), world.caseworker)
    rows = {row.member_id: row for row in Session.objects.all()}
    mine, theirs = rows[world.manager.id], rows[world.caseworker.id]
    mine.sealed, theirs.sealed = theirs.sealed, mine.sealed
    mine.save()
    theirs.save()
    for browser in (one, other):
        assert browser.get("/team")["Location"] == "/sign-in"


def test_who_a_row_says_it_belongs_to_is_not_believed(world, at_desk):
    browser = people.sign_in(at_desk(), world.caseworker)
    Session.objects.update(member_id=world.manager.id)
    assert browser.get("/team/invite").status_code == 404


@pytest.mark.parametrize("half", [True, False])
def test_the_cookie_of_before_the_second_step_opens_nothing_after_it(half, world, at_desk):
    browser, thief = at_desk(), at_desk()
    give_passphrase(browser, with_code(world.caseworker))
    stolen = browser.cookies["__Host-desk"].value
    if not half:
        give_code(browser)
        thief.cookies["__Host-desk"] = stolen
        assert thief.get("/account")["Location"] == "/sign-in"
    else:
        thief.cookies["__Host-desk"] = stolen
        assert thief.get("/account")["Location"] == "/sign-in/code"


def test_a_code_that_let_somebody_in_lets_no_second_session_in(world, at_desk):
    with_code(world.caseworker)
    first, second = at_desk(), at_desk()
    now = timezone.now()
    for browser in (first, second):
        give_passphrase(browser, world.caseworker)
    assert give_code(first, now).status_code == 302
    assert give_code(second, now).status_code == 200
    assert second.get("/account")["Location"] == "/sign-in/code"


def test_somebody_who_left_gets_nowhere_with_a_session_that_lived(world, at_desk):
    browser = people.sign_in(at_desk(), world.caseworker)
    row = Session.objects.get(member_id=world.caseworker.id)
    assert browser.get("/cases").status_code == 200
    leave(by=world.manager, member=world.caseworker)
    assert browser.get("/cases")["Location"] == "/sign-in"
    row.save(force_insert=True)  # a thief of an old copy puts the row back
    assert browser.get("/cases")["Location"] == "/sign-in"


def test_signing_out_makes_the_token_worthless_even_when_its_row_is_kept(world, at_desk):
    browser = people.sign_in(at_desk(), world.caseworker)
    token = browser.cookies["__Host-desk"].value
    browser.post("/sign-out")
    thief = at_desk()
    thief.cookies["__Host-desk"] = token
    assert thief.get("/account")["Location"] == "/sign-in"


def test_a_post_to_a_locked_session_does_nothing(world, at_desk, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    browser = people.sign_in(at_desk(), world.manager)
    time_machine.shift(timedelta(minutes=11))
    address = f"/team/members/{world.colleague.id}/leave"
    assert browser.post(address)["Location"] == "/unlock"
    world.colleague.refresh_from_db()
    assert world.colleague.left_on is None
    assert "secret" not in dict(session_of(browser).items())


def test_one_sheet_twice_is_one_sheet(world):
    RecoveryKey.objects.all().delete()
    sheets = begin_recovery(by=None)
    for same in sheets:
        with pytest.raises(Refused):
            recover(by=None, sheets=(same, same), member=world.manager)


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/\\evil.example", "/%2F%2Fevil.example", "///evil.example"]
)
def test_no_door_leads_to_another_site(address, world, at_desk, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    browser = people.sign_in(at_desk(), world.caseworker)
    time_machine.shift(timedelta(minutes=11))
    browser.get("/account", {"next": address, "back": address})
    browser.generic("GET", address)
    unlocked = browser.post("/unlock", {"passphrase": people.PASSPHRASE, "next": address})
    assert unlocked.status_code == 302
    assert "evil" not in unlocked["Location"].split("?")[0]
