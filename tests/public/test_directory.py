"""The list of organisations as a visitor meets it: light, asked by POST, forgiving, silent about them."""

import gzip
import html
import json
import re
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
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
from waymark.public.planner.plain.notes import (
    MOST_CARRIED,
    MOST_PACKED,
    Notes,
    Person,
    pack,
    seal_notes,
    unseal_notes,
)
from waymark.public.planner.plain.shown import plan_for
from waymark.public.planner.plain.taking import is_too_much
from waymark.ui.inline import SCRIPT, STYLE, hash_source

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BUDGET = 13_000
# Made anew for each form: never the same twice.
LEFT_OUT = re.compile(r'name="(?:doubted|state)" value="[^"]*"')
PAGE, DATA = "/en/n3", "/en/n5"


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
    return re.findall(r"<h3[^>]*><button [^>]*>(.*?)</button></h3>", response.content.decode())


def cards(response):
    """Each card by its name."""
    parts = response.content.decode().split('<div class="org">')[1:]
    return {re.search(r"<button [^>]*>(.*?)</button>", part)[1]: part.split("</div>")[0] for part in parts}


def press_name(client, name):
    """What its own button asks for."""
    key = re.search(r"value=\"([0-9a-f]+)\">", cards(client.get(PAGE))[name])[1]
    return client.post(PAGE, {"see": key}).content.decode()


def eighty(world, settings, checked):
    """The county's organisations in every language, checked on different days, as they would be."""
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


def weigh(ask):
    """Both ways of packing hold the same page within the budget; gives the page."""
    page = ask().content.decode()
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        response = ask(HTTP_ACCEPT_ENCODING=encoding)
        assert response.headers["Content-Encoding"] == encoding
        assert LEFT_OUT.sub("", unpack(response.content).decode()) == LEFT_OUT.sub("", page)
        assert len(response.content) <= BUDGET, (encoding, len(response.content))
    return page


@pytest.mark.parametrize("checked", [False, True])
def test_eighty_real_services_are_on_one_page_within_thirteen_kilobytes(
    client, seed, world, settings, checked
):
    """As it travels, style and scripts and all; whole, found, chosen from and told more, in each language."""
    eighty(world, settings, checked)
    for language in ("en", *catalogues.LANGUAGES):
        address = PAGE.replace("en", language)
        assert weigh(partial(client.get, address)).count('<div class="org">') == 80
        found = weigh(partial(client.post, address, {"near": "LE3", "text": ""}))
        assert found.count('<div class="org">') == 80
        fields = weigh(partial(client.post, address, {"pick": "find", "near": "LE3"}))
        assert len(re.findall("<select", fields)) == 3
        assert 'value="LE3"' in fields
        if language not in {"en", "pa"}:  # the lightest and the heaviest
            continue
        assert weigh(partial(client.post, address, {"pick": "plan"})).count('name="one"') == 80
        assert weigh(partial(client.post, address, {"pick": "wrong"})).count("<option") == 81


