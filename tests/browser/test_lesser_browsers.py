"""The public pages in browsers that lack what quiet mode needs, or run no scripts at all."""

from contextlib import suppress
from pathlib import Path

from marionette_driver.errors import MarionetteException
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, chromium_flags, keep_at_home, settle
from tests.browser.firefox import files_holding, firefox

OURS, NEUTRAL, TALK = "Leave this site", "https://www.bbc.co.uk/weather", "/en/t6"
STORY = "He checks my phone when I sleep."
NO_FETCH = "delete window.fetch;"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def test_a_browser_that_cannot_fetch_still_goes_everywhere(tab, live):
    page = tab()
    page.add_init_script(NO_FETCH)
    page.goto(live.public + "/en")
    before = page.evaluate("history.length")
    page.locator(f'a[href="{TALK}"]').first.click()
    page.wait_for_url("**" + TALK)
    assert page.evaluate("history.length") == before
    press(page, "It is for me")
    page.locator("#id_message").fill(STORY)
    press(page, "Send this now")
    expect(page.locator("ol.words").first).to_be_visible()
    page.locator("#visit summary").click()
    assert not page.get_by_role("switch", name="Leave fewer traces").is_visible()
    page.get_by_role("button", name=OURS).click()
    page.wait_for_url(NEUTRAL)


# --- without scripts --------------------------------------------------------------------------------------


def test_without_scripts_chromium_keeps_what_was_sent_in_its_list_of_tabs_and_nowhere_else(
    rig, live, tmp_path
):
    # A limit that no page can lift: the table of docs/threats.md admits it. With scripts nothing stays.
    context = rig.chromium.launch_persistent_context(
        str(tmp_path), executable_path=CHROMIUM, args=chromium_flags(), java_script_enabled=False
    )
    keep_at_home(context)
    page = context.pages[0]
    page.goto(live.public + TALK)
    press(page, "It is for me")
    heading = page.locator("h1").text_content()
    page.locator("#id_message").fill("marker-7391")
    press(page, "Go on")
    page.get_by_role("button", name=OURS).click()
    page.wait_for_url(NEUTRAL)
    context.close()
    assert files_holding(tmp_path, heading) == []
    assert {Path(name).parent.name for name in files_holding(tmp_path, "marker-7391")} <= {"Sessions"}


def test_without_scripts_firefox_keeps_nothing_that_was_sent(live, tmp_path):
    with firefox(tmp_path, scripts=False) as fox:
        fox.visit(live.public + TALK)
        fox.click("button[value=self]")
        fox.type("#id_message", "marker-7391")
        fox.click("button[value=next]")
        with suppress(MarionetteException):  # the neutral site cannot be reached from here
            fox.click("#leave button")
        fox.quit()
    assert files_holding(tmp_path, "marker-7391") == []
    assert fox.cookies() == []
