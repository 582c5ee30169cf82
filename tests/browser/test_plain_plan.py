"""The plan without scripts, in a browser: legible on a phone, open to everyone, and gone afterwards."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.firefox import files_holding
from tests.browser.test_access_matrix import LOOK
from tests.browser.test_public_pages import NEUTRAL, OURS
from tests.browser.visits import never_back
from waymark.ui.languages import RIGHT_TO_LEFT

ON = "Go on"
SECRET = "marmaladeheron"


def press(tab, name):
    """Press it and wait for the next page: each carries another sealed state."""
    before = tab.locator("input[name=state]").first.input_value()
    tab.get_by_role("button", name=name, exact=True).click()
    tab.locator(f'input[name=state][value="{before}"]').first.wait_for(state="detached")
    tab.locator("input[name=state]").first.wait_for(state="attached")


def hold_back_its_script(window):
    """As on a line that breaks: the forms stay what they are, while the page's other scripts run."""
    window.route("**/k2/**", lambda route: route.abort())


def begin(tab, live):
    tab.goto(live.public + "/en/u3")
    press(tab, ON)
    tab.get_by_label("I live with them").check()
    press(tab, "As long as it takes")


def walk(tab, live, see):
    """The kinds of screen, one after another; `see` looks at each."""
    tab.goto(live.public + "/en/u3")
    see("first")
    press(tab, ON)
    see("stage")
    tab.get_by_label("I live with them").check()
    press(tab, "As long as it takes")
    see("list")
    press(tab, "People I trust")
    tab.get_by_label("What is your code word?").fill(SECRET)
    press(tab, "Add someone")
    tab.get_by_label("Who is it?").fill("Jo")
    press(tab, ON)
    press(tab, "Take this out – Jo")
    see("sure")
    press(tab, "Take this out")
    press(tab, "Add someone")
    tab.get_by_label("Who is it?").fill("Sam")
    press(tab, ON)
    see("section")
    press(tab, ON)
    tab.get_by_role("checkbox").first.check()
    press(tab, "Back")
    press(tab, ON)
    see("ideas")
    press(tab, "All parts")
    press(tab, "What matters most to you now?")
    tab.get_by_label("My pets are safe").check()
    tab.get_by_label("My children are safe").check()
    press(tab, "Choose between two at a time")
    see("pair")
    press(tab, "That is enough")
    see("order")
    press(tab, "All parts")
    press(tab, "Tell someone today")
    tab.get_by_role("checkbox").first.check()
    press(tab, ON)
    see("today")
    press(tab, "All parts")
    press(tab, "Ways out of the home")
    press(tab, "Add a home")
    tab.get_by_label("Which rooms are there?").fill("Bedroom\nHall")
    press(tab, ON)
    tab.get_by_label("Lower risk").check()
    tab.get_by_label("Hall").first.check()
    see("room")
    press(tab, ON)
    tab.get_by_label("Which doors lead outside").fill("Front door")
    tab.get_by_label("Higher risk").check()
    press(tab, ON)
    see("doors")
    press(tab, ON)
    see("ways")
    press(tab, ON)
    press(tab, "All parts")
    press(tab, "My bag")
    tab.locator("summary").first.click()
    see("bag")
    press(tab, ON)
    press(tab, "A page for my child")
    tab.get_by_role("checkbox").first.check()
    see("child")
    press(tab, "Show the page")
    see("page")
    press(tab, "All parts")
    press(tab, "Read it all")
    see("warning")
    press(tab, "Show it on one page")
    see("sheet")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")])
def test_every_screen_is_open_to_everyone_without_scripts(live, tab, axe, shoot, size, scheme):
    window = tab(size, scripts=False, color_scheme=scheme)
    wrong = {}

    def see(name):
        shoot(window, f"plain-{name}-{size[0]}")
        found = window.evaluate(LOOK, sorted(RIGHT_TO_LEFT))["faults"]
        if found:
            wrong[name] = found
        assert window.url == live.public + "/en/u3"

    walk(window, live, see)
    assert wrong == {}
    assert window.context.cookies() == []


def test_every_screen_passes_axe_on_a_narrow_phone(live, tab, axe):
    window = tab((320, 600))
    hold_back_its_script(window)
    wrong = {}

    def see(name):
        if found := axe(window):
            wrong[name] = found

    walk(window, live, see)
    assert wrong == {}


def test_a_plan_can_be_begun_by_keyboard_alone(live, tab):
    window = tab(PHONE, scripts=False)
    begin(window, live)
    press(window, "People I trust")
    box = window.get_by_label("What is your code word?")
    box.focus()
    window.keyboard.type("scarf")
    window.keyboard.press("Enter")
    window.get_by_label("Agree a code word with one person").wait_for()
    press(window, "Back")
    assert window.get_by_label("What is your code word?").input_value() == "scarf"


def test_nothing_of_it_stays_in_a_profile_after_leaving(live, profile_tab):
    tab, folder, close = profile_tab
    hold_back_its_script(tab)
    walk(tab, live, lambda name: None)
    assert SECRET in tab.content()
    tab.get_by_role("button", name=OURS).click()
    tab.wait_for_url(NEUTRAL)
    never_back(tab, SECRET)
    close()
    for words in (SECRET, "People I trust", "Tell someone today"):
        assert files_holding(folder, words) == []
    # The control: the address, which says nothing, is there.
    assert files_holding(folder, live.public)


def test_on_paper_there_is_a_bland_heading_and_no_button(live, tab):
    window = tab(scripts=False)
    walk(window, live, lambda name: None)
    window.emulate_media(media="print")
    assert window.get_by_role("heading", level=1).inner_text() == "Notes"
    assert not window.get_by_role("button", name="Change something").is_visible()
    assert not window.get_by_text("In danger now?").first.is_visible()
    assert window.get_by_text(SECRET).is_visible()
