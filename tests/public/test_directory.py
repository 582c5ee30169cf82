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
from tests.public.tongues import offer
from tests.public.visitor import Visitor
from tools import catalogues
from waymark.config.verbs.demo import take_in_organisations
from waymark.directory.actions import add_service, confirm_service, publish_service
from waymark.directory.entries import Number, Place
from waymark.directory.models import ReportedDoubt, Service
from waymark.directory.places import known_places
from waymark.directory.terms import How, Known, NumberKind, What, Whom
from waymark.public.directory import listing as listing_module
from waymark.public.directory.listing import memory
from waymark.public.directory.script import LOADER, SEARCH
from waymark.ui.inline import SCRIPT, STYLE, hash_source

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BUDGET = 13_000
PAGE, COUNTRY, OTHERS, DATA = "/en/n3", "/en/n4", "/en/n7", "/en/n5"
PAGES = (PAGE, COUNTRY, OTHERS)


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


def everything(client):
    return "".join(client.get(page).content.decode() for page in PAGES)


@pytest.mark.parametrize("language", ["en", *catalogues.LANGUAGES])
@pytest.mark.parametrize("checked", [False, True])
def test_eighty_real_services_are_on_pages_within_thirteen_kilobytes(
    client, seed, world, settings, language, checked
):
    """Whole pages as they travel, style and scripts and all; checked on different days, as they would be."""
    settings.PACK_DRAFTS = True
    offer(*catalogues.LANGUAGES)
    for name in ("Elm", "Oak"):
        add_service(by=world.editor, entry=an_entry(name=name))
    if checked:
        settings.SERVICE.demonstration = False
        today = timezone.localdate()
        for number, row in enumerate(Service.objects.all()):
            row.stage, row.checked_on = "published", today - timedelta(days=number)
            row.review_due = today + timedelta(days=180)
            row.save()
    memory.forget()
    found = 0
    for page in PAGES:
        address = page.replace("en", language)
        html = client.get(address).content.decode()
        found += html.count('class="org"')
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            response = client.get(address, HTTP_ACCEPT_ENCODING=encoding)
            assert response.headers["Content-Encoding"] == encoding
            assert unpack(response.content).decode() == html
            assert len(response.content) <= BUDGET, (address, encoding, len(response.content))
    assert found == 80


def test_the_page_carries_the_shared_style_and_its_own_loader_and_asks_for_nothing_else(client, seed):
    for page in PAGES:
        html = client.get(page).content.decode()
        assert re.findall(r"<style>(.*?)</style>", html, re.DOTALL) == [STYLE]
        own = [LOADER] if page == PAGE else []
        assert re.findall(r"<script>(.*?)</script>", html, re.DOTALL) == [*own, SCRIPT]
        assert not re.search(
            r"\s(?:src|style|on\w+)\s*=", re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
        )
        assert re.search(r"<title>(.*?)</title>", html)[1] == "Information"


def test_what_a_search_fetches_is_all_that_is_on_the_other_pages_and_an_allowed_script(public_client, seed):
    response = public_client.get(DATA)
    assert response.headers["Content-Type"] == "application/json"
    got = response.json()
    assert got["script"] == SEARCH
    assert hash_source(SEARCH) in response.headers["Content-Security-Policy"]
    assert (
        public_client.get(PAGE).content.decode().count('class="org"') + got["rest"].count('class="org"') == 78
    )
    assert ["LE1", 52.634, -1.128, "Leicester"] in got["places"]


def test_emergency_lines_come_first_then_local_and_the_country_is_one_tap_away(client, seed):
    headings = [re.findall(r"<h2>(.*?)</h2>", client.get(page).content.decode()) for page in PAGES]
    assert headings == [
        ["In an emergency", "For Exampleshire"],
        ["For the whole country"],
        ["For other parts of the country", "For people who ask as part of their job"],
    ]
    assert names(client.get(PAGE))[0] == "Emergency services (999)"
    assert "Victim First" in names(client.get(PAGE))
    assert "Samaritans" in names(client.get(COUNTRY))
    assert "mygov.scot domestic abuse support" in names(client.get(OTHERS))
    first = client.get(PAGE).content.decode()
    assert f'href="{COUNTRY}"' in first
    assert f'href="{OTHERS}"' in first
    found = client.post(PAGE, {"text": "support"}).content.decode()
    assert found.index("For Exampleshire</h2>") < found.index("For the whole country</h2>")


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


