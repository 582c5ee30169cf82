"""The way out in stock Firefox: the neutral site is out of reach here, so what counts is where it went."""

import time
from contextlib import suppress

import pytest
from marionette_driver.errors import MarionetteException

from tests.browser.firefox import SHIFT, files_holding, firefox
from tests.browser.site import NEUTRAL, public_site

pytestmark = pytest.mark.browser
OURS = "Leave this site"


@pytest.fixture(scope="module")
def site():
    with public_site() as site:
        yield site


def tour(fox, site):
    """From the first page to the abuse page to the plan, by links."""
    fox.visit(site.base + "/en")
    for path in ("/en/t3", "/en/m8"):
        fox.click(f'main a[href="{path}"]')
        arrive(fox, site.base + path)


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
        if NEUTRAL.split("/")[2] in fox.address:
            return
        time.sleep(0.05)
    raise AssertionError(f"still at {fox.address}")


def step_back(fox):
    with suppress(MarionetteException):  # as above
        fox.back()
    time.sleep(0.3)


def test_leaving_with_scripts_leaves_no_way_back_and_no_trace_of_what_was_read(tmp_path, site, loopback):
    with firefox(tmp_path) as fox:
        tour(fox, site)
        assert "Who could know?" in fox.text
        site.asked.clear()
        leave(fox)
        assert ("POST", "/leave") in site.asked
        for _ in range(4):
            step_back(fox)
            assert OURS not in fox.text
            assert "abuse" not in fox.text
        fox.quit()
    titles = {title for address, title in fox.history() if site.base in address}
    assert all(title.startswith("Information") or not title for title in titles)
    assert fox.cookies() == []
    assert files_holding(tmp_path, "Who could know?") == []


def test_leaving_without_scripts_goes_to_the_neutral_site(tmp_path, site, loopback):
    with firefox(tmp_path, scripts=False) as fox:
        fox.visit(site.base + "/en/t3")
        site.asked.clear()
        leave(fox)
        assert ("POST", "/leave") in site.asked


def test_shift_three_times_leaves(tmp_path, site, loopback):
    with firefox(tmp_path) as fox:
        fox.visit(site.base + "/en/t3")
        for _ in range(3):
            try:
                fox.press(SHIFT)
            except MarionetteException:
                break  # the page is gone already
        gone(fox)


def test_the_way_back_would_be_there_without_leaving(tmp_path, site, loopback):
    # The control: pages visited by address do come back, and the text is found.
    with firefox(tmp_path) as fox:
        fox.visit(site.base + "/en/t3")
        fox.visit(site.base + "/en/m8")
        fox.back()
        arrive(fox, site.base + "/en/t3")
        assert OURS in fox.text
