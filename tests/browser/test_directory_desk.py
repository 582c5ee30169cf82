"""The editors' worklist in Chromium: a list taken in, checked, published and merged, by keyboard alone."""

import re

from tests.browser.conftest import DESKTOP, PHONE

ENTRY = re.compile(r"/organisations/[0-9a-f-]{36}$")
LIST = b"name,phone,about,address\nSamaritans line,116 123,Listening,1 High Street\nOak,ring us,,\n"
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def held(page):
    return page.evaluate("document.activeElement.value || document.activeElement.innerText")


def take_in(page, name):
    page.set_input_files("#id_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST})
    page.get_by_role("button", name=name).focus()
    enter(page)
    return page.locator("[role=status]").inner_text()


def test_one_sitting_at_the_worklist_by_keyboard(desk_tab, live, shoot, axe):
    page = desk_tab("editor", DESKTOP)
    page.goto(f"{live.desk}/organisations/lists")
    page.fill("#id_origin", "a list of today")
    assert "1 new, 1 refused" in take_in(page, "Show what it would do")
    assert "“ring us” is not a phone number" in page.locator("table").first.inner_text()
    assert axe(page) == ""
    assert "Done: 1 new" in take_in(page, "Take it in")

    page.goto(f"{live.desk}/organisations")
    page.keyboard.press("j")
    enter(page)
    for _ in range(3):
        before = page.url
        page.keyboard.press("y")
        assert held(page) == "rang"
        page.keyboard.press("Tab")
        assert held(page) == "website"
        enter(page)
        assert page.url == before
        page.keyboard.press("y")
        assert held(page) == "Publish"
        enter(page)
        assert ENTRY.search(page.url)
        assert page.url != before

    page.goto(f"{live.desk}/organisations")
    page.keyboard.press("/")
    page.keyboard.type("116 123")
    enter(page)
    page.get_by_role("link", name="Samaritans", exact=True).focus()
    enter(page)
    double = page.locator(".double", has_text="Samaritans line")
    assert "1 High Street" in double.inner_text()
    shoot(page, "organisation-1280")
    assert axe(page) == ""
    double.get_by_role("button").focus()
    enter(page)
    assert "“Samaritans line” was withdrawn" in page.locator("[role=status]").inner_text()
    assert not page.locator(".double").count()


def test_the_editors_pages_fit_a_phone_and_withdrawing_takes_two_presses(desk_tab, live, axe):
    page = desk_tab("editor", PHONE)
    for path in ("", "/add", "/lists"):
        page.goto(f"{live.desk}/organisations{path}")
        assert not page.evaluate(WIDE), path
    page.goto(f"{live.desk}/organisations?q=Freeva")
    page.get_by_role("link", name=re.compile("^Freeva")).first.click()
    page.wait_for_url(ENTRY)
    assert not page.evaluate(WIDE)
    assert axe(page) == ""
    withdraw = page.get_by_role("button", name="Withdraw", exact=True)
    assert not withdraw.is_visible()
    page.get_by_text("Withdraw this entry").click()
    assert withdraw.is_visible()
