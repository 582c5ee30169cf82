"""What stays in the profile after an evening with the planner, in both browsers: nothing but one address.

The audit itself is tried over a loud site in `test_profile_audits`.
"""

import pytest
from pytest_socket import enable_socket

from tests.browser.elsewhere import elsewhere
from tests.browser.planner_hand import MAKING, OPENING
from tests.browser.profiles import CHECKS, Findings, audit_visit
from tests.browser.visits import STORES, Visit, read, until

START = "https://start.example/"
NAME, CODE = "Wilhelmina-93417", "Marmalade-55218"
HEADING = "const h = document.querySelector('#own h1'); return h && h.textContent"
CLICK = "document.querySelector('{css}').click(); return true"
WORDS = "return [...document.querySelectorAll('ol.words li')].map(e => e.textContent).join(' ')"


@pytest.fixture(scope="session")
def web(tmp_path_factory):
    enable_socket()
    with elsewhere(tmp_path_factory.mktemp("elsewhere-plan")) as server:
        yield server


def wait_for(visit: Visit, heading: str) -> None:
    until(lambda: visit.ask(HEADING) == heading, heading)


def tour_of(site: str):
    """A plan is made, kept, given to somebody and read there; every kind of screen is seen and read."""

    def make(visit: Visit) -> str:
        visit.go(START)
        visit.go(f"{site}{MAKING}")
        wait_for(visit, "Your notes")
        read(visit)
        for button in (
            "Go on",
            "What matters most to you now?",
            "All parts",
            "Tell someone today",
            "All parts",
        ):
            visit.press(button)
            read(visit)
        visit.press("People I trust")
        visit.press("Add a person")
        visit.type("details[open] > summary + .field input", NAME)
        visit.press("All parts")
        visit.press("Ways out of the home")
        visit.press("Add a home")
        visit.type("main .field input", CODE)
        visit.press("Add a room")
        read(visit)
        visit.press("Read it all")
        read(visit)
        visit.press("Keep this")
        read(visit)
        visit.press("Show me six words")
        wait_for(visit, "Your six words")
        words = str(visit.ask(WORDS))
        visit.notes["markers"].append(words)
        visit.press("Keep it under these words")
        wait_for(visit, "It is saved")
        return words

    def share(visit: Visit) -> None:
        visit.press("All parts")
        visit.press("Show it to somebody")
        read(visit)
        visit.press("Give them a copy")
        visit.ask(CLICK.format(css="main input[type=checkbox]"))
        visit.press("Send")
        wait_for(visit, "Their six words")
        visit.notes["markers"].append(str(visit.ask(WORDS)))
        visit.press("I have them")
        visit.press("Take it with you")
        read(visit)
        visit.notes["stores"] = visit.ask(STORES)
        visit.leave()
        for way in ("back", "forward"):
            visit.step(way)
            visit.notes.setdefault("after", []).append(visit.text)

    def open_again(visit: Visit, words: str) -> None:
        visit.go(START)
        visit.go(f"{site}{OPENING}")
        wait_for(visit, "Open")
        visit.type("main input", words)
        visit.press("Open")
        wait_for(visit, "All parts")
        visit.press("Close this now")
        visit.shift()
        visit.step("back")
        visit.notes["after"].append(visit.text)

    def tour(visit: Visit) -> None:
        visit.notes.update({"came": 3, "elsewhere": [START], "addresses": 2})
        words = make(visit)
        share(visit)
        open_again(visit, words)

    return tour


@pytest.fixture(scope="session")
def audited(_world, rig, web, tmp_path_factory):
    known = {}

    def audit(browser: str) -> Findings:
        enable_socket()
        if browser not in known:
            folder = tmp_path_factory.mktemp(f"{browser}-plan") / "profile"
            known[browser] = audit_visit(
                browser,
                folder,
                tour_of(_world.public),
                site=_world.public,
                web=web,
                markers=[NAME, CODE],
                rig=rig,
            )
        return known[browser]

    return audit


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_an_evening_with_the_planner_leaves_nothing_but_its_addresses(audited, browser, check):
    assert check(audited(browser)) == []
