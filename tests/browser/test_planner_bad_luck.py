"""The planner when things go wrong: half a script, no sealing, no storage, a tab that dies while saving.

What is on the page stays, and the person is told what is and is not saved. Every tab here is a private one:
Playwright's contexts are what Chromium calls incognito.
"""

import socket
from contextlib import closing, suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import PHONE
from tests.browser.planner_hand import MAKING, OPENING, SLOW, Hand
from tests.browser.visits import until

SAVE = 2  # the verb, in the first byte of what is sent
NOT_WHOLE = "A part of this page did not arrive whole. What is on this page is still here."
LAST_SAVED = "This is what was saved last."
# As where a browser has no room left, or forbids every store: none may be needed.
NO_STORES = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("full", "QuotaExceededError"); } });
const refuse = () => { throw new DOMException("no", "SecurityError"); };
Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
"""
NO_SEALING = "Object.defineProperty(crypto, 'subtle', { value: undefined }); delete window.SubtleCrypto;"


def half(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text()[:3000])


@pytest.fixture
def planning(tab, live):
    """Somebody who has begun a plan, in a tab that starts with this script."""

    def planning(script=""):
        page = tab(PHONE)
        page.add_init_script(script)
        hand = Hand(page)
        hand.begin(live.public)
        hand.trust("Sam")
        return hand

    return planning


@pytest.fixture
def opened(tab, live):
    """Somebody in another tab who types six words."""

    def opened(words):
        hand = Hand(tab(PHONE))
        hand.page.goto(live.public + OPENING)
        hand.open(words)
        return hand

    return opened


def code_word(hand):
    hand.press("People I trust")
    return hand.page.get_by_label("What is your code word?").input_value()


def test_half_a_script_leaves_the_plain_forms(tab, live):
    page = tab(PHONE)
    page.route("**/k2/k3", half)
    with page.expect_response("**/k2/k3"):
        page.goto(live.public + MAKING)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("I live with them")).to_be_visible()
    assert page.locator("#own h1").count() == 0


@pytest.mark.parametrize("script", ["k6", "k4"])
def test_half_a_later_script_is_said_and_asked_for_again(planning, script):
    hand = planning()
    hand.page.route(f"**/k2/{script}", half, times=1)
    hand.press("Keep this")
    if script == "k4":
        hand.press("Show me six words")
    hand.told(NOT_WHOLE)
    hand.press("All parts") if script == "k4" else None
    assert code_word(hand) == "Marmalade"
    hand.press("All parts")
    hand.keep()


def test_a_browser_that_cannot_seal_says_so_and_the_plan_can_be_taken_away(planning):
    hand = planning(NO_SEALING)
    hand.press("Keep this")
    hand.press("Show me six words")
    hand.told("This browser cannot seal it. What is on this page is still here. You can print it.")
    hand.press("All parts")
    hand.press("Read it all")
    assert "Marmalade" in hand.page.inner_text("main")


def test_a_plan_is_kept_and_opened_where_the_browser_may_store_nothing(planning):
    hand = planning(NO_STORES)
    words = hand.keep()
    hand.press("Close this now")
    hand.open(words)
    hand.sees("All parts")
    assert code_word(hand) == "Marmalade"


# --- a tab that dies while saving -------------------------------------------------------------------------


def die_once(page, caught):
    """As when the phone's system takes the tab away while a request is on its way: nothing runs any more."""
    until(lambda: caught, "what is sent", page, seconds=SLOW / 1000)
    with suppress(Error):  # nobody is left to answer
        page.goto("chrome://crash", timeout=3000)
    for route in caught:
        with suppress(Error):
            route.abort()


def send_half(live, request):
    """What had left the phone when it died: the beginning of a request that never ended."""
    body = request.post_data_buffer
    host = live.public.removeprefix("http://")
    head = f"POST /k2 HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/octet-stream\r\n"
    head += f"Origin: {live.public}\r\nContent-Length: {len(body)}\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", live.ports["public"]))) as line:
        line.sendall(head.encode() + body[: len(body) // 2])


@pytest.mark.parametrize("arrived", ["half of it", "all of it"])
def test_a_tab_that_dies_while_saving_leaves_the_old_or_the_new_plan_whole(planning, live, opened, arrived):
    hand = planning()
    words = hand.keep()
    hand.press("All parts")
    hand.press("People I trust")
    hand.fill("What is your code word?", "Umbrella")
    hand.press("Keep this")
    caught = []

    def catch(route):
        if route.request.post_data_buffer[0] != SAVE:
            return route.continue_()
        if arrived == "all of it":
            route.fetch()  # it is stored, and the answer never comes
        else:
            send_half(live, route.request)
        return caught.append(route)

    hand.page.route("**/k2", catch)
    hand.press("Save")
    die_once(hand.page, caught)
    again = opened(words)
    again.sees("All parts")
    again.told(LAST_SAVED)
    assert code_word(again) == ("Umbrella" if arrived == "all of it" else "Marmalade")
    assert again.page.get_by_label("Their name, or a name that you make up").input_value() == "Sam"
    again.press("Keep this")
    again.press("Save")
    again.sees("It is saved")


def test_a_tab_that_dies_before_the_first_save_arrived_leaves_nothing_and_the_words_say_so(planning, opened):
    hand = planning()
    hand.press("Keep this")
    hand.press("Show me six words")
    hand.sees("Your six words")
    words, caught = hand.words(), []
    hand.page.route("**/k2", lambda route: caught.append(route))
    hand.press("Keep it under these words")
    die_once(hand.page, caught)
    opened(words).told("These words open nothing.")
