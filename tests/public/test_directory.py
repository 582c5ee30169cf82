"""The list of organisations as a visitor meets it: light, asked by POST, forgiving, silent about them."""

import gzip
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import brotli
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests import people
from tests.directory.conftest import an_entry
from waymark.config.verbs.demo import take_in_organisations
from waymark.directory.actions import add_service, confirm_service, publish_service
from waymark.directory.entries import Number, Place
from waymark.directory.models import ReportedDoubt, Service
from waymark.directory.places import known_places
from waymark.directory.terms import How, Known, NumberKind, What, Whom
from waymark.public.directory import listing as listing_module
from waymark.public.directory.listing import memory
from waymark.public.directory.script import SOURCE
from waymark.ui.inline import SCRIPT, STYLE

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
OWN_WEIGHT = 10_400
PAGE = "/en/n3"


@pytest.fixture(autouse=True)
def fresh_memory():
    memory.forget()
    known_places.cache_clear()
    yield
    memory.forget()
    known_places.cache_clear()


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def real(settings, world):
    """A service that is no demonstration; gives a maker of published entries."""
    settings.SERVICE.demonstration = False

    def make(**changes):
        service = add_service(by=world.editor, entry=an_entry(**changes))
        service = confirm_service(by=world.editor, service=service, how="rang them")
        memory.forget()
        return publish_service(by=world.editor, service=service)

    return make


@pytest.fixture
def seed(db):
    take_in_organisations()


def names(response):
    return re.findall(r"<h3>(.*?)</h3>", response.content.decode())


def test_the_list_of_eighty_services_keeps_its_own_weight(client, seed, world):
    """What the list itself weighs beside the style and script that all pages share."""
    for name in ("Elm", "Oak"):
        add_service(by=world.editor, entry=an_entry(name=name))
    response = client.get(PAGE, HTTP_ACCEPT_ENCODING="br, gzip")
    assert response.headers["Content-Encoding"] == "br"
    html = brotli.decompress(response.content).decode()
    own = html.replace(STYLE, "").replace(SCRIPT, "")
    assert len(brotli.compress(own.encode(), quality=11)) <= OWN_WEIGHT
    assert html.count('class="org"') == 80
    packed = client.get(PAGE, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(packed.content).decode() == html
    assert client.get(PAGE).content.decode() == html


def test_the_page_carries_the_shared_style_and_its_own_script_and_asks_for_nothing_else(client, seed):
    html = client.get(PAGE).content.decode()
    assert re.findall(r"<style>(.*?)</style>", html, re.DOTALL) == [STYLE]
    assert re.findall(r"<script>(.*?)</script>", html, re.DOTALL) == [SOURCE, SCRIPT]
    assert not re.search(
        r"\s(?:src|style|on\w+)\s*=", re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    )
    assert re.search(r"<title>(.*?)</title>", html)[1] == "Information"


def test_emergency_lines_come_first_then_local_then_national(client, seed):
    response = client.get(PAGE)
    headings = re.findall(r"<h2>(.*?)</h2>", response.content.decode())
    assert headings == [
        "In an emergency",
        "For Exampleshire",
        "For the whole country",
        "For other parts of the country",
    ]
    assert names(response)[0] == "Emergency services (999)"
    order = names(response)
    assert (
        order.index("Victim First")
        < order.index("Samaritans")
        < order.index("mygov.scot domestic abuse support")
    )


def test_a_demonstration_says_that_nobody_has_checked_and_a_real_service_shows_no_draft(
    client, seed, settings
):
    assert "Nobody has checked these numbers" in client.get(PAGE).content.decode()
    settings.SERVICE.demonstration = False
    memory.forget()
    page = client.get(PAGE).content.decode()
    assert "Samaritans" not in page
    assert "Nobody has checked these numbers" not in page


def test_conflicting_and_overdue_facts_say_check_first(client, real):
    disputed = real(name="Disputed", check_first="Its hours differ between sources.")
    overdue = real(name="Overdue")
    real(name="Fine")
    Service.objects.filter(pk=overdue.pk).update(review_due=timezone.localdate() - timedelta(days=1))
    memory.forget()
    parts = {
        re.search(r"<h3>(.*?)</h3>", p)[1]: p
        for p in client.get(PAGE).content.decode().split('class="org"')[1:]
    }
    assert "Check first" in parts["Disputed"]
    assert "Its hours differ between sources." in parts["Disputed"]
    assert "Nobody has checked this for a while." in parts["Overdue"]
    assert "Check first" not in parts["Fine"]
    assert re.search(r"Checked \d{1,2} \w+ 20\d\d", parts["Fine"])
    assert disputed.stage == "published"


def test_each_number_says_what_it_leaves_behind(client, real):
    numbers = (
        Number(NumberKind.CALL, "02079460991", free=Known.YES, on_bill=Known.NO),
        Number(NumberKind.CALL, "02079460992", on_bill=Known.YES),
        Number(NumberKind.CALL, "02079460993"),
        Number(NumberKind.TEXT, "60777", "HELP"),
    )
    real(numbers=numbers)
    said = re.findall(r"<small>(.*?)</small>", client.get(PAGE).content.decode())
    assert said == [
        "Free. Stays in the call list. Not on the bill.",
        "Stays in the call list. Shows on the bill.",
        "Stays in the call list. On the bill: not known.",
        "The text stays on the phone.",
    ]
    assert 'href="sms:60777"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23 10:00", "Open now, until 5pm."),
        ("2026-11-23 18:00", "Closed now. Opens Tuesday at 9am."),
        ("2026-11-23 08:00", "Closed now. Opens today at 9am."),
        ("2026-11-27 18:00", "Closed now. Opens Monday at 9am."),
        ("2026-12-25 10:00", "Closed now. Opens Tuesday at 9am."),
        ("2026-07-06 16:30", "Open now, until 5pm."),
    ],
)
def test_open_now_follows_the_clock_of_the_country_and_its_bank_holidays(client, real, at, said):
    real()
    with time_machine.travel(
        datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/London")), tick=False
    ):
        assert f"<b>{said}</b> Monday to Friday 9am to 5pm" in client.get(PAGE).content.decode()


