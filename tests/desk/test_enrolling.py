"""From a one-time link to a key pair: step by step, once, and nothing stored before the end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from waymark.sealing.passphrases import derive_passphrase, unseal_staff_half
from waymark.staff import factors
from waymark.staff.actions import accounts
from waymark.staff.models import CodeApp, EnrolmentLink, Member, RecoveryCode, Session
from waymark.staff.queries import admitted_to, link_mark, person_holder
from waymark.staff.rules import fingerprint
from waymark.staff.sessions import SessionStore
from waymark.staff.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def invited(world):
    member, token = accounts.invite_member(
        by=world.manager,
        name="Nadia.K",
        shown_name="Nadia Kemp",
        roles=[Role.CASEWORKER],
        teams=[world.team],
    )
    return member, token


def words_on(page):
    return re.findall(r"<li>([a-z]+)</li>", page.content.decode())


def code_for(page):
    secret = re.search(r'class="letters">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")
    return factors.code_at(secret, timezone.now())


def enrol(browser, token):
    """All steps; returns the passphrase that was shown and the last page."""
    browser.get(f"/enrol/with/{token}")
    browser.post("/enrol", {"token": token})
    passphrase = " ".join(words_on(browser.get("/enrol/passphrase")))
    browser.post("/enrol/passphrase", {"passphrase": passphrase})
    browser.post("/enrol/code", {"code": code_for(browser.get("/enrol/code"))})
    return passphrase, browser.get("/enrol/recovery-codes")


def test_following_the_link_changes_nothing_and_shows_a_button(browser, invited):
    _, token = invited
    page = browser.get(f"/enrol/with/{token}")
    assert page.status_code == 200
    assert f'value="{token}"' in page.content.decode()
    assert not Session.objects.exists()
    assert EnrolmentLink.objects.count() == 1


def test_only_the_hash_of_the_link_is_stored(invited):
    _, token = invited
    link = EnrolmentLink.objects.get()
    assert link.pk == link_mark(token)
    assert token.encode() not in link.pk


def test_enrolling_ends_with_a_pair_that_the_shown_passphrase_opens(browser, invited):
    member, token = invited
    passphrase, codes = enrol(browser, token)
    member.refresh_from_db()
    key = derive_passphrase(passphrase, bytes(member.salt), 1, 8192)
    assert unseal_staff_half(key, member.id, member.sealed_half).public.raw == bytes(member.public_key)
    assert person_holder(member)[0].epoch == 1
    assert RecoveryCode.objects.filter(member=member).count() == 10
    assert len(re.findall(r"<li>[\w]{5}-[\w]{5}</li>", codes.content.decode())) == 10


def test_the_address_of_each_step_carries_nothing(browser, invited):
    _, token = invited
    answer = browser.post("/enrol", {"token": token})
    assert answer["Location"] == "/enrol/passphrase"


def test_recovery_codes_are_shown_until_they_are_kept_and_then_never(browser, invited):
    enrol(browser, invited[1])
    assert browser.get("/enrol/recovery-codes").status_code == 200
    assert "Tick this" in browser.post("/enrol/recovery-codes", {"kept": ""}).content.decode()
    assert browser.post("/enrol/recovery-codes", {"kept": "on"})["Location"] == "/sign-in"
    assert browser.get("/enrol/recovery-codes")["Location"] == "/sign-in"
    assert not Session.objects.exists()


def test_what_an_enrolment_made_is_gone_after_a_quarter_of_an_hour(browser, invited, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    browser.post("/enrol", {"token": invited[1]})
    time_machine.shift(timedelta(minutes=14))
    assert words_on(browser.get("/enrol/passphrase"))
    SessionStore.clear_expired()
    assert Session.objects.count() == 1
    time_machine.shift(timedelta(minutes=2))
    page = browser.get("/enrol/passphrase")
    assert page.status_code == 404
    assert not words_on(page)
    SessionStore.clear_expired()
    assert not Session.objects.exists()
    assert browser.post("/enrol", {"token": invited[1]})["Location"] == "/enrol/passphrase", (
        "the link still works"
    )


def test_recovery_codes_that_were_left_open_are_gone_after_a_quarter_of_an_hour(
    browser, invited, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    enrol(browser, invited[1])
    time_machine.shift(timedelta(minutes=16))
    assert browser.get("/enrol/recovery-codes")["Location"] == "/sign-in"
    SessionStore.clear_expired()
    assert not Session.objects.exists()


def test_a_session_that_somebody_signed_in_to_outlives_it(browser, world, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    people.sign_in(browser, world.caseworker)
    time_machine.shift(timedelta(hours=3))
    SessionStore.clear_expired()
    assert Session.objects.get().dies_at is None


def test_a_link_works_once(browser, another, invited):
    enrol(browser, invited[1])
    late = another().post("/enrol", {"token": invited[1]})
    assert late.status_code == 404
    assert "has been used" in late.content.decode()


def test_two_who_began_with_one_link_do_not_both_finish(browser, another, invited):
    member, token = invited
    slow = another()
    slow.post("/enrol", {"token": token})
    shown = " ".join(words_on(slow.get("/enrol/passphrase")))
    slow.post("/enrol/passphrase", {"passphrase": shown})
    enrol(browser, token)
    half = bytes(Member.objects.get(pk=member.pk).public_key)
    page = slow.post("/enrol/code", {"code": code_for(slow.get("/enrol/code"))})
    assert "has been used" in page.content.decode()
    assert bytes(Member.objects.get(pk=member.pk).public_key) == half


def test_a_link_runs_out(browser, invited, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=5))
    assert browser.post("/enrol", {"token": invited[1]}).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "é" * 20])
def test_an_unknown_link_reads_like_a_used_one(browser, invited, token):
    page = browser.post("/enrol", {"token": token})
    assert page.status_code == 404
    assert "does not work" in page.content.decode()


def test_the_passphrase_has_to_be_typed_back(browser, invited):
    browser.post("/enrol", {"token": invited[1]})
    page = browser.post("/enrol/passphrase", {"passphrase": "acorn acorn acorn acorn acorn acorn"})
    assert "not the passphrase shown" in page.content.decode()
    assert browser.get("/enrol/code")["Location"] == "/enrol/passphrase"


def test_a_wrong_first_code_stores_nothing(browser, invited):
    browser.post("/enrol", {"token": invited[1]})
    words = " ".join(words_on(browser.get("/enrol/passphrase")))
    browser.post("/enrol/passphrase", {"passphrase": words})
    assert "does not fit" in browser.post("/enrol/code", {"code": "000000"}).content.decode()
    assert not CodeApp.objects.filter(member=invited[0]).exists()
    assert Member.objects.get(pk=invited[0].pk).sealed_half is None


def test_the_picture_is_drawn_without_style_attributes(browser, invited):
    browser.post("/enrol", {"token": invited[1]})
    words = " ".join(words_on(browser.get("/enrol/passphrase")))
    browser.post("/enrol/passphrase", {"passphrase": words})
    page = browser.get("/enrol/code").content.decode()
    assert "<svg" in page
    assert "style=" not in page


def test_a_new_colleague_reads_nothing_until_a_colleague_admits_them(browser, another, world, invited):
    member, token = invited
    enrol(browser, token)
    member.refresh_from_db()
    assert member.id not in {one.id for one in admitted_to(world.team)}
    lead = people.sign_in(another(), world.team_lead)
    digits = fingerprint(person_holder(member)[1])
    address = f"/team/members/{member.id}/admit/{world.team.id}"
    assert digits in lead.get(address).content.decode()
    assert "Compare the digits" in lead.post(address, {"digits": digits}).content.decode()
    assert lead.post(address, {"digits": digits, "compared": "on"})["Location"] == "/team"
    assert member.id in {one.id for one in admitted_to(world.team)}
    assert lead.get(address).status_code == 404


def test_a_key_that_changed_since_it_was_compared_is_not_admitted(browser, another, world, invited):
    member, token = invited
    enrol(browser, token)
    lead = people.sign_in(another(), world.team_lead)
    address = f"/team/members/{member.id}/admit/{world.team.id}"
    page = lead.post(address, {"digits": "00000 " * 6, "compared": "on"})
    assert "has changed since you looked" in page.content.decode()
    assert member.id not in {one.id for one in admitted_to(world.team)}


@pytest.mark.parametrize("step", ["passphrase", "code"])
def test_a_step_without_a_beginning_says_what_to_do(browser, db, step):
    page = browser.get(f"/enrol/{step}")
    assert page.status_code == 404
    assert "Follow your link again" in page.content.decode()
