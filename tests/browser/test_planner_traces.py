"""What stays in the profile after an evening with the planner, in both browsers: nothing but its addresses.

The evening itself is the journey of a plan from its first word until it is erased. The audit is tried over a
loud site in `test_profile_audits`.
"""

import pyrage
import pytest
from pytest_socket import enable_socket

from tests.browser.elsewhere import elsewhere
from tests.browser.firefox import downloads_beside, files_holding
from tests.browser.planner_evening import CHILD, CODE, HIDDEN, NAME, PLAIN, evening, every_screen
from tests.browser.profiles import CHECKS, Findings, audit_visit
from tests.planner.test_age import AGE, at_a_terminal

BROWSERS = ["chromium", "firefox"]


@pytest.fixture(scope="session")
def web(tmp_path_factory):
    enable_socket()
    with elsewhere(tmp_path_factory.mktemp("elsewhere-plan")) as server:
        yield server


@pytest.fixture(scope="session")
def audited(_world, rig, web, tmp_path_factory):
    known = {}

    def audit(browser: str) -> Findings:
        enable_socket()
        if browser not in known:
            known[browser] = audit_visit(
                browser,
                tmp_path_factory.mktemp(f"{browser}-plan") / "profile",
                evening(_world),
                site=_world.public,
                web=web,
                markers=[NAME, CODE, HIDDEN, CHILD, PLAIN],
                rig=rig,
            )
        return known[browser]

    return audit


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("browser", BROWSERS)
def test_an_evening_with_the_planner_leaves_nothing_but_its_addresses(audited, browser, check):
    assert check(audited(browser)) == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_no_screen_of_the_planner_was_left_out(audited, browser):
    seen = set(audited(browser).notes["screens"])
    assert every_screen() - seen == set()
    assert len(seen) > 20


@pytest.mark.parametrize("browser", BROWSERS)
def test_what_was_written_would_be_found_where_it_is(audited, browser):
    # The control: the same search over the folder of what was taken away, where it has to be.
    folder = downloads_beside(audited(browser).folder)
    for marker in (NAME, CODE, HIDDEN):
        assert files_holding(folder, marker) == ["notes.txt"]


@pytest.mark.parametrize("browser", BROWSERS)
def test_the_file_that_was_taken_away_is_opened_by_age_and_pyrage(audited, browser, tmp_path):
    notes = audited(browser).notes
    opened = tmp_path / "opened.txt"
    command = [AGE, "--decrypt", "--output", str(opened), str(notes["file"])]
    code, shown = at_a_terminal(command, [notes["words"]])
    assert code == 0, shown
    assert opened.read_text("utf-8").rstrip(" ") == notes["text"].read_text("utf-8")
    assert pyrage.passphrase.decrypt(notes["file"].read_bytes(), notes["words"]) == opened.read_bytes()