def test_choices_are_sent_by_post_and_leave_what_fits(client, real):
    real(name="Money", what=frozenset({What.MONEY}), whom=frozenset())
    real(name="Men", what=frozenset({What.HELPLINE}), whom=frozenset({Whom.MEN}))
    real(
        name="Walk",
        what=frozenset({What.HELPLINE}),
        whom=frozenset({Whom.WOMEN}),
        how=frozenset({How.WALK_IN}),
    )
    assert names(client.post(PAGE, {"what": "money"})) == ["Money"]
    assert names(client.post(PAGE, {"whom": "men"})) == ["Men", "Money"]
    assert names(client.post(PAGE, {"whom": "women", "what": "helpline"})) == ["Walk"]
    assert names(client.post(PAGE, {"how": "walk-in"})) == ["Walk"]
    page = client.post(PAGE, {"what": "money"}).content.decode()
    assert '<option value="money" selected>' in page
    assert "1 found." in page
    assert len(names(client.post(PAGE, {"what": "knitting", "text": " "}))) == 3


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stalking", "Alice Ruggles Trust"),
        ("stlaking", "Alice Ruggles Trust"),
        ("samaritens", "Samaritans"),
        ("no money", "Surviving Economic Abuse"),
        ("dog", "RSPCA Pet Retreat"),
        ("KARMA nirvana", "Karma Nirvana"),
    ],
)
def test_search_forgives_spelling_and_knows_everyday_words(client, seed, text, first):
    assert names(client.post(PAGE, {"text": text}))[0] == first


def test_trapped_at_home_and_visa_lead_to_help(client, seed):
    assert "Shelter" in names(client.post(PAGE, {"text": "trapped at home"}))
    assert "Surviving Economic Abuse" in names(client.post(PAGE, {"text": "visa"}))


