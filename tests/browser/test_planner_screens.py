"""A plan is made, by its screens in Chromium and by the keyboard alone; two devices, no network, closing.

The whole way of a plan is `test_planner_loop`, by the keyboard too.
"""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.planner_hand import MAKING, OPENING, SLOW, Hand
from tests.browser.visits import until


def test_a_plan_is_made_and_read_on_every_screen(hand, live, looked):
    fetched = []
    hand.page.on("request", lambda request: fetched.append(request.url.removeprefix(live.public)))
    hand.begin(live.public)
    hand.trust("Sam")
    hand.draw_home()
    said = hand.page.inner_text("main")
    assert "1. Kitchen, then Back door." in said
    assert "1. Bedroom, then Hall, then Front door." in said
    assert "safest" not in said.lower()
    hand.press("Up: 2. Bedroom, then Hall, then Kitchen, then Back door.")
    assert "1. Bedroom, then Hall, then Kitchen, then Back door." in hand.page.inner_text("main")
    hand.press("All parts")
    hand.pack()
    hand.press("Tell someone today")
    hand.mark(hand.page.locator("main input[type=checkbox]").first)
    expect(hand.page.locator("main .urgent a").first).to_be_visible()
    hand.sees("Tell someone today", "signs")
    hand.press("All parts")
    hand.press("What matters most to you now?")
    hand.press("My children are safe")
    hand.press("Choose between two at a time")
    hand.sees("Which matters more to you now?", "pair")
    hand.push(hand.page.locator("main button").first)
    hand.press("That is enough")
    hand.sees("What matters most to you now?", "matters")
    hand.press("All parts")
    hand.press("A page for my child")
    hand.mark(hand.page.locator("main input[type=checkbox]").first)
    hand.press("Show the page")
    hand.sees("My page", "child")
    hand.press("Back")
    hand.press("Take it with you")
    hand.sees("Take it with you", "away")
    with hand.page.expect_download() as found:
        hand.press("Take the text")
    assert found.value.suggested_filename == "notes.txt"
    taken = Path(found.value.path()).read_text("utf-8")
    hand.press("Read it all")
    hand.sees("Notes", "whole")
    for text in ("Marmalade", "Sam", "Bedroom, then Hall, then Front door", "Under the stairs"):
        assert text in taken
        assert text in hand.page.inner_text("main")
    assert {name: faults for name, faults in looked.items() if faults} == {}
    assert len(looked) >= 12
    assert fetched == [
        MAKING,
        "/k2/k3",
        "/en/v3",
    ]  # what keeps and what seals is fetched only by whoever keeps
    assert hand.page.faults == []


def test_a_friend_and_two_minutes_are_asked_what_fits_and_nothing_goes_at_one_press(tab, live):
    hand = Hand(tab(PHONE))
    hand.begin(live.public)
    hand.trust("Sam")
    hand.press("People I trust")
    hand.page.locator("summary", has_text="Sam").click()
    hand.press("Take this out")
    hand.press("Press again to take it out")
    assert "Sam" not in hand.page.inner_text("main")
    hand.press("All parts")
    hand.press("Ways out of the home")
    hand.press("Add a home")
    hand.fill("Which rooms are there?", "Bedroom, hall, kitchen")
    hand.press("Add these rooms")
    assert hand.page.locator("#own summary").all_inner_texts() == ["Bedroom", "hall", "kitchen"]
    hand.press("All parts")
    hand.press("Change where you are now")
    hand.tick("I am worried about someone else")
    hand.press("Go on")
    said = hand.page.inner_text("main")
    assert "Looking after myself" in said
    for other in ("What matters most", "My bag", "A page for my child", "If I leave"):
        assert other not in said
    hand.press("Tell someone today")
    assert "You cannot reach them any more" in hand.page.inner_text("main")
    assert "You feel that they could kill you" not in hand.page.inner_text("main")
    hand.press("All parts")
    hand.press("Change where you are now")
    hand.tick("I have left")
    hand.tick("Two minutes")
    hand.press("Go on")
    for heading, after in (
        ("People I trust", "Next: Ways out of the home"),
        ("Ways out of the home", "Next: Emergency bag"),
        ("Emergency bag", "Read it all"),
    ):
        hand.sees(heading)
        assert "Ideas for you" not in hand.page.inner_text("main")
        hand.press(after)
    hand.sees("Notes")


