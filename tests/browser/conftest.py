"""The browser rig: a running demonstration, Debian's Chromium, stock Firefox, axe, a folder for pictures."""

import json
import os
import re
from base64 import b64decode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserTrouble
from pytest_socket import enable_socket

from tests.browser.firefox import firefox as run_firefox
from tests.browser.planner_hand import Keys
from tests.living import HOUSE, Living, living_world
from waymark.ui.languages import RIGHT_TO_LEFT

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 15_000  # for whatever has to come: a machine may be busy
PHONE, DESKTOP = (360, 740), (1280, 800)
LOOK = (Path(__file__).parent / "access.js").read_text("utf-8")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items):
    """Whatever stands in this folder needs a browser, said or not; the vendored bytes do not."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.name != "test_vendor.py":
            item.add_marker(pytest.mark.browser)


def chromium_flags() -> list[str]:
    """Root may not use the sandbox; everybody else does."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@pytest.fixture(scope="session")
def _world(tmp_path_factory, made_world):
    enable_socket()
    with living_world(tmp_path_factory.mktemp("living") / "data", like=made_world) as world:
        yield world


@pytest.fixture
def live(loopback, _world):
    """The demonstration, running: `live.public`, `live.desk`, `live.sign_in(role)`, `live.code(role)`."""
    return _world


@pytest.fixture(scope="session")
def rig():
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def _chromium(rig) -> Browser:
    browser = rig.chromium.launch(executable_path=CHROMIUM, args=chromium_flags())
    yield browser
    browser.close()


@pytest.fixture
def tab(_chromium, loopback):
    """Makes tabs, each in a fresh browser context: `tab(width=360, scripts=False, **what Playwright knows)`.

    Nothing leaves this machine: any other address answers with an empty neutral page.
    """
    contexts = []

    def make(size: tuple[int, int] = DESKTOP, *, scripts: bool = True, **looks: object) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = _chromium.new_context(viewport=viewport, java_script_enabled=scripts, **looks)
        context.set_default_timeout(PATIENCE)
        keep_at_home(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def _sessions():
    return {}


@pytest.fixture
def desk_tab(tab, live, _sessions):
    """Makes tabs of somebody who is signed in: `desk_tab("caseworker", PHONE, scripts=False)`.

    Each role signs in once in a world; later tabs have the same cookies. Do not sign out in one of them.
    """

    def make(role: str, size: tuple[int, int] = DESKTOP, **looks: object) -> Page:
        if role not in _sessions:
            page = tab()
            sign_in(page, live, role)
            _sessions[role] = page.context.storage_state()
        page = tab(size, storage_state=_sessions[role], **looks)
        page.goto(live.desk)
        return page

    return make


def sign_in(page: Page, live: Living, role: str) -> None:
    """Sign in as a person would, with a recovery code: a code of the app works once in thirty seconds."""
    person = live.sign_in(role)
    page.goto(f"{live.desk}/sign-in")
    page.fill("[name=name]", person["name"])
    page.fill("[name=passphrase]", person["passphrase"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")
    page.fill("[name=code]", live.recovery_code(role))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture
def profile_tab(rig, loopback, tmp_path):
    """A tab over a profile folder that stays on disk after `close`: gives (tab, folder, close)."""
    folder = tmp_path / "chromium"
    context = rig.chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, args=chromium_flags()
    )
    keep_at_home(context)
    yield context.pages[0] if context.pages else context.new_page(), folder, context.close
    context.close()


@pytest.fixture
def firefox(loopback, tmp_path):
    """A running Firefox with a fresh profile; see tests/browser/firefox.py."""
    with run_firefox(tmp_path / "firefox") as browser:
        yield browser


def settle(page: Page) -> None:
    """Wait until what was pressed has brought its page, whether it was fetched or gone to."""
    page.wait_for_load_state()
    page.locator("main:not([aria-busy])").wait_for()


def keep_at_home(context) -> None:
    context.route(
        re.compile(r"^https?://(?!(127\.0\.0\.1|localhost)[:/])"),
        lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"),
    )


@pytest.fixture
def shoot():
    """Saves a picture of a whole page: `shoot(page, "front-360")`, in build/screens or where SCREENS says."""
    folder = Path(os.environ.get("SCREENS") or HOUSE / "build" / "screens")
    folder.mkdir(parents=True, exist_ok=True)

    def save(page: Page, name: str) -> Path:
        path = folder / f"{name}.png"
        browser = page.context.new_cdp_session(page)
        whole = browser.send("Page.getLayoutMetrics")["cssContentSize"]
        how = {"captureBeyondViewport": True, "clip": {**whole, "scale": 1}}
        # Packed less tightly than by the driver's own way, in half the time: a run takes some 250.
        shot = browser.send("Page.captureScreenshot", {**how, "optimizeForSpeed": True})
        browser.detach()
        path.write_bytes(b64decode(shot["data"]))
        return path

    return save


@pytest.fixture
def axe():
    """What axe finds wrong with a page, as readable text; empty when nothing: `assert axe(page) == ""`."""
    source = AXE.read_text("utf-8")

    def judge(page: Page, options: dict[str, object]) -> list[dict]:
        page.wait_for_load_state()
        page.evaluate(source)
        return page.evaluate("options => axe.run(options)", options)["violations"]

    def look(page: Page, *rules: str) -> str:
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        try:
            found = judge(page, options)
        except BrowserTrouble:  # a click's new page took this one's place meanwhile: that is the one to judge
            found = judge(page, options)
        return "\n".join(
            json.dumps([fault["id"], [node["target"] for node in fault["nodes"]]]) for fault in found
        )

    return look


@pytest.fixture
def looked():
    """Faults of every screen that was looked at, and the names of the screens."""
    return {}


@pytest.fixture
def look(looked, shoot):
    """Looks at a screen at two widths, as the matrix of public pages does, and once from right to left."""

    def judge(page, name):
        here = page.evaluate("document.activeElement && document.activeElement.getAttribute('data-is')")
        found = []
        page.evaluate(AXE.read_text("utf-8"))
        for width, height in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{width}: {fault}" for fault in page.evaluate(LOOK, list(RIGHT_TO_LEFT))["faults"]]
            shoot(page, f"plan-{name}-{width}")
        wrong = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        found += [json.dumps([each["id"], [node["target"] for node in each["nodes"]]]) for each in wrong]
        page.evaluate("document.documentElement.dir = 'rtl'; document.getElementById('own').dir = 'rtl'")
        sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        found += ["needs sideways scrolling from right to left"] if page.evaluate(sideways) else []
        page.evaluate("document.documentElement.dir = 'ltr'; document.getElementById('own').dir = 'ltr'")
        looked[name] = found
        return here

    return judge


@pytest.fixture
def hand(tab, live, look):
    """Somebody at the planner who has a keyboard only. What the page complains of is in `page.faults`."""
    page = tab(PHONE)
    page.faults = []
    page.on("pageerror", lambda wrong: page.faults.append(str(wrong)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    return Keys(page, look)