@pytest.mark.parametrize("near", ["LE1", "le1 5ab", "Leicester"])
def test_near_me_sorts_by_the_middle_of_an_outcode_or_town(client, real, near):
    real(name="Away", place=Place(town="Hinckley", latitude=52.54, longitude=-1.37))
    real(name="Close", place=Place(town="Leicester", latitude=52.63, longitude=-1.13))
    assert names(client.get(PAGE)) == ["Away", "Close"]
    assert names(client.post(PAGE, {"near": near})) == ["Close", "Away"]


def test_a_place_that_is_not_ours_says_so_and_loses_nothing(client, real):
    real()
    page = client.post(PAGE, {"near": "Atlantis"}).content.decode()
    assert "We do not know this place" in page
    assert 'value="Atlantis"' in page


def test_what_is_looked_for_is_in_no_address_and_no_log(client, seed, caplog):
    with caplog.at_level(0):
        page = client.post(PAGE, {"text": "marker-7391", "near": "LE3", "what": "money"}).content.decode()
    assert "marker-7391" not in caplog.text
    assert "LE3" not in caplog.text
    for target in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert "marker" not in target
        assert "money" not in target or target.startswith("http")
    assert '<form id="find" method="post"' in page


def test_a_large_directory_is_searched_at_the_server(client, real, monkeypatch):
    monkeypatch.setattr(listing_module, "WHOLE", 1)
    near = real(name="Near", place=Place(town="Leicester", latitude=52.63, longitude=-1.13))
    real(name="Pigeons", about="Pigeons")
    real(name="999", what=frozenset({What.EMERGENCY}))
    memory.forget()
    page = client.get(PAGE)
    assert names(page) == ["999"]
    assert "There are many organisations here" in page.content.decode()
    assert names(client.post(PAGE, {"text": "pigoens"})) == ["Pigeons"]
    assert names(client.post(PAGE, {"near": "LE1"})) == [near.name]
    assert sorted(names(client.post(PAGE, {"whom": "women"}))) == ["999", "Near", "Pigeons"]


def doubt(client, response_or_key):
    page = client.post(PAGE, {"wrong": response_or_key}).content.decode()
    return re.search(r'name="doubted" value="([^"]*)"', page)[1]


def test_something_is_wrong_takes_two_steps_and_no_name(client, real):
    service = real()
    key = re.search(r'name="wrong" value="([^"]*)"', client.get(PAGE).content.decode())[1]
    assert service.id.hex.startswith(key)
    token = doubt(client, key)
    again = client.post(PAGE, {"doubted": token}).content.decode()
    assert "Please choose what is wrong." in again
    assert "Thank you" in client.post(PAGE, {"doubted": token, "doubt": "hours"}).content.decode()
    assert [row.what for row in ReportedDoubt.objects.all()] == ["hours"]


@pytest.mark.parametrize("token", ["", "x", "####", "A" * 200])
def test_a_doubt_without_our_token_is_not_taken(client, real, token):
    real()
    assert client.post(PAGE, {"doubted": token, "doubt": "hours"}).status_code == 200
    assert not ReportedDoubt.objects.exists()


def test_a_token_lasts_an_hour(client, real):
    service = real()
    token = doubt(client, service.id.hex[:6])
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        client.post(PAGE, {"doubted": token, "doubt": "hours"})
    assert not ReportedDoubt.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "a", "zzzzzz", "\x00" * 6, "a" * 5000])
def test_an_odd_key_shows_the_list(client, real, key):
    real()
    assert names(client.post(PAGE, {"wrong": key})) == ["Elm advice line"]


def test_text_of_an_entry_is_never_markup(client, real):
    real(name="<script>alert(1)</script>", about='"><img src=x onerror=alert(1)>')
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_page_is_answered_from_memory(client, real, django_assert_num_queries):
    real()
    client.get(PAGE)
    with django_assert_num_queries(0):
        client.get(PAGE)


def test_the_list_is_one_tap_from_every_page(client, db):
    assert f'<a href="{PAGE}">' in Client().get("/en").content.decode()
