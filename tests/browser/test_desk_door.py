"""The door of the desk in a real Chromium: by keyboard, without scripts, with a passkey, when it locks."""

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

SIZES = {"360": PHONE, "1280": DESKTOP}


def is_whole(page):
    """Nothing is wider than the window, and what has the focus can be seen to have it."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", SIZES)
def test_the_door_by_keyboard_alone(tab, live, axe, shoot, width):
    person, page = live.sign_in("team-lead"), tab(SIZES[width])
    page.goto(f"{live.desk}/sign-in")
    assert axe(page) == ""
    assert is_whole(page)
    shoot(page, f"desk-sign-in-{width}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "name"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type(person["name"])
    page.keyboard.press("Tab")
    page.keyboard.type(person["passphrase"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")
    assert axe(page) == ""
    assert is_whole(page)
    shoot(page, f"desk-code-{width}")
    page.fill("[name=code]", "000000")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    assert axe(page) == ""
    page.fill("[name=code]", live.recovery_code("team-lead"))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_the_door_without_scripts(tab, live):
    page = tab(PHONE, scripts=False)
    sign_in(page, live, "caseworker")
    page.goto(f"{live.desk}/account")
    assert page.get_by_text("Adding a passkey needs JavaScript").is_visible()
    assert not page.get_by_role("button", name="Add a passkey").is_visible()


def test_a_passkey_is_added_and_then_used(tab, live, axe):
    page = tab()
    sign_in(page, live, "manager")
    page.goto(f"{live.desk}/account")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": False,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.fill("[name=label]", "blue key")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("blue key").first.wait_for()
    assert axe(page) == ""
    page.get_by_role("button", name="Sign out").click()
    person = live.sign_in("manager")
    page.fill("[name=name]", person["name"])
    page.fill("[name=passphrase]", person["passphrase"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    assert page.get_by_text(person["shown_name"]).first.is_visible()


def test_locking_keeps_the_words_of_an_unfinished_form(tab, live, axe, shoot):
    page = tab(PHONE)
    sign_in(page, live, "administrator")
    page.goto(f"{live.desk}/team/invite")
    page.fill("[name=shown_name]", "Nadia canary Kemp")
    page.check("input[value=caseworker]")
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url("**/unlock")
    assert "canary" not in page.content()
    assert axe(page) == ""
    assert is_whole(page)
    shoot(page, "desk-locked-360")
    page.fill("[name=passphrase]", live.sign_in("administrator")["passphrase"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/team/invite")
    expect(page.locator("[name=shown_name]")).to_have_value("Nadia canary Kemp")
    expect(page.locator("input[value=caseworker]")).to_be_checked()
    assert page.get_by_text("Nadia canary Kemp").count() == 0, "it was not sent"


def test_locking_keeps_every_unfinished_form_of_a_page(tab, live, axe):
    page = tab(PHONE)
    sign_in(page, live, "intake")
    page.locator("[data-line]").first.click()
    page.fill("[name=text]", "A reply, canary and half typed.")
    page.select_option("[name=to]", index=1)
    chosen = page.input_value("[name=to]")
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url("**/unlock")
    page.fill("[name=passphrase]", live.sign_in("intake")["passphrase"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/typed")
    assert page.get_by_label("Your words").first.input_value() == "A reply, canary and half typed."
    assert axe(page) == ""
    assert is_whole(page)
    page.get_by_role("link", name="Show it on its own page").last.click()
    page.wait_for_url("**/start")
    assert page.input_value("[name=to]") == chosen


def test_an_unattended_page_locks_itself(tab, live):
    page = tab()
    page.clock.install()
    sign_in(page, live, "administrator")
    page.goto(f"{live.desk}/team/invite")
    page.fill("[name=shown_name]", "Nadia canary Kemp")
    page.clock.fast_forward("00:09:00")
    assert page.url.endswith("/team/invite")
    page.clock.fast_forward("00:02:00")
    page.wait_for_url("**/unlock")
    page.go_back()
    assert "canary" not in page.content(), "a page that locked is not kept for the way back"


def test_a_page_that_a_browser_keeps_for_the_way_back_is_blank_until_it_is_asked_for_anew(live, desk_tab):
    page = desk_tab("caseworker", PHONE)
    page.goto(f"{live.desk}/cases")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}))")
    assert page.locator("main").is_visible()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not page.locator("main").is_visible()
    page.evaluate("window.kept = true; dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_function("!window.kept")
    expect(page.locator("main")).to_be_visible()


def test_from_a_link_to_the_team(tab, live, axe, shoot):
    manager, newcomer = tab(), tab(PHONE)
    sign_in(manager, live, "manager")
    manager.goto(f"{live.desk}/team/invite")
    assert axe(manager) == ""
    manager.fill("[name=name]", "nadia")
    manager.fill("[name=shown_name]", "Nadia Kemp")
    manager.check("input[value=caseworker]")
    manager.get_by_label("Casework", exact=True).check()
    manager.get_by_role("button", name="Make the link").click()
    link = manager.inner_text(".letters")

    newcomer.goto(link)
    steps = ["Begin", "passphrase", "code", "recovery-codes"]
    seen = [axe(newcomer)]
    newcomer.get_by_role("button", name=steps[0]).click()
    newcomer.wait_for_url("**/enrol/passphrase")
    assert link.rsplit("/", 1)[1] not in newcomer.url
    seen.append(axe(newcomer))
    shoot(newcomer, "desk-passphrase-360")
    newcomer.fill("[name=passphrase]", " ".join(newcomer.locator("ol.words li").all_inner_texts()))
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/enrol/code")
    seen.append(axe(newcomer))
    shoot(newcomer, "desk-first-code-360")
    newcomer.fill("[name=code]", pyotp.TOTP(newcomer.inner_text(".letters").replace(" ", "")).now())
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/enrol/recovery-codes")
    seen.append(axe(newcomer))
    assert seen == [""] * 4
    assert is_whole(newcomer)

    manager.goto(f"{live.desk}/team")
    manager.get_by_role("link", name="Nadia Kemp, Casework").click()
    manager.get_by_role("button", name="Admit").wait_for()
    assert axe(manager) == ""
    shoot(manager, "desk-admit-1280")
    manager.get_by_label("I read these digits together").check()
    manager.get_by_role("button", name="Admit").click()
    manager.wait_for_url("**/team")
    assert manager.get_by_text("Waiting to be admitted").count() == 0
    assert axe(manager) == ""
    shoot(manager, "desk-team-1280")