def test_the_page_carries_the_shared_style_and_its_own_loader_and_asks_for_nothing_else(client, seed):
    page = client.get(PAGE).content.decode()
    assert re.findall(r"<style>(.*?)</style>", page, re.DOTALL) == [STYLE]
    assert re.findall(r"<script>(.*?)</script>", page, re.DOTALL) == [LOADER, SCRIPT]
    assert not re.search(
        r"\s(?:src|style|on\w+)\s*=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    )
    assert re.search(r"<title>(.*?)</title>", page)[1] == "Information"


def test_what_a_search_fetches_is_more_about_each_and_an_allowed_script(public_client, seed):
    response = public_client.get(DATA)
    assert response.headers["Content-Type"] == "application/json"
    got = response.json()
    assert got["script"] == SEARCH
    assert hash_source(SEARCH) in response.headers["Content-Security-Policy"]
    page = public_client.get(PAGE).content.decode()
    assert sorted(re.findall(r"<button name=\"see\" value=\"([0-9a-f]+)\">", page)) == sorted(got["more"])
    assert len(got["more"]) == 78
    assert ["LE1", 52.634, -1.128, "Leicester"] in got["places"]


def test_all_are_on_one_page_emergency_lines_first_then_local_then_the_country(client, seed):
    page = client.get(PAGE)
    assert re.findall(r"<h2>(.*?)</h2>", page.content.decode()) == [
        "In an emergency",
        "For Exampleshire",
        "For the whole country",
        "For other parts of the country",
        "For people who ask as part of their job",
    ]
    order = names(page)
    assert len(order) == 78
    assert order[0] == "Emergency services (999)"
    wanted = ["Victim First", "Samaritans", "mygov.scot domestic abuse support", "SafeLives"]
    assert sorted(wanted, key=order.index) == wanted


def test_every_entry_of_the_list_has_a_way_or_says_more_when_its_name_is_pressed(client, seed):
    for name, card in cards(client.get(PAGE)).items():
        page = press_name(client, name)
        assert f">{name}</h1>" in page
        assert "href=" in card or re.search(r"<h1.*?<p>\w.*?</form>", page, re.DOTALL), name


def test_a_name_that_is_pressed_says_all_that_is_known_of_it(client, real):
    real(
        name="Elm",
        about="Long talks.",
        who="Everybody",
        cost="Nothing",
        web="https://www.elm.example/a",
        email="ask@elm.example",
        place=Place(address="1 High Street", town="Leicester"),
    )
    card, page = cards(client.get(PAGE))["Elm"], press_name(client, "Elm")
    for said in ("Long talks.", "Everybody", "Nothing", "1 High Street", "elm.example", "ask@elm.example"):
        assert said in page
        assert said not in card
    assert "Stays in the history." in page
    assert "Stays in the sent e-mails." in page
    assert "tel:02079460991" in page
    assert "tel:02079460991" in card


@pytest.mark.parametrize("key", ["x", "a", "", "0" * 32, "g" * 5, "\x00"])
def test_an_odd_key_of_a_name_shows_the_list(client, real, key):
    real()
    assert names(client.post(PAGE, {"see": key})) == ["Elm advice line"]


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
    parts = cards(client.get(PAGE))
    assert "Check first" in parts["Disputed"]
    assert "Its hours differ between sources." in parts["Disputed"]
    assert "Nobody has checked this for a while." in parts["Overdue"]
    assert "Check first" not in parts["Fine"]
    assert re.search(r"Checked \d{1,2} \w+ 20\d\d", parts["Fine"])
    assert disputed.stage == "published"


def test_beside_every_number_stands_its_cost_its_bill_and_what_it_leaves_on_the_phone(client, real):
    numbers = (
        Number(NumberKind.CALL, "02079460991", free=Known.YES, on_bill=Known.NO),
        Number(NumberKind.CALL, "02079460992", free=Known.NO, on_bill=Known.YES),
        Number(NumberKind.CALL, "02079460993"),
        Number(NumberKind.TEXT, "60777", "HELP"),
        Number(NumberKind.CALL, "08082000247"),
        Number(NumberKind.CALL, "08082000248", free=Known.NO),
    )
    real(name="Elm", numbers=numbers)
    card = cards(client.get(PAGE))["Elm"]
    assert re.findall(r"</bdi></a> (.*?)</small>", card) == [
        "<small>Free. Not on the bill. Stays in the list of calls.",
        "<small>Not free. Shows on the bill. Stays in the list of calls.",
        "<small>Cost not known. May show on the bill. Stays in the list of calls.",
        "with the word HELP <small>Cost not known. May show on the bill. Stays in the list of texts.",
        "<small>Free. May show on the bill. Stays in the list of calls.",
        "<small>Not free. May show on the bill. Stays in the list of calls.",
    ]
    assert 'href="sms:60777"' in card


def test_languages_and_terms_stand_on_the_list(client, real):
    real(name="Elm", access="Urdu and Polish", what=frozenset({What.STALKING}), whom=frozenset({Whom.MEN}))
    card = cards(client.get(PAGE))["Elm"]
    assert "<p>Urdu and Polish" in card
    assert "<p>Stalking · Men" in card


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
    assert '<input type="hidden" name="what" value="money">' in page
    assert "1 found." in page
    again = client.post(PAGE, {"what": "money", "pick": "find"}).content.decode()
    assert '<option value="money" selected>' in again
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


def test_where_nothing_says_how_to_reach_it_the_page_says_to_ask_us(client, real):
    real(name="Quiet", numbers=(), web="", email="", place=None)
    real(name="Met", numbers=(), web="", email="", place=Place(address="1 High Street", town="Leicester"))
    page = client.get(PAGE).content.decode()
    assert page.count("Ask us how to reach it.") == 1
    assert page.index(">Quiet<") < page.index("Ask us how to reach it.")
    entry = press_name(client, "Quiet")
    assert "Ask us, and we look for one with you." in entry
    [ask] = re.findall(r'value="(message [^"]+)"', entry)
    said = client.post(PAGE, {"pick": ask}).content.decode()
    assert "This goes into your message" in said
    assert "Quiet" in said


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
    assert page.count("marker-7391") == 1


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


def hidden(page, name):
    """What a form of this page brings along under this name."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def doubt(client, **chosen):
    page = client.post(PAGE, {"pick": "wrong", **chosen}).content.decode()
    return hidden(page, "doubted"), page


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


def test_the_one_whose_own_page_stands_there_is_doubted(client, real):
    service = real(name="Elm")
    real(name="Oak")
    page = client.post(PAGE, {"pick": f"wrong {service.id.hex[:6]}"}).content.decode()
    token = hidden(page, "doubted")
    assert "Thank you" in client.post(PAGE, {"doubted": token, "doubt": "closed"}).content.decode()
    assert [row.service_id for row in ReportedDoubt.objects.all()] == [service.id]


def test_in_a_large_directory_the_one_that_was_found_is_doubted(client, real, monkeypatch):
    monkeypatch.setattr(listing_module, "WHOLE", 1)
    service = real(name="Pigeons", about="Pigeons")
    real(name="Other")
    memory.forget()
    key = re.search(
        r'name="one" value="([0-9a-f]+)', client.post(PAGE, {"text": "pigeons"}).content.decode()
    )[1]
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
@pytest.mark.parametrize("pick", ["message", "plan", "wrong", "knitting"])
def test_an_odd_key_chooses_nothing(client, real, key, pick):
    real()
    for sent in ({"pick": pick, "one": key}, {"pick": f"{pick} {key}"}):
        page = client.post(PAGE, {**sent, "put": "1"}).content.decode()
        assert "Elm advice line" in page
        assert "This goes into your" not in page


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


def choose(visitor, *services):
    """Ticks these on the page of names, and goes on."""
    return visitor.press("Go on", one=[service.id.hex for service in services])


def test_a_chosen_few_begin_a_plan_without_scripts_and_are_among_its_people(real, public_client):
    one, two = real(name="Elm advice line"), real(name="Oak", numbers=(), web="https://oak.example/a")
    asking = Visitor(public_client, PAGE).go().press("Put some of these into my notes").press("Go on")
    assert "Please choose one or more." in asking.said
    choose(asking, one, two)
    assert "Elm advice line" in asking.said
    assert "Nothing is kept yet" in asking.said
    asking.address = "/en/u3"
    asking.press("Go on to my notes")
    assert [each.name for each in notes_in(asking).people] == ["Elm advice line", "Oak"]
    assert [each.reach for each in notes_in(asking).people] == ["020 7946 0991", "oak.example"]
    brought = html.unescape(re.search(r'data-bring="([^"]*)"', asking.html)[1])
    assert json.loads(brought) == [["Elm advice line", "020 7946 0991"], ["Oak", "oak.example"]]
    assert "Elm" not in asking.address
    asking.press("All parts").press("Read it all").press("Show it on one page")
    assert "020 7946 0991" in asking.said


def notes_in(visitor):
    return unseal_notes(hidden(visitor.html, "state"))


def test_a_plan_without_scripts_goes_to_the_list_and_comes_back_with_what_it_had(real, public_client):
    service = real(name="Elm")
    plan = Visitor(public_client, "/en/u3").go().press("Go on").press("As long as it takes")
    plan.press("People I trust").press("Choose from the useful organisations", a2="Tulips")
    plan.address = PAGE
    plan.press("Go on")
    choose(plan, service)
    plan.address = "/en/u3"
    plan.press("Go on to my notes")
    notes = notes_in(plan)
    assert notes.text("a2") == "Tulips"
    assert [each.name for each in notes.people] == ["Elm"]
    # Whoever has written without scripts goes on without.
    assert "data-bring" not in plan.html
    assert 'id="own"' not in plan.html


def test_one_is_put_into_a_message_or_a_plan_from_its_own_page(client, real):
    service = real(name="Elm")
    for goal, said in (("message", "This goes into your message"), ("plan", "This goes into your notes")):
        page = client.post(PAGE, {"pick": f"{goal} {service.id.hex[:4]}"}).content.decode()
        assert said in page
        assert "Elm" in page


def test_a_plan_that_is_full_of_people_says_so_and_keeps_what_was_ticked(client, real):
    service = real(name="Elm")
    full = Notes(people=tuple(Person(f"p{number}", f"Somebody {number}") for number in range(12)))
    sent = {"pick": "plan", "put": "1", "one": service.id.hex, "state": seal_notes(full)}
    page = client.post(PAGE, sent).content.decode()
    assert "There is room for twelve people." in page
    assert re.search(r'name="one" value="[0-9a-f]+" checked', page)
    assert unseal_notes(hidden(page, "state")) == full


def test_a_long_plan_finds_room_beside_the_names_a_part_at_a_time(client, seed, settings):
    settings.PACK_DRAFTS = True
    offer("pa")
    said = {f"q{number}": token_hex(1490) for number in range(2)}
    long = seal_notes(Notes(answers=said))
    assert MOST_PACKED - 200 < len(pack(Notes(answers=said))) <= MOST_PACKED
    address = PAGE.replace("en", "pa")
    found = []
    for part in ("here", "country", "others"):
        page = weigh(partial(client.post, address, {"pick": "plan", "state": long, "part": part}))
        found += re.findall(r'<input type="checkbox" name="one" value="(\w+)"', page)
        assert part not in re.findall(r'<button name="part" value="(\w+)"', page)
    assert len(found) == len(set(found)) == 78
    # What was ticked in one part goes along to the other, and from there into the plan.
    sent = {"pick": "plan", "state": seal_notes(Notes()), "one": found[0]}
    other = client.post(PAGE, {**sent, "part": "country"}).content.decode()
    assert f'<input type="hidden" name="one" value="{found[0]}">' in other
    back = client.post(PAGE, {**sent, "part": "here"}).content.decode()
    assert f'value="{found[0]}" checked' in back
    assert 'type="hidden" name="one"' not in back


@pytest.mark.parametrize("takes", ["gzip", "br"])
def test_a_plan_with_names_brought_into_it_is_no_heavier_than_one_that_was_typed(client, real, takes):
    """Each page of it comes to this visitor within the bound, whatever was brought: else nothing is."""
    ways = [
        real(name=f"{token_hex(10)} {number}", web=f"https://{token_hex(12)}.example") for number in range(12)
    ]
    ones = [each.id.hex for each in ways]
    outcomes = set()
    for letters in (0, 600, 900, 1100, 1300, 1500, 1700, 2100):
        held = Notes(answers={"o1": token_hex(letters // 2), "j3": token_hex(letters // 2)})
        sent = {"pick": "plan", "put": "1", "one": ones, "state": seal_notes(held)}
        answer = client.post(PAGE, sent, headers={"Accept-Encoding": takes})
        assert len(answer.content) <= BUDGET
        page = {"gzip": gzip, "br": brotli}[takes].decompress(answer.content).decode()
        carried = unseal_notes(hidden(page, "state"))
        outcomes.add(bool(carried.people))
        if not carried.people:
            assert "There is no room for these in your notes." in page
            assert len(re.findall(r'name="one" value="[0-9a-f]+" checked', page)) == 12
        else:
            assert not is_too_much(plan_for("en"), carried, MOST_CARRIED[takes])
    assert outcomes == {True, False}


def test_a_plan_that_cannot_be_read_any_more_is_said_to_be_gone(client, real):
    service = real(name="Elm")
    sent = {"pick": "plan", "put": "1", "one": service.id.hex, "state": "torn"}
    page = client.post(PAGE, sent).content.decode()
    assert "We could not read what you wrote before" in page
    assert "Elm" in page


def test_text_of_an_entry_is_never_markup(client, real):
    real(name="<script>alert(1)</script>", about='"><img src=x onerror=alert(1)>')
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_page_is_answered_from_memory(client, real, django_assert_num_queries):
    real()
    client.get(PAGE)
    for page in (PAGE, DATA):
        client.get(page)
        with django_assert_num_queries(0):
            client.get(page)


def test_the_list_is_one_tap_from_every_page(client, db):
    assert f'<a href="{PAGE}">' in Client().get("/en").content.decode()
