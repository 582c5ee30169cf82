"""The public pages in a real Chromium: they leave nothing in the way, they fit, and everyone can use them.

The way out itself, in both browsers: test_both_browsers.py.
"""

import re
from contextlib import contextmanager

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visits import never_back, until
from waymark.content.queries import path_of

PAGES = ["front", "danger", "abuse", "plan", "lines", "offer", "crimes", "device", "missing"]
LOOKS = [(1280, "light"), (360, "dark"), (1280, "dark")]
VISUAL = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
OURS = "Leave this site"
NEUTRAL = "https://www.bbc.co.uk/weather"


def path(page):
    return path_of(page, "en") or "/en/zz9"


@pytest.fixture
def visit(live, tab):
    """Opens a page of ours in a fresh browser and keeps a list of what it asks: `page.asked`."""

    def visit(page="front", *, width=1280, height=800, **looks):
        window = tab((width, height), **looks)
        window.asked = []
        window.context.on("request", lambda request: window.asked.append((request.method, request.url)))
        window.goto(live.public + path(page))
        return window

    return visit


def exit_box(tab):
    return tab.get_by_role("button", name=OURS).bounding_box()


@contextmanager
def expect_neutral(tab):
    yield
    tab.wait_for_url(NEUTRAL)


# --- the way out ------------------------------------------------------------------------------------------


def test_without_the_neutral_site_in_the_policy_the_form_would_be_stopped(visit, live):
    # Chromium applies form-action to the redirect too.
    tab = visit("abuse", scripts=False)

    def narrow(route):
        answer = route.fetch()
        policy = answer.headers["content-security-policy"].replace(" https://www.bbc.co.uk", "")
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    tab.route(live.public + "/en/*", narrow)
    tab.reload()
    tab.get_by_role("button", name=OURS).click()
    tab.wait_for_timeout(700)
    assert "bbc" not in tab.url


def test_leaving_with_scripts_clears_in_the_background(visit, live):
    tab = visit("abuse")
    tab.asked.clear()
    with expect_neutral(tab):
        tab.get_by_role("button", name=OURS).click()
    until(lambda: len(tab.asked) > 1, "the clearing", tab)
    assert sorted(tab.asked) == [("GET", NEUTRAL), ("POST", live.public + "/leave")]


def follow(tab, page):
    """Press a link to a page, and wait until that page has taken this one's place."""
    before = tab.locator("h1").text_content()
    tab.locator(f'a[href="{path(page)}"]').first.click()
    expect(tab.locator("h1")).not_to_have_text(before)


def test_back_after_leaving_shows_nothing_of_ours(visit):
    tab = visit("front")
    follow(tab, "abuse")
    follow(tab, "device")
    with expect_neutral(tab):
        tab.get_by_role("button", name=OURS).click()
    never_back(tab, OURS, steps=5)


def test_leaving_in_the_middle_of_a_form_brings_nothing_back(visit, live):
    tab = visit("front")
    with override_settings(ROOT_URLCONF="waymark.config.public.urls"):
        talk = reverse("public:contact-start", kwargs={"language": "en"})
    tab.goto(live.public + talk)
    tab.locator("main button").first.click()
    tab.locator("textarea").fill("marker-7391")
    with expect_neutral(tab):
        tab.get_by_role("button", name=OURS).click()
    never_back(tab, OURS, "marker-7391", steps=4)


def test_coming_back_from_another_site_shows_nothing_of_ours(visit):
    tab = visit("lines")
    tab.goto("https://elsewhere.example/")
    with expect_neutral(tab):
        tab.go_back()


def test_moving_about_and_reloading_inside_does_not_throw_anybody_out(visit, live):
    tab = visit("front")
    follow(tab, "abuse")
    tab.reload()
    assert tab.url == live.public + path("front")
    assert tab.locator("h1").is_visible()
    tab.goto(live.public + path("plan"))
    tab.go_back()
    assert tab.locator("h1").is_visible()


# --- the key ----------------------------------------------------------------------------------------------


def stays(tab):
    tab.wait_for_timeout(200)
    return "bbc" not in tab.url and tab.get_by_role("heading", level=1).is_visible()


def test_a_click_or_another_key_held_with_it_does_not_leave(visit):
    tab = visit("abuse")
    for _ in range(3):
        tab.keyboard.down("Shift")
        tab.mouse.click(200, 400)
        tab.keyboard.up("Shift")
    for _ in range(3):
        tab.keyboard.press("Control+Shift")
    assert stays(tab)


def test_a_held_shift_does_not_leave(visit):
    tab = visit("abuse")
    for _ in range(6):
        tab.keyboard.down("Shift")
    tab.keyboard.up("Shift")
    assert stays(tab)


# What the browser says of when a key was pressed, some time later than it was.
LATER = """later => {
    const own = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp").get;
    Object.defineProperty(Event.prototype, "timeStamp", { get() { return own.call(this) + later; } });
}"""


def test_shift_on_a_touch_keyboard_is_typing(visit):
    tab = visit("abuse", is_mobile=True, has_touch=True, width=360)
    tab.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    tab.locator("textarea").focus()
    for _ in range(4):
        tab.keyboard.press("Shift")
    assert stays(tab)


# --- the page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_one_request_shows_the_whole_page(visit, live, page):
    tab = visit(page)
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.wait_for_timeout(100)
    assert tab.asked == [("GET", live.public + path(page))]
    assert complaints == []
    assert tab.context.cookies() == []
    kept = tab.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_shut_out(visit, axe, page):
    tab = visit(page, width=360, color_scheme="light")
    assert axe(tab) == ""
    for width, scheme in LOOKS:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 800})
        assert axe(tab, *VISUAL) == "", (width, scheme)


SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_or_needs_sideways_scrolling(visit, page):
    tab = visit(page, width=320)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert tab.evaluate(fits)
    tab.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }",
        SPACED,
    )
    assert tab.evaluate(fits)


def test_the_page_reads_the_same_without_scripts(visit):
    with_scripts, without = visit("abuse"), visit("abuse", scripts=False)
    assert with_scripts.locator("main").inner_text() == without.locator("main").inner_text()


def test_a_language_from_right_to_left_mirrors_the_page(visit):
    tab = visit("front", width=360)
    assert exit_box(tab)["x"] > 180
    tab.evaluate("document.documentElement.dir = 'rtl'")
    assert exit_box(tab)["x"] < 60
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_paper_the_page_has_no_bar_and_a_neutral_title(visit):
    tab = visit("abuse")
    tab.emulate_media(media="print")
    assert not tab.get_by_role("button", name=OURS).is_visible()
    assert re.fullmatch(r"Information – part \d+ of \d+", tab.title())


def test_forced_colours_keep_the_exit_and_the_blocks_visible(visit):
    tab = visit("danger", forced_colors="active")
    assert exit_box(tab)["height"] >= 44
    assert tab.evaluate("getComputedStyle(document.querySelector('.urgent')).borderTopStyle") == "solid"