def test_what_a_number_leaves_behind_is_said_once_and_what_is_known_of_the_bill_beside_it(client, real):
    numbers = (
        Number(NumberKind.CALL, "02079460991", free=Known.YES, on_bill=Known.NO),
        Number(NumberKind.CALL, "02079460992", on_bill=Known.YES),
        Number(NumberKind.CALL, "02079460993"),
        Number(NumberKind.TEXT, "60777", "HELP"),
    )
    real(numbers=numbers)
    page = client.get(PAGE).content.decode()
    assert re.findall(r"</bdi></a>(.*?)</p>", page.split('class="org"')[1].split("</section>")[0]) == [
        " Free. Not on the bill.",
        " Shows on the bill.",
        "",
        " with the word HELP",
    ]
    assert 'href="sms:60777"' in page
    for said in ("A call stays in the list of calls", "A text stays on the phone", "we do not know"):
        assert page.index(said) < page.index('class="org"')


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


def doubt(client, **chosen):
    page = client.post(PAGE, {"pick": "wrong", **chosen}).content.decode()
    return re.search(r'name="doubted" value="([^"]*)"', page)[1], page


def test_something_is_wrong_takes_two_steps_and_no_name(client, real):
    service = real()
    token, page = doubt(client)
    assert f'<option value="{service.id.hex}">Elm advice line</option>' in page
    again = client.post(PAGE, {"doubted": token, "which": service.id.hex}).content.decode()
    assert "Please choose what is wrong." in again
    again = client.post(PAGE, {"doubted": token, "doubt": "hours"}).content.decode()
    assert "Please choose one." in again
    told = client.post(PAGE, {"doubted": token, "which": service.id.hex, "doubt": "hours"})
    assert "Thank you" in told.content.decode()
    assert [(row.what, row.service_id) for row in ReportedDoubt.objects.all()] == [("hours", service.id)]


def test_in_a_large_directory_the_one_that_was_found_is_doubted(client, real, monkeypatch):
    monkeypatch.setattr(listing_module, "WHOLE", 1)
    service = real(name="Pigeons", about="Pigeons")
    real(name="Other")
    memory.forget()
    key = re.search(r'name="one" value="([^"]*)"', client.post(PAGE, {"text": "pigeons"}).content.decode())[1]
    token, page = doubt(client, one=key)
    assert "<h1>Pigeons</h1>" in page
    client.post(PAGE, {"doubted": token, "doubt": "closed"})
    assert [row.service_id for row in ReportedDoubt.objects.all()] == [service.id]


@pytest.mark.parametrize("token", ["", "x", "####", "A" * 200])
def test_a_doubt_without_our_token_is_not_taken(client, real, token):
    real()
    assert client.post(PAGE, {"doubted": token, "doubt": "hours"}).status_code == 200
    assert not ReportedDoubt.objects.exists()


def test_a_token_lasts_an_hour(client, real):
    token, _page = doubt(client, one=real().id.hex)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        client.post(PAGE, {"doubted": token, "doubt": "hours"})
    assert not ReportedDoubt.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "a", "zzzzzz", "\x00" * 6, "a" * 32, "a" * 5000])
@pytest.mark.parametrize("pick", ["message", "put", "wrong", "knitting"])
def test_an_odd_key_chooses_nothing(client, real, key, pick):
    real()
    page = client.post(PAGE, {"pick": pick, "one": key}).content.decode()
    assert "Elm advice line" in page
    assert "This goes into your message" not in page


def test_a_chosen_few_go_into_a_message_as_words_that_can_be_changed(real, public_client):
    one = real(name="Elm advice line")
    real(name="Oak")
    web = real(name="Ash", numbers=(), email="", web="https://www.ash.example/help")
    asking = Visitor(public_client, PAGE).go().press("Put some of these into a message").press("Go on")
    assert "Please choose one or more." in asking.said
    asking.press("Go on", one=[one.id.hex, web.id.hex])
    assert "- Elm advice line: 020 7946 0991" in asking.said
    assert "- Ash: ash.example" in asking.said
    assert "Oak" not in asking.said
    asking.address = re.search(r'action="(/en/\w+)"', asking.html)[1]
    asking.press("Go on and write to us").press("It is for me")
    assert asking.typed["message"].startswith("I would like to talk about these:")


def test_text_of_an_entry_is_never_markup(client, real):
    real(name="<script>alert(1)</script>", about='"><img src=x onerror=alert(1)>')
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_page_is_answered_from_memory(client, real, django_assert_num_queries):
    real()
    client.get(PAGE)
    for page in (*PAGES, DATA):
        client.get(page)
        with django_assert_num_queries(0):
            client.get(page)


def test_the_list_is_one_tap_from_every_page(client, db):
    assert f'<a href="{PAGE}">' in Client().get("/en").content.decode()
