"""The list of organisations in a real browser: sorted and searched where it is read, and sent nowhere."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE

PAGE = "/en/n3"


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


def press(page, label="Show"):
    if not page.locator("#id_text").is_visible():
        page.locator("summary").first.click()
    page.get_by_role("button", name=label, exact=True).click()


def look_for(page, **typed):
    if not page.locator("#id_text").is_visible():
        page.locator("summary").first.click()
    for name, value in typed.items():
        if name in {"text", "near"}:
            page.fill(f"#id_{name}", value)
        else:
            page.select_option(f"#id_{name}", value)
    press(page)


def test_what_is_looked_for_never_leaves_the_page(visit, live):
    page = visit()
    look_for(page, text="stlaking", near="LE11")
    assert page.locator("#told").inner_text() == "3 found."
    assert "Alice Ruggles Trust" in shown(page)
    assert page.evaluate("document.activeElement.id") == "told"
    look_for(page, text="", whom="men")
    assert "ManKind Initiative" in shown(page)
    assert "Rights of Women" not in shown(page)
    assert page.asked == [("GET", live.public + PAGE)]
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
    page.wait_for_function("document.getElementById('told').innerText === '78 found.'")
    assert local.all_inner_texts() == before


def test_it_works_the_same_without_scripts(visit):
    page = visit(scripts=False)
    page.locator("summary").first.click()
    page.fill("#id_text", "stlaking")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator(".org").count() == 3
    assert page.url.endswith(PAGE)
    page.get_by_role("button", name="Something is wrong here").first.click()
    page.get_by_label("The number does not work").check()
    page.get_by_role("button", name="Tell us").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"


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
    assert asked == []


def test_nobody_is_shut_out(visit, axe):
    page = visit(color_scheme="light")
    page.locator("summary").first.click()
    assert axe(page) == ""
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(fits)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert page.evaluate(fits)
    page.emulate_media(media="print")
    assert not page.locator("#find").is_visible()
    assert page.locator(".org").first.is_visible()
