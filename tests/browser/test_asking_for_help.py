"""Somebody asks for help and reads the mailbox, in a real Chromium.

With scripts and without, by keyboard alone, either way round.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, settle

STORY = "He checks my phone when I sleep.\nPlease tell me what I can do."


def press(page, label):
    page.get_by_role("button", name=label, exact=True).click()
    settle(page)


def heading(page):
    return page.locator("h1").inner_text()


def six_words(page):
    return " ".join(page.locator("ol.words").first.locator("li").all_inner_texts())


def amiss(page):
    """What a person would trip over: something wider than the page, a way out of view, a tiny target."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    box = page.locator("button.leave").bounding_box()
    shown = box and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main label.choice')]"
        ".filter(e => e.getBoundingClientRect().height < 24).length"
    )
    return {name for name, wrong in {"wide": wide > 0, "no exit": not shown, "small": small}.items() if wrong}


def long_way(page, origin):
    """Every page of asking, one after another; yields the name of each."""
    page.goto(f"{origin}/en/t6")
    yield "start"
    press(page, "I am under 18")
    yield "age"
    press(page, "Back")
    press(page, "It is for me")
    yield "message"
    page.locator("#id_message").fill("x" * 20_005)
    press(page, "Go on")
    yield "too-long"
    page.locator("#id_message").fill(STORY)
    press(page, "Go on")
    yield "reach"
    page.locator("#id_phone").fill("01632 960001")
    page.get_by_role("group", name="Is it safe to ring this number?").get_by_label("Yes, it is safe").check()
    press(page, "Skip to the end")
    yield "no-time"
    page.get_by_label("Any time is safe").check()
    press(page, "Go on")
    yield "about"
    page.locator("#id_call_me").fill("Robin")
    press(page, "Go on")
    yield "files"
    press(page, "Go on")
    yield "check"
    press(page, "Send")
    yield "sent"


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (PHONE, True), (DESKTOP, True)])
def test_asking_for_help_works_at_every_width_with_and_without_scripts(live, tab, shoot, axe, size, scripts):
    page = tab(size, scripts=scripts)
    for name in long_way(page, live.public):
        shoot(page, f"ask-{name}-{size[0]}{'' if scripts else '-plain'}")
        assert amiss(page) == set(), name
        if scripts and size == DESKTOP:
            assert axe(page) == "", name
    words = six_words(page)
    assert len(words.split()) == 6
    press(page, "I have them. Try them out")
    page.locator("#id_words").fill(words)
    press(page, "Try")
    assert heading(page) == "Yes, these are right"
    assert page.context.cookies() == []
    assert words not in page.inner_text("body")


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (DESKTOP, True)])
def test_the_mailbox_works_at_every_width_with_and_without_scripts(live, tab, shoot, axe, size, scripts):
    page = tab(size, scripts=scripts)
    page.goto(f"{live.public}/en/t6")
    press(page, "It is for me")
    page.locator("#id_message").fill(STORY)
    press(page, "Send this now")
    words = six_words(page)
    page.goto(f"{live.public}/en/w4")
    page.locator("#id_words").fill(words.upper())
    press(page, "Go on")
    for button in (
        "Yes, show me what is new",
        "Write to us again",
        "Change code words, times and what we say",
        "Choose how long this is kept",
        "Someone else may have seen this",
        "Erase this",
    ):
        press(page, button)
        shoot(page, f"mailbox-{button.split()[0].lower()}-{size[0]}")
        assert amiss(page) == set(), button
        if scripts:
            assert axe(page) == "", button
        press(page, "Back")
    press(page, "Erase this")
    press(page, "Erase it for good")
    assert heading(page) == "Erased"
    page.goto(f"{live.public}/en/w4")
    page.locator("#id_words").fill(words)
    press(page, "Go on")
    expect(page.locator("main")).to_contain_text("nothing under these words")
    assert page.context.cookies() == []


def focus(page, name):
    """Tab until something of this name has the focus; the focus is always visible on the way."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const e = document.activeElement;"
            " const named = e.labels?.[0]?.innerText || e.innerText || '';"
            " return [named.trim(), getComputedStyle(e).outlineStyle !== 'none'] }"
        )
        assert found[1], f"no sign of focus on {found[0]!r}"
        if found[0] == name:
            return
    raise AssertionError(f"{name!r} cannot be reached")


def test_a_keyboard_alone_is_enough(live, tab):
    page = tab()
    page.goto(f"{live.public}/en/t6")
    focus(page, "It is for me")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What would you like to tell us?")
    focus(page, "Your message")
    page.keyboard.type("I can write only now")
    focus(page, "Send this now")
    page.keyboard.press("Enter")
    expect(page.locator("ol.words").first).to_be_visible()
    words = six_words(page)
    page.goto(f"{live.public}/en/w4")
    focus(page, "Type your six words or your six numbers")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Is it safe to read now?")


def test_a_fault_is_said_first_and_leads_to_its_box(live, tab):
    page = tab(PHONE)
    page.goto(f"{live.public}/en/t6")
    press(page, "It is for me")
    press(page, "Send this now")
    expect(page.locator(".summary")).to_be_focused()
    page.locator(".summary a").click()
    expect(page.locator("#id_message")).to_be_focused()


def test_pages_fit_when_they_run_from_right_to_left(live, tab, shoot):
    page = tab(PHONE)
    for name in long_way(page, live.public):
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert amiss(page) == set(), name
    shoot(page, "ask-sent-rtl-360")


def test_what_was_typed_is_there_again_after_back(live, tab):
    page = tab()
    page.goto(f"{live.public}/en/t6")
    press(page, "It is for me")
    page.locator("#id_message").fill(STORY)
    press(page, "Go on")
    press(page, "Back")
    assert page.locator("#id_message").input_value() == STORY
