"""Does any of this happen to you? In a browser: without scripts, for everyone, and gone afterwards."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.firefox import files_holding
from tests.browser.test_access_matrix import LOOK
from tests.browser.test_public_pages import NEUTRAL, OURS
from tests.browser.visits import never_back
from waymark.ui.languages import RIGHT_TO_LEFT

NECK, THREAT = "They put hands or something else round my neck", "They say that they will kill me"
ANSWER = "Harm can show hours or days later."


def fill(tab, live):
    tab.goto(live.public + "/en/j4")
    tab.get_by_label(NECK).check()
    tab.get_by_label(THREAT).check()
    tab.get_by_role("button", name="Show what may help").click()
    tab.get_by_role("heading", name="What may help", exact=True).wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_answer_comes_with_and_without_scripts_and_can_be_changed(live, tab, scripts):
    window = tab(PHONE, scripts=scripts)
    fill(window, live)
    assert window.url == live.public + "/en/j4"
    assert ANSWER in window.content()
    window.get_by_role("button", name="Change my ticks").click()
    expect(window.get_by_label(NECK)).to_be_checked()
    assert not window.get_by_label("They made debts in my name.").is_checked()
    assert window.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_answer(live, tab, axe, scheme):
    window = tab((320, 480), color_scheme=scheme)
    fill(window, live)
    assert axe(window) == ""
    assert window.evaluate(LOOK, sorted(RIGHT_TO_LEFT))["faults"] == []


def test_a_list_that_is_loaded_anew_has_no_ticks(live, tab):
    window = tab()
    window.goto(live.public + "/en/j4")
    window.get_by_label(NECK).check()
    window.reload()
    assert not window.get_by_label(NECK).is_checked()


def test_nothing_of_it_stays_after_leaving(live, profile_tab):
    tab, folder, close = profile_tab
    fill(tab, live)
    tab.get_by_role("button", name=OURS).click()
    tab.wait_for_url(NEUTRAL)
    never_back(tab, ANSWER)
    close()
    for words in (NECK, THREAT, ANSWER, "Hands round your neck", "What may help"):
        assert files_holding(folder, words) == []
    # The control: the address, which says nothing, is there.
    assert files_holding(folder, live.public)
