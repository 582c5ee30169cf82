"""The whole first journey in a real Chromium: a person writes, intake answers, a caseworker goes on."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, settle, sign_in
from tests.browser.test_desk_door import is_whole

STORY = "He has my keys now. Can you tell me what I could do?"
REPLY = "We can. The library on Friday at ten, if that is safe."


def press(page, label):
    page.get_by_role("button", name=label, exact=True).first.click()
    settle(page)


def write_in(page, live):
    """A person writes, and keeps six words."""
    page.goto(f"{live.public}/en/t6")
    press(page, "It is for me")
    page.locator("#id_message").fill(STORY)
    press(page, "Send this now")
    return " ".join(page.locator("ol.words").first.locator("li").all_inner_texts())


def find_story(page, live):
    """View lines of the inbox until the one that tells this story."""
    page.goto(f"{live.desk}/inbox")
    for address in page.locator("[data-line]").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        if STORY in page.locator("main").inner_text():
            return
    raise AssertionError("the story is not in the inbox")


def amiss(page):
    """What a member would trip over: a page that is too wide, a control without room, two main parts."""
    small = page.evaluate(
        "[...document.querySelectorAll('main button:not(.plain), main input, main textarea')]"
        ".filter(e => e.offsetParent && e.type !== 'hidden')"
        ".map(e => e.closest('label.choice') || e)"  # a box is pressed anywhere on its line
        ".filter(e => e.getBoundingClientRect().height < 24).length"
    )
    headings = page.locator("h1").count()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    return {
        name
        for name, wrong in {
            "wide": not is_whole(page),
            "small": small > 0,
            "headings": headings != 1,
            "ids": len(ids) != len(set(ids)),
        }.items()
        if wrong
    }


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (DESKTOP, True)])
def test_a_message_is_answered_and_becomes_a_case(live, tab, shoot, axe, size, scripts):
    def look(page, name):
        shoot(page, f"desk-{name}-{size[0]}{'' if scripts else '-plain'}")
        assert amiss(page) == set(), name
        if scripts:
            assert axe(page) == "", name

    person, ines = tab(size, scripts=scripts), tab(size, scripts=scripts)
    words = write_in(person, live)
    sign_in(ines, live, "intake")
    ines.goto(f"{live.desk}/inbox")
    look(ines, "inbox")
    find_story(ines, live)
    look(ines, "message")
    press(ines, "Take it")
    press(ines, "Send to their mailbox")
    assert "Write something first." in ines.locator(".summary").inner_text()
    look(ines, "reply-mistake")
    ines.locator("#reply textarea").fill(REPLY)
    press(ines, "Send to their mailbox")
    assert "Your reply is in their mailbox." in ines.locator("[role=status]").inner_text()
    ines.locator("#id_to").select_option(label="Casework: Carys Webb")
    press(ines, "Start a case")
    started = ines.locator("[role=status]").inner_text()
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", started)[0]

    person.goto(f"{live.public}/en/w4")
    person.locator("#id_words").fill(words)
    press(person, "Go on")
    press(person, "Yes, show me what is new")
    assert REPLY in person.locator("main").inner_text()

    carys = tab(size, scripts=scripts)
    sign_in(carys, live, "caseworker")
    assert carys.url.endswith("/today")
    assert reference in carys.locator("main").inner_text()
    look(carys, "today")
    carys.goto(f"{live.desk}/cases")
    carys.get_by_label("Find by reference").fill(reference)
    press(carys, "Find")
    assert reference not in carys.url
    look(carys, "cases")
    carys.get_by_role("link", name=reference).first.click()
    carys.wait_for_load_state()
    assert STORY in carys.locator("main").inner_text()
    carys.locator("#note textarea").fill("Asked for a quiet table.")
    press(carys, "Add note")
    assert "Asked for a quiet table." in carys.locator("main").inner_text()
    look(carys, "case")
    carys.get_by_role("link", name="Hand over").click()
    carys.wait_for_load_state()
    look(carys, "hand-over")

    tamar, case = tab(size, scripts=scripts), carys.url.removesuffix("/hand-over")
    sign_in(tamar, live, "team-lead")
    tamar.goto(f"{case}/wall")
    look(tamar, "wall")
    tamar.goto(f"{case}/close")
    press(tamar, "Close the case")
    assert "Choose why it ends." in tamar.locator(".summary").inner_text()
    look(tamar, "close-mistake")
    for ticked in ("They have what they came for", "We told them, and how to come back", "One errand"):
        tamar.get_by_label(ticked).check()
    press(tamar, "Close the case")
    assert reference not in tamar.locator("[data-lines]").inner_text()
    tamar.goto(case)
    assert "Reopen this case" in tamar.locator("main").inner_text()
    look(tamar, "case-closed")
    tamar.goto(f"{live.desk}/keeping")
    look(tamar, "keeping")


def test_the_desk_by_keyboard(live, tab):
    page = tab(DESKTOP)
    sign_in(page, live, "team-lead")
    page.goto(f"{live.desk}/inbox")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    lines = page.locator("[data-line]")
    assert lines.first.evaluate("line => line === document.activeElement")
    assert lines.first.evaluate("line => getComputedStyle(line).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/inbox/[0-9a-f-]{36}"))
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("jkr? stay in the box")
    assert page.locator("#reply textarea").input_value() == "jkr? stay in the box"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/cases")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_words_from_right_to_left_stand_on_their_own_side(live, tab, shoot, size):
    page = tab(size)
    sign_in(page, live, "manager")
    page.goto(f"{live.desk}/inbox")
    for address in page.locator("[data-line]").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        if "Urdu" in page.locator("main").inner_text():
            break
    shoot(page, f"desk-urdu-{size[0]}")
    assert page.locator(".said").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("main").evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert amiss(page) == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_number_comes_with_its_script_in_both_schemes(live, tab, shoot, axe, scheme):
    page = tab(PHONE, color_scheme=scheme)
    sign_in(page, live, "caseworker")
    page.goto(f"{live.desk}/cases")
    page.get_by_text("Joan").locator("xpath=ancestor::li").get_by_role("link").click()
    page.wait_for_load_state()
    assert axe(page, "color-contrast") == ""
    assert "07700" not in page.content()
    press(page, "I am about to ring")
    assert "07700 900104" in page.locator(".way-value").inner_text()
    assert "The library, about a book" in page.locator(".script").inner_text()
    shoot(page, f"desk-ring-360-{scheme}")
    assert amiss(page) == set()
    assert axe(page) == ""
