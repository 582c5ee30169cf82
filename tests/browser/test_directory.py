"""The list of organisations in a real browser: searched and told more of where it is read, sent nowhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

PAGE, DATA = "/en/n3", "/en/n5"


@pytest.fixture
def visit(tab, live):
    def visit(size=PHONE, **looks):
        page = tab(size, **looks)
        page.asked = []
        page.on("request", lambda request: page.asked.append((request.method, request.url)))
        page.goto(live.public + PAGE)
        return page

    return visit


def shown(page):
    return page.locator(".org:not([hidden]) h3").all_inner_texts()


def ask(page):
    """The fields of the question, fetched by the first press."""
    if not page.locator("#id_text").count():
        page.get_by_role("button", name="Find what you need").click()
        page.locator("#id_text").wait_for()


def press(page, label="Show"):
    page.evaluate("document.getElementById('told').textContent = ''")
    page.get_by_role("button", name=label, exact=True).click()
    page.locator("#told", has_text="found.").wait_for()


def look_for(page, **typed):
    ask(page)
    for name, value in typed.items():
        if name in {"text", "near"}:
            page.fill(f"#id_{name}", value)
        else:
            page.select_option(f"#id_{name}", value)
    press(page)


def test_what_is_looked_for_and_looked_at_never_leaves_the_page(visit, live):
    page = visit()
    ask(page)
    assert page.evaluate("document.activeElement.id") == "id_text"
    look_for(page, text="stlaking", near="LE11")
    assert page.locator("#told").inner_text() == "3 found."
    assert "Alice Ruggles Trust" in shown(page)
    assert page.evaluate("document.activeElement.id") == "told"
    name = page.get_by_role("button", name="Alice Ruggles Trust")
    name.click()
    more = page.locator(".org", has=name).locator("div")
    more.wait_for()
    assert name.get_attribute("aria-expanded") == "true"
    name.press("Enter")
    assert more.is_hidden()
    look_for(page, text="trapped at home")
    assert "Shelter" in shown(page)
    look_for(page, text="", whom="men")
    assert "ManKind Initiative" in shown(page)
    assert "Rights of Women" not in shown(page)
    # What is said of everybody, once: nothing of what was typed or pressed.
    assert page.asked == [("GET", live.public + PAGE), ("GET", live.public + DATA)]
    assert page.url == live.public + PAGE
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, history.length]")
    assert kept[:3] == [0, 0, ""]


def test_near_me_brings_the_near_ones_up_and_a_strange_place_says_so(visit):
    page = visit()
    local = page.locator(".orgs").nth(1).locator("h3")
    before = local.all_inner_texts()
    look_for(page, near="le11 3tu")
    after = local.all_inner_texts()
    assert sorted(before) == sorted(after)
    assert after[0] == "Loughborough University Student Services"
    look_for(page, near="Atlantis")
    assert "We do not know this place" in page.locator("#told").inner_text()
    press(page, "Show all")
    page.locator("#told", has_text="78 found.").wait_for()
    assert local.all_inner_texts() == before


def test_it_works_the_same_without_scripts(visit):
    page = visit(scripts=False)
    page.get_by_role("button", name="Find what you need").click()
    page.fill("#id_text", "stlaking")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".org")).to_have_count(3)
    assert page.url.endswith(PAGE)
    page.get_by_role("button", name="Find what you need").click()
    assert page.locator("#id_text").input_value() == "stlaking"
    page.get_by_role("link", name="Back to the list").click()
    page.get_by_role("button", name="Alice Ruggles Trust").click()
    expect(page.locator("h1")).to_have_text("Alice Ruggles Trust")
    page.get_by_role("button", name="Something is wrong here").click()
    page.get_by_label("The number does not work").check()
    page.get_by_role("button", name="Tell us").click()
    expect(page.locator("h1")).to_have_text("Thank you")


def test_it_is_two_taps_from_the_front_page_and_the_number_rings(tab, live):
    page = tab(PHONE)
    page.goto(live.public)
    page.get_by_role("link", name="Useful organisations").click()
    page.get_by_role("heading", name="Useful organisations").wait_for()
    assert page.locator(".org a.tel").first.get_attribute("href") == "tel:999"
    # It came in the place of the front page; its own script runs all the same.
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    look_for(page, text="stlaking")
    assert page.locator("#told").inner_text() == "3 found."
    assert asked == [live.public + DATA]


def test_without_a_signal_what_is_here_stays_and_a_later_try_works(visit):
    page = visit()
    page.route("**" + DATA, lambda route: route.abort())
    page.get_by_role("button", name="Find what you need").click()
    page.locator("#told", has_text="did not work").wait_for()
    page.get_by_role("button", name="Alice Ruggles Trust").click()
    page.locator("#leaving", has_text="did not work").wait_for()
    assert len(shown(page)) == 78
    page.unroute("**" + DATA)
    look_for(page, text="stalking")
    assert "Alice Ruggles Trust" in shown(page)


def test_a_chosen_few_reach_the_message_box_of_talk_to_someone(visit, live):
    page = visit()
    page.get_by_role("button", name="Put some of these into a message").click()
    page.get_by_label("Samaritans").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on and write to us").click()
    page.get_by_role("button", name="It is for me").click()
    box = page.get_by_label("Your message")
    box.wait_for()
    assert "- Samaritans: 116 123" in box.input_value()
    assert page.url == live.public + PAGE
    assert not any("amaritans" in url for _method, url in page.asked)


def test_a_chosen_few_join_the_people_of_the_plan_in_memory_and_leave_no_trace(visit, live):
    page = visit()
    page.goto(live.public + "/en/u3")
    page.locator("#own h1").wait_for()
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="People I trust").click()
    page.get_by_label("What is your code word?").fill("tulips")
    page.get_by_role("link", name="Choose from the useful organisations").click()
    page.get_by_role("button", name="Samaritans").click()
    page.get_by_role("button", name="Put this into my notes").click()
    for _time in range(2):
        page.get_by_role("button", name="Go on to my notes").click()
        page.get_by_role("heading", name="People I trust").wait_for()
        page.locator("#own summary", has_text="Samaritans").click()
        assert page.get_by_label("How you reach them").input_value() == "116 123"
        # Once more: whoever is there already is not there twice, and what was written before stays.
        assert page.locator("#own summary").count() == 1
        assert page.get_by_label("What is your code word?").input_value() == "tulips"
        if not _time:
            page.get_by_role("link", name="Choose from the useful organisations").click()
            page.get_by_role("button", name="Put some of these into my notes").click()
            page.get_by_label("Samaritans").check()
            page.get_by_role("button", name="Go on").click()
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    assert page.evaluate("history.length") == before
    assert page.url == live.public + "/en/u3"
    assert not any("amaritans" in url for _method, url in page.asked)


def test_nobody_is_shut_out(visit, axe):
    page = visit(color_scheme="light")
    page.get_by_role("button", name="Samaritans").click()
    page.locator("[aria-expanded=true]").wait_for()
    ask(page)
    assert axe(page) == ""
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(fits)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert page.evaluate(fits)
    page.emulate_media(media="print")
    assert not page.locator("#find").is_visible()
    assert page.locator(".org h3 button").first.is_visible()
    # What is true only now is not put on paper.
    assert not page.locator(".org b:not(.mark)").first.is_visible()
    assert not page.get_by_role("button", name="Something is wrong here").first.is_visible()
