"""The way out in stock Firefox: the neutral site is out of reach here, so what counts is where it went.

What a visit with scripts leaves behind is in test_profile_audits.py.
"""

from contextlib import suppress

from marionette_driver.errors import MarionetteException

from tests.browser.firefox import SHIFT
from tests.browser.firefox import firefox as run_firefox
from tests.browser.visits import until

NEUTRAL = "www.bbc.co.uk"


def test_leaving_without_scripts_goes_to_the_neutral_site(tmp_path, live):
    with run_firefox(tmp_path, scripts=False) as fox:
        fox.visit(live.public + "/en/t3")
        with suppress(MarionetteException):  # the neutral site cannot be reached, and Firefox says so
            fox.click("#leave button")
        until(lambda: NEUTRAL in fox.address, NEUTRAL)


def test_shift_three_times_leaves(tmp_path, live):
    with run_firefox(tmp_path) as fox:
        fox.visit(live.public + "/en/t3")
        for _ in range(3):
            try:
                fox.press(SHIFT)
            except MarionetteException:
                break  # the page is gone already
        until(lambda: NEUTRAL in fox.address, NEUTRAL)
