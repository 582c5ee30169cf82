"""The pages that anybody may read: light, quiet, whole, and without a trace of who read them."""

import gzip
import re
import tomllib
from pathlib import Path

import brotli
import pytest
from django.urls import resolve

from waymark.config.doors import DOORS
from waymark.content.queries import library, published_codes
from waymark.content.terms import page_path
from waymark.press.drawing import draw_each
from waymark.public.guidance.views import read_page
from waymark.ui.headers import security_headers

BUDGET = 13_000
PACKS = Path(__file__).parent.parent.parent / "packs"
PAGES = sorted(file.stem for file in PACKS.glob("*/en/*.md"))
FACTS = [fact for file in PACKS.glob("*/facts.toml") for fact in tomllib.loads(file.read_text())["fact"]]
ALLOWED_OUTSIDE = {fact["value"] for fact in FACTS if fact["kind"] == "web"} | {
    "https://www.bbc.co.uk/weather"
}


@pytest.fixture(scope="module")
def answers():
    """Every answer that a test here has had, by address: pages do not change while they are tested."""
    return {}


@pytest.fixture
def get(client, answers):
    def get(address):
        if address not in answers:
            answers[address] = client.get(address)
        return answers[address]

    return get


@pytest.fixture
def read(get):
    def read(page):
        codes = {known: code for code, known in library().codes.items()}
        return get(page_path("en", codes[page]))

    return read


def test_the_pages_tested_here_are_all_there_are():
    assert sorted(PAGES) == sorted(library().codes.values())


def test_the_first_page_answers_at_the_bare_address_and_in_its_language(client):
    assert client.get("/").content == client.get("/en").content


@pytest.mark.parametrize("page", PAGES)
def test_a_page_weighs_less_than_a_first_flight(read, page):
    body = read(page).content
    assert len(brotli.compress(body, quality=11)) <= BUDGET
    assert len(gzip.compress(body, 9)) <= BUDGET


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_nothing_else(read, page):
    html = read(page).content.decode()
    assert not re.search(r"<(?:img|image|use|iframe|object|embed|video|audio|source|base)\b", html)
    assert not re.search(r"\ssrc\s*=", html)
    assert re.findall(r"<link [^>]*>", html) == ['<link rel="icon" href="data:,">']
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r'rel="(?:prefetch|preconnect|dns-prefetch|preload|manifest)', html)
    assert "og:" not in html


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_database_and_sets_no_cookie(read, page):
    # No test here is marked for the database, so a query is an error.
    response = read(page)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_carries_every_header(read, page):
    response = read(page)
    for name, value in security_headers(secure=False).items():
        assert response.headers[name] == value
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("page", PAGES)
def test_the_title_and_the_address_say_nothing_and_the_heading_does(read, page):
    html = read(page).content.decode()
    title = re.search(r"<title>(.*?)</title>", html)[1]
    assert re.fullmatch(r"Information(?: – part \d+ of \d+)?", title)
    assert html.count("<h1>") == 1


def test_titles_differ_from_page_to_page_on_a_shelf(read):
    for pages in library().shelves.values():
        titles = {re.search(r"<title>(.*?)</title>", read(page).content.decode())[1] for page in pages}
        assert len(titles) == len(pages)


def test_addresses_are_short_and_hold_no_word():
    for language, code in published_codes():
        assert re.fullmatch(r"/[a-z]{2}(?:/(?=.*\d)[a-z0-9]{2,4})?", page_path(language, code))


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(get, read, page):
    html = read(page).content.decode()
    for target in set(re.findall(r'href="([^"]+)"', html)):
        if target.startswith("/"):
            assert get(target).status_code == 200, target
        elif target.startswith("#"):
            assert f'id="{target[1:]}"' in html
        else:
            assert target.startswith(("tel:", "data:,")) or target in ALLOWED_OUTSIDE, target


@pytest.mark.parametrize("page", PAGES)
def test_another_site_is_never_told_where_its_visitor_came_from(read, page):
    html = read(page).content.decode()
    for link in re.findall(r"<a [^>]*https:[^>]*>", html):
        assert 'rel="noreferrer noopener"' in link
    outside = set(re.findall(r"https?://[^\"\s<]+", html))
    assert outside <= ALLOWED_OUTSIDE


@pytest.mark.parametrize("page", PAGES)
def test_the_limits_of_this_site_are_one_step_away(read, page):
    assert f'href="/en/{_code("device")}"' in read(page).content.decode()


def _code(page):
    return next(code for code, known in library().codes.items() if known == page)


@pytest.mark.parametrize("page", PAGES)
def test_a_demonstration_says_so_on_every_page(read, page):
    assert "This is a demonstration" in read(page).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_a_style_or_event_attribute(read, page):
    html = read(page).content.decode()
    assert not re.search(r"<[^>]+\s(?:style|on\w+)\s*=", html.split("</style>")[1].split("<script>")[0])


def test_all_pages_carry_the_same_style_and_script(read):
    pages = [read(page).content.decode() for page in PAGES]
    assert len({re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1] for html in pages}) == 1
    assert len({re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1] for html in pages}) == 1


@pytest.mark.parametrize("address", ["/en/zz9", "/xx", "/xx/k7", "/en/k7/more", "/EN"])
def test_an_address_without_a_page_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_press_prints_exactly_what_the_view_shows(get):
    printed = {}
    draw_each(library(), printed.__setitem__)
    assert len(printed) == len(PAGES) + 1
    for path, html in printed.items():
        assert get(path).content.decode() == html


def test_search_engines_may_list_the_bare_address_alone(client):
    assert client.get("/").headers["X-Robots-Tag"] == "all"
    assert client.get("/en").headers["X-Robots-Tag"] == "noindex"


def test_a_service_may_have_a_plainly_named_entry_page(client, settings):
    settings.ENTRY_PATH, settings.ENTRY_TITLE = "help-with-abuse", "Help with abuse in Exampleshire"
    entry = client.get("/help-with-abuse")
    assert "<title>Help with abuse in Exampleshire</title>" in entry.content.decode()
    assert entry.headers["X-Robots-Tag"] == "all"
    assert client.get("/").headers["X-Robots-Tag"] == "noindex"
    printed = {}
    draw_each(library(), printed.__setitem__)
    assert printed["/help-with-abuse"] == entry.content.decode()


URLS = "waymark.config.public.urls"
ROOMS = {
    "talk": "public:contact-start",
    "mailbox": "public:mailbox-enter",
    "signs": "public:signs-tick",
    "plan": "public:plan-write",
    "organisations": "public:directory-list",
    "kept": "public:vault-open",
}


def test_every_door_leads_to_its_room():
    for door, path in DOORS.items():
        assert resolve(path.format(language="en"), urlconf=URLS).view_name == ROOMS[door]


def test_a_page_and_its_easy_page_lead_to_each_other(read):
    pairs = [(page.of, page.id) for page in library().pages.values() if page.of and page.language == "en"]
    assert len(pairs) == 5
    for page, easy in pairs:
        assert f'<a href="/en/{_code(easy)}">Easy Read:' in read(page).content.decode()
        assert f'<a href="/en/{_code(page)}">This page with more words' in read(easy).content.decode()


def test_a_page_without_an_easy_page_promises_none(read):
    assert "Easy Read" not in read("front").content.decode()


def test_no_other_room_answers_at_the_address_of_a_page(settings):
    settings.ROOT_URLCONF = "waymark.config.public.urls"
    for language, code in published_codes():
        assert resolve(page_path(language, code)).func is read_page
