"""The layouts hold what every page needs, in either direction of writing."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import waymark.ui
from waymark.content.markup import show_phone
from waymark.ui.links import Links
from waymark.ui.templatetags.ui import tel

ROOM = Path(waymark.ui.__file__).parent


def links_for_tests(language):
    return Links(
        home=f"/{language}", danger=f"/{language}/d1", device=f"/{language}/d2", talk=f"/{language}/d3"
    )


def draw(**context):
    return render_to_string("ui/layouts/public.html", context)


def test_the_way_out_comes_first_after_the_skip_link():
    page = draw()
    focusable = re.findall(r"<(?:a [^>]*href|button)[^>]*>([^<]*)", page)
    assert focusable[0] == "Skip to the main part"
    assert focusable[1] == "Leave this site"


def test_every_page_says_where_to_call_now_and_who_runs_it():
    page = draw()
    assert 'href="tel:999"' in page
    assert "<bdi>Example Support</bdi>, for <bdi>Exampleshire</bdi>" in page
    assert "Monday to Friday, 9am to 5.30pm; Saturday, 10am to noon" in page


@pytest.mark.parametrize("show", [tel, show_phone])
def test_a_number_is_dialled_without_what_is_only_for_reading(show):
    assert 'href="tel:+441632960123"' in show("+44 (0)1632 960123")
    assert 'href="tel:01632960123"' in show("(01632) 960123")


def test_a_demonstration_says_so(settings):
    assert "demonstration" not in draw()
    settings.SERVICE.demonstration = True
    assert "This is a demonstration" in draw()
    assert "This is a demonstration" in render_to_string("ui/layouts/desk.html")


def test_shared_links_are_those_of_the_language(settings):
    settings.UI_LINKS = "tests.ui.test_layouts.links_for_tests"
    page = draw(language="ur", direction="rtl")
    assert '<html lang="ur" dir="rtl">' in page
    assert 'href="/ur/d2"' in page


def test_the_icon_asks_for_nothing():
    assert '<link rel="icon" href="data:,">' in draw()


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.css")), ids=lambda path: path.name)
def test_styles_know_no_left_and_right(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert not re.findall(r"(?<![-\w])(?:[\w-]*-)?(?:left|right)(?![-\w])", css)
    assert not re.findall(
        r"(?<![-\w])(?:width|height|margin-top|margin-bottom|padding-top|padding-bottom)\s*:(?!.*\))", css
    )


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_style_attribute_and_no_event_attribute(path):
    html = path.read_text()
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"\son\w+\s*=", html)
