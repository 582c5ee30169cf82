"""The way out in stock Firefox: the neutral site is out of reach here, so what counts is where it went."""

import time
from contextlib import suppress

from marionette_driver.errors import MarionetteException

from tests.browser.firefox import SHIFT, files_holding
from tests.browser.firefox import firefox as run_firefox

OURS = "Leave this site"
NEUTRAL = "www.bbc.co.uk"


def tour(fox, live):
    """From the first page to the abuse page to the plan, by links."""
    fox.visit(live.public + "/en")
    for path in ("/en/t3", "/en/m8"):
        fox.click(f'main a[href="{path}"]')
        arrive(fox, live.public + path)


def arrive(fox, address):
    for _ in range(100):
        if fox.address == address and fox.text:
            return
        time.sleep(0.05)
    raise AssertionError(f"at {fox.address}, not {address}")


def leave(fox):
    with suppress(MarionetteException):  # the neutral site cannot be reached from here, and Firefox says so
        fox.click("#leave button")
    gone(fox)


def gone(fox):
    for _ in range(100):
        if NEUTRAL in fox.address:
            return
        time.sleep(0.05)
    raise AssertionError(f"still at {fox.address}")


def step_back(fox):
    with suppress(MarionetteException):  # as above
        fox.back()
    time.sleep(0.3)


def test_leaving_with_scripts_leaves_no_way_back_and_no_trace_of_what_was_read(tmp_path, live):
    with run_firefox(tmp_path) as fox:
        tour(fox, live)
        assert "Who could know?" in fox.text
        leave(fox)
        for _ in range(4):
            step_back(fox)
            assert OURS not in fox.text
            assert "abuse" not in fox.text
        fox.quit()
    titles = {title for address, title in fox.history() if live.public in address}
    assert all(title.startswith("Information") or not title for title in titles)
    assert fox.cookies() == []
    assert files_holding(tmp_path, "Who could know?") == []


def test_leaving_without_scripts_goes_to_the_neutral_site(tmp_path, live):
    with run_firefox(tmp_path, scripts=False) as fox:
        fox.visit(live.public + "/en/t3")
        leave(fox)


def test_shift_three_times_leaves(tmp_path, live):
    with run_firefox(tmp_path) as fox:
        fox.visit(live.public + "/en/t3")
        for _ in range(3):
            try:
                fox.press(SHIFT)
            except MarionetteException:
                break  # the page is gone already
        gone(fox)


def test_the_way_back_would_be_there_without_leaving(tmp_path, live):
    # The control: pages visited by address do come back, and the text is found.
    with run_firefox(tmp_path) as fox:
        fox.visit(live.public + "/en/t3")
        fox.visit(live.public + "/en/m8")
        fox.back()
        arrive(fox, live.public + "/en/t3")
        assert OURS in fox.text
