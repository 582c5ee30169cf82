"""What stays in the profile after a visit, in both browsers; each audit has a site that fails it."""

import pytest
from pytest_socket import enable_socket

from tests.browser.elsewhere import elsewhere, loud
from tests.browser.firefox import files_holding
from tests.browser.profiles import CHECKS, Findings, audit_visit, restored_after_crash
from tests.browser.visits import OURS, STORES, Visit, read, until

BROWSERS = ["chromium", "firefox"]
START = "https://start.example/"
TYPED, PHONE = "marker-7391 he reads my phone", "01632 960777"
TALK, MAILBOX = "/en/t6", "/en/w4"
PAGES = ["/en/t3", "/en/m8", "/en/b6"]


@pytest.fixture(scope="session")
def web(tmp_path_factory):
    enable_socket()
    with elsewhere(tmp_path_factory.mktemp("elsewhere")) as server:
        yield server


@pytest.fixture(scope="session")
def loud_site():
    enable_socket()
    with loud() as server:
        yield server


def step_about(visit: Visit, *ways: str) -> None:
    """Look where Back, Forward and reload lead, once the visit is over."""
    for way in ways:
        visit.step(way)
        visit.notes.setdefault("after", []).append(visit.text)


def tour_of(site: str):
    """Three visits in one evening: reading and typing, asking and the mailbox, and one that ends by Back."""

    def read_and_type(visit: Visit) -> None:
        visit.go(START)
        visit.go(f"{site}/en")
        for page in PAGES:
            visit.follow(page)
            read(visit)
        visit.follow(TALK)
        read(visit)
        visit.press("It is for me")
        read(visit)
        visit.type("#id_message", TYPED)
        visit.press("Go on")
        visit.type("#id_phone", PHONE)
        visit.leave()
        step_about(visit, "back", "forward", "back", "back", "forward", "reload")

    def ask_and_look(visit: Visit) -> None:
        visit.go(f"{site}/en")
        visit.follow(TALK)
        visit.press("It is for me")
        visit.type("#id_message", TYPED)
        visit.press("Send this now")
        words = str(
            visit.ask(
                "return [...document.querySelector('ol.words').children].map(e => e.textContent).join(' ')"
            )
        )
        read(visit)
        visit.notes["markers"].append(words)
        visit.follow(MAILBOX)
        visit.type("#id_words", words)
        visit.press("Go on")
        read(visit)
        visit.press("Yes, show me what is new")
        read(visit)
        visit.press("Write to us")
        visit.type("#id_text", TYPED)
        visit.notes["stores"] = visit.ask(STORES)
        visit.shift()
        step_about(visit, "back")

    def go_by_back(visit: Visit) -> None:
        visit.go(START)
        visit.go(f"{site}/en")
        visit.follow(PAGES[0])
        step_about(visit, "back", "forward")

    def tour(visit: Visit) -> None:
        visit.notes.update({"came": 4, "elsewhere": [START]})  # Forward counts as coming once more
        read_and_type(visit)
        ask_and_look(visit)
        go_by_back(visit)

    return tour


def loud_tour_of(site: str):
    def tour(visit: Visit) -> None:
        visit.notes["elsewhere"] = [START]
        visit.go(START)
        visit.go(f"{site}/domestic-abuse")
        read(visit)
        visit.follow("/staying-safe")
        visit.follow("/write-to-us")
        visit.type("[name=story]", TYPED)
        visit.press("Send")
        visit.notes["stores"] = visit.ask(STORES)
        visit.take("Your plan")
        visit.follow("https://partner.example/from")
        visit.step("back")
        visit.leave()
        visit.step("back")
        until(lambda: OURS in visit.text, "the page that comes back")
        visit.notes["after"] = [visit.text]

    return tour


@pytest.fixture(scope="session")
def audited(_world, rig, web, loud_site, tmp_path_factory):
    """Findings of a browser over our site and over the loud one; each tour is made once."""
    known = {}

    def audit(browser: str, which: str) -> Findings:
        enable_socket()
        if (browser, which) not in known:
            site = _world.public if which == "ours" else loud_site.address
            known[browser, which] = audit_visit(
                browser,
                tmp_path_factory.mktemp(f"{browser}-{which}") / "profile",
                (tour_of if which == "ours" else loud_tour_of)(site),
                site=site,
                web=web,
                markers=[TYPED, PHONE],
                rig=rig,
            )
        return known[browser, which]

    return audit


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("browser", BROWSERS)
def test_a_visit_leaves_nothing_but_its_address(audited, browser, check):
    assert check(audited(browser, "ours")) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("browser", BROWSERS)
def test_the_audit_finds_what_a_loud_site_leaves(audited, browser, check):
    assert check(audited(browser, "loud")) != []


# --- when the power goes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_browser_that_crashed_brings_back_no_page_and_no_text(live, rig, web, tmp_path, browser):
    def tour(visit: Visit) -> None:
        visit.go(f"{live.public}/en")
        visit.follow(TALK)
        visit.press("It is for me")
        visit.type("#id_message", TYPED)

    folder = tmp_path / "profile"
    seen = restored_after_crash(browser, folder, tour, web=web, rig=rig)
    assert not [text for text in seen if TYPED in text or "What would you like to tell us?" in text]
    assert files_holding(folder, TYPED) == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_crash_does_bring_back_the_page_of_a_loud_site(loopback, rig, web, loud_site, tmp_path, browser):
    def tour(visit: Visit) -> None:
        visit.go(f"{loud_site.address}/write-to-us")
        visit.type("[name=story]", TYPED)

    folder = tmp_path / "profile"
    seen = restored_after_crash(browser, folder, tour, web=web, rig=rig, known=(TYPED, "loudly"))
    assert any("loudly" in text for text in seen)
    assert files_holding(folder, TYPED) != []
