"""The public pages in browsers that lack what quiet mode needs, or run no scripts at all."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from marionette_driver.errors import MarionetteException
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, PHONE, chromium_flags, keep_at_home, settle
from tests.browser.firefox import files_holding, firefox
from tests.browser.test_reading import LOOK

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


# --- phones of before 2021 ----------------------------------------------------------------------------------

UNKNOWN = re.compile(
    r"(?:margin|padding|border|inset|scroll-padding)-(?:block|inline)\s*:[^;}]*;?|inset\s*:[^;}]*;?|"
    r"inset-(?:block|inline)-(?:start|end)\s*:[^;}]*;?|[\w-]+\s*:[^;{}]*\b(?:min|max|clamp)\([^;}]*;?|"
    r"(?:gap|place-items|text-wrap|accent-color|unicode-bidi|position\s*:\s*sticky)\s*:?[^;}]*;?"
)
UNKNOWN_RULES = re.compile(r"[^{}]*:(?:is\(|focus-visible|where\()[^{}]*\{[^{}]*\}")


def of_before_2021(style):
    """What such a phone makes of it: a rule or a line that it cannot read is as if it were not there."""
    return UNKNOWN.sub("", UNKNOWN_RULES.sub("", style)).replace("position:-webkit-sticky", "position:sticky")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_phone_shows_whole_pages_with_the_way_out_in_view(tab, live, scripts):
    page = tab(PHONE, scripts=scripts)

    def serve(route):
        if route.request.method != "GET":
            return route.fallback()
        answer = route.fetch()
        text = re.sub(
            r"(<style>)(.*?)(</style>)", lambda m: m[1] + of_before_2021(m[2]) + m[3], answer.text()
        )
        kept = {name: held for name, held in answer.headers.items() if not name.startswith("content-")}
        return route.fulfill(status=answer.status, headers={**kept, "content-type": "text/html"}, body=text)

    page.route(lambda address: address.startswith(live.public), serve)
    faults = []
    for address in ("/en", "/ur/k7", "/en/n3", TALK, "/pl/j4"):
        page.goto(live.public + address)
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "sticky"
        assert "min(" not in page.locator("style").first.text_content()
        faults += [f"{address}: {fault}" for fault in page.evaluate(LOOK)]
    assert faults == []
    page.locator(".leave").click()
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
