"""How the pages of the guidance hang together: short lists, headings that ask, a way on and a way back."""

import re

import pytest

from tests.content.conftest import PACKS, surroundings
from tests.content.test_wording import plain
from waymark.content.packs import load_packs
from waymark.content.terms import PageKind

BULLETS, LINKS = 5, 6
TOGETHER = (["england-and-wales"], ["england-and-wales", "leicestershire"])
SHORTEST, LONGEST = 150, 450
FULLER = {"danger": 550, "abuse": 640, "device": 470, "plan": 470}
"""Four pages that carry what must stand in one place; each of their headings is one screen."""


@pytest.fixture(scope="module", params=TOGETHER, ids=["alone", "with-a-layer"])
def pages(request):
    library = load_packs([PACKS / name for name in request.param], surroundings())
    return {
        page.id: page
        for page in library.pages.values()
        if page.language == "en" and page.kind is PageKind.PAGE
    }


def addresses(page):
    return re.findall(r'href="([^"]+)"', page.body)


def by_path(pages):
    return {page.path("en"): page for page in pages.values()}


def test_lists_hold_five_points_and_lists_of_links_six(pages):
    for page in pages.values():
        for inner in re.findall(r"<[ou]l>(.*?)</[ou]l>", page.body, re.DOTALL):
            points = inner.count("<li>")
            links = len(re.findall(r"<li><a ", inner))
            assert points <= (LINKS if links == points else BULLETS), f"{page.id}: {inner[:80]}"


def test_headings_ask(pages):
    for page in pages.values():
        headings = [page.heading, *re.findall(r"<h[23]>(.*?)</h[23]>", page.body)]
        assert [heading for heading in headings if not heading.endswith("?")] == [], page.id


def test_pages_are_short(pages):
    for page in pages.values():
        assert SHORTEST <= len(plain(page).split()) <= FULLER.get(page.id, LONGEST), page.id


def test_every_page_is_within_two_taps_of_the_front(pages):
    known = by_path(pages)
    reached = {"front"}
    for _ in range(2):
        reached |= {known[to].id for page in reached for to in addresses(pages[page]) if to in known}
    assert set(pages) - reached == set()


def test_every_page_leads_on_to_somebody_and_back(pages):
    known = by_path(pages)
    talk = surroundings().doors("en")["talk"]
    for page in pages.values():
        assert {talk, "tel:999", "tel:01632960123"} & set(addresses(page)), page.id
        if page.id != "front":
            back = re.findall(r'<a href="([^"]+)">[Bb]ack to ', page.body)
            assert len(back) == 1, page.id
            assert page.path("en") in addresses(known[back[0]]), f"{page.id}: back to a page that names it"


def test_codes_say_nothing(pages):
    for page in pages.values():
        if page.id != "front":
            assert re.fullmatch(r"[b-df-hj-np-tv-z]\d[b-df-hj-np-tv-z]?", page.code), page.id
            assert not set(page.code) & set(page.id) - set("bcdfghjklmnpqrstvwxyz"), page.id


def test_links_say_where_they_lead(pages):
    vague = {"here", "this", "read this", "read more", "read about it", "read about them", "us", "we", "more"}
    for page in pages.values():
        said = {text.lower() for text in re.findall(r"<a [^>]*>(.*?)</a>", page.body)}
        assert not said & vague, page.id


def test_every_fact_that_may_be_marked_ends_what_is_said(pages):
    """A mark in the middle of a sentence would tear it."""
    for page in pages.values():
        torn = re.findall(r"</span>(?![.,;:]|</(?:p|li|strong)>).{20}", page.body)
        assert torn == [], page.id
