"""A page edited, reviewed and live, as a new editor would: by keyboard alone, at two widths, with and without
scripts.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_desk_journey import amiss
from tests.browser.visits import until

TABS, SLOW = 250, 60_000


def reach(page, control):
    """Tab to it, as somebody without a mouse does."""
    control.wait_for(state="visible")
    for _ in range(TABS):
        if control.evaluate("e => e === document.activeElement"):
            assert control.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def press(page, label, role="button"):
    """Reach it, press Enter, and wait for the page that comes: publishing draws the whole site first."""
    control = page.get_by_role(role, name=label, exact=True).first
    reach(page, control)
    control.press("Enter", timeout=SLOW)
    page.wait_for_load_state(timeout=SLOW)


def to_page(page, live, heading):
    """From the first page to the words of one page, through the list."""
    page.goto(f"{live.desk}/pages?list=pages")
    reach(page, page.locator("#find"))
    page.keyboard.type(heading)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("find="))
    press(page, heading, role="link")
    page.wait_for_url(re.compile("/pages/items/"))


def seen_by_the_public(tab, live, path, words):
    """Waits for these words at the public face. How soon they come, `./do bench publishing` measures."""
    page = tab(PHONE)

    def live_now():
        page.goto(f"{live.public}{path}")
        return words in page.locator("main").inner_text()

    until(live_now, "the words", page)


# Each width and each way of scripts goes on until the words are live; the others stop before the last button.
TO_THE_END = [(PHONE, False), (DESKTOP, True)]


@pytest.mark.parametrize(("size", "scripts"), [*TO_THE_END, (PHONE, True), (DESKTOP, False)])
def test_a_page_is_edited_reviewed_and_live_by_keyboard(live, tab, desk_tab, shoot, axe, size, scripts):
    words = f"Ask for a chair near the door, row {size[0]} {'a' if scripts else 'b'}."

    def look(page, name):
        shoot(page, f"editing-{name}-{size[0]}{'' if scripts else '-plain'}")
        assert amiss(page) == set(), name
        if scripts:
            assert axe(page) == "", name

    editor = desk_tab("editor", size, scripts=scripts)
    assert editor.url.endswith("/pages")
    look(editor, "list")
    to_page(editor, live, "Is there help for older people?")
    look(editor, "edit")
    frame = editor.frame(name="preview")
    frame.wait_for_load_state()
    assert frame.evaluate("innerWidth") == 360 if size is DESKTOP else frame.evaluate("innerWidth") <= 360
    reach(editor, editor.locator("#id_body"))
    editor.keyboard.press("Control+End")
    editor.keyboard.type(f"\n\n{words}\n\nSee [this](page:nowhere).")
    press(editor, "Save and show what changed")
    assert "Broken link" in editor.locator(".summary").inner_text()
    look(editor, "mistake")
    reach(editor, editor.locator("#id_body"))
    editor.keyboard.press("Control+End")
    for _ in "\n\nSee [this](page:nowhere).":
        editor.keyboard.press("Backspace")
    press(editor, "Show it beside")
    editor.frame_locator("iframe").get_by_text(words).wait_for(timeout=SLOW)
    press(editor, "Save and show what changed")
    editor.wait_for_url(re.compile("/pages/revisions/"))
    expect(editor.locator("ins", has_text=words).first).to_be_visible()
    look(editor, "changes")
    press(editor, "Ask for a review")
    expect(editor.locator("[role=status]")).to_contain_text("Somebody else can review it now.")

    manager = desk_tab("manager", size, scripts=scripts)
    manager.goto(f"{live.desk}/pages")
    press(manager, "Is there help for older people?", role="link")
    look(manager, "review")
    press(manager, "It is right: approve it")
    expect(manager.get_by_role("button", name="Publish it now")).to_be_visible()
    if (size, scripts) not in TO_THE_END:
        return
    press(manager, "Publish it now")
    # The whole site is drawn anew first: seconds, on a busy machine.
    expect(manager.locator("[role=status]")).to_contain_text("It is live.", timeout=20_000)
    seen_by_the_public(tab, live, "/en/r5j", words)


def test_keys_walk_the_list_and_lead_to_it(live, desk_tab):
    page = desk_tab("editor")
    page.goto(f"{live.desk}/account")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/pages")
    page.goto(f"{live.desk}/pages?list=unchecked")  # of what waits there may be one line only
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-line]").nth(1).evaluate("line => line === document.activeElement")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "find"


@pytest.mark.parametrize("path", ["?list=unchecked", "/links", "/packs", "/new", "first fact"])
def test_facts_links_packs_and_history_are_whole(live, desk_tab, shoot, axe, path):
    """Each is loaded once, and looked at in both widths and both schemes."""
    page = desk_tab("editor")
    page.goto(f"{live.desk}/pages{path if path[0] in '?/' else '?list=unchecked'}")
    if path == "first fact":
        page.locator("[data-line]").first.click()
        page.wait_for_load_state()
    name = path.strip("?/").replace("list=unchecked", "facts").replace("first ", "")
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            shoot(page, f"editing-{name}-{width}-{scheme}")
            assert amiss(page) == set(), (width, scheme)
            assert axe(page) == "", (width, scheme)


def test_a_fact_that_was_rung_is_live_in_one_press(live, desk_tab):
    page = desk_tab("editor")
    page.goto(f"{live.desk}/pages?list=unchecked")
    before = page.locator("[data-line]").count()
    page.locator("[data-line][href$='/fact']").last.click()
    page.wait_for_load_state()
    page.get_by_role("button", name="I looked today: still right").click()
    page.wait_for_load_state()
    expect(page.locator("[role=status]")).to_contain_text("Still right.", timeout=20_000)
    page.goto(f"{live.desk}/pages?list=unchecked")
    assert page.locator("[data-line]").count() == before - 1


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (DESKTOP, True)])
def test_a_translation_is_written_beside_its_english(live, desk_tab, shoot, axe, size, scripts):
    page = desk_tab("editor", size, scripts=scripts)
    page.goto(f"{live.desk}/pages?list=translations&language=pl")
    page.locator("[data-line]").first.click()
    page.wait_for_url(re.compile("/in/pl"))
    shoot(page, f"editing-translation-{size[0]}{'' if scripts else '-plain'}")
    assert amiss(page) == set()
    assert not scripts or axe(page) == ""
    heading = page.locator("#block_0")
    assert heading.get_attribute("lang") == "pl"
    heading.fill(f"Pytanie {size[0]}?")
    page.get_by_role("button", name="Save and show what changed").click()
    page.wait_for_url(re.compile("/pages/revisions/"))
    assert str(size[0]) in page.locator("tr.is-changed").first.inner_text()
    assert amiss(page) == set()
    assert not scripts or axe(page) == ""