def test_two_devices_are_merged_and_what_differs_is_asked(hand, live, tab):
    hand.look = lambda page, name: None
    hand.begin(live.public)
    hand.trust("Sam")
    words = hand.keep()
    other = Hand(tab(PHONE))
    other.page.goto(live.public + MAKING)
    other.press("Open what you kept")
    other.open(words)
    other.sees("All parts")
    for one, word in ((other, "Umbrella"), (hand, "Teapot")):
        one.press("All parts") if one is hand else None
        one.press("People I trust")
        one.fill("What is your code word?", word)
        one.press("Keep this")
        one.press("Save")
        one.sees("It is saved")
    hand.press("All parts")
    hand.press("Choose what stands")
    hand.press("What is your code word? Umbrella")
    hand.press("People I trust")
    assert hand.page.get_by_label("What is your code word?").input_value() == "Umbrella"


def test_it_closes_by_itself_after_five_minutes_and_says_what_is_gone(tab, live):
    page = tab(PHONE)
    page.clock.install()
    hand = Hand(page)
    page.goto(live.public + MAKING)
    hand.sees("Your notes")
    hand.tick("I think of leaving")
    page.clock.fast_forward("04:00")
    expect(page.get_by_label("I think of leaving")).to_be_checked()
    page.clock.fast_forward("01:10")
    page.get_by_text("This is closed. What was not saved is gone.").wait_for(timeout=SLOW)
    assert "I think of leaving" not in page.content()


def test_without_the_network_nothing_on_the_page_is_lost(tab, live):
    hand = Hand(tab(PHONE))
    hand.begin(live.public)
    hand.trust("Sam")
    hand.page.context.set_offline(True)
    hand.press("Keep this")
    hand.told("What is on this page is still here.")
    hand.press("Read it all")
    assert "Marmalade" in hand.page.inner_text("main")
    hand.page.context.set_offline(False)
    hand.keep()


def test_a_page_of_the_site_in_between_loses_nothing(tab, live):
    hand = Hand(tab(PHONE))
    hand.begin(live.public)
    hand.trust("Sam")
    hand.page.get_by_role("link", name="In danger now").click()
    hand.page.locator("main:not([aria-busy]) h1").wait_for()
    assert "Marmalade" not in hand.page.content()
    hand.page.evaluate(f"const a = document.createElement('a'); a.href = '{MAKING}'; a.id = 'again';"
                       "a.textContent = 'again'; document.querySelector('main').append(a)")  # fmt: skip
    hand.page.locator("#again").click()
    hand.sees("All parts")
    hand.press("People I trust")
    assert hand.page.get_by_label("What is your code word?").input_value() == "Marmalade"


def test_asking_costs_the_same_for_a_plan_and_for_a_list(tab, live):
    hand = Hand(tab(PHONE))
    hand.begin(live.public)
    hand.trust("Sam")
    words = hand.keep()
    hand.press("Keep this")
    second = hand.make_second()
    seen = {}
    for kind in (words, second):
        page = tab(PHONE)
        asked = seen[kind] = []
        page.on(
            "request",
            lambda request, asked=asked: asked.append(
                (request.method, request.url, len(request.post_data_buffer or b""))
            ),
        )
        page.goto(live.public + OPENING)
        opener = Hand(page)
        opener.open(kind)
        expect(page.locator("h1")).not_to_have_text("Open", timeout=SLOW)
    until(lambda: seen[words] == seen[second], "the same requests", page)
    page.wait_for_timeout(500)
    assert seen[words] == seen[second]
