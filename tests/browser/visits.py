"""A visit as a person makes it, the same in both browsers: go, follow, press, type, leave, step back.

A tour is a function that takes a `Visit`; what it sees on its way it writes into `notes`.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from marionette_driver.errors import MarionetteException
from playwright.sync_api import Error, Page

from tests.browser.firefox import SHIFT, Firefox, WebElement

NEUTRAL = "https://www.bbc.co.uk/weather"
OURS = "Leave this site"
WAIT_SECONDS = 15
# What a tour may ask of a page: how the page stands in the browser's own stores.
STORES = (
    "return Promise.all([localStorage.length, sessionStorage.length, document.cookie.length,"
    " indexedDB.databases ? indexedDB.databases().then(all => all.length) : 0,"
    " window.caches ? caches.keys().then(all => all.length) : 0,"
    " navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then(all => all.length) : 0])"
)


class Visit(Protocol):
    """What a person does, and what a tour may ask."""

    notes: dict[str, object]

    def go(self, address: str) -> None: ...
    def follow(self, address: str) -> None: ...
    def press(self, name: str) -> None: ...
    def tap(self, name: str) -> None: ...
    def take(self, name: str) -> Path: ...
    def tab(self, number: int) -> None: ...
    def type(self, css: str, text: str) -> None: ...
    def leave(self) -> None: ...
    def shift(self) -> None: ...
    def step(self, way: str) -> None: ...
    def ask(self, script: str) -> object: ...
    @property
    def text(self) -> str: ...
    @property
    def address(self) -> str: ...


Tour = Callable[[Visit], None]
# The heading, and the longest run of words on the page, if they are long enough to be nobody else's.
_SEEN = (
    "const texts = [...document.querySelectorAll('h1, p, main li')].flatMap(e => [...e.childNodes])"
    ".filter(n => n.nodeType === 3).map(n => n.data.trim()).sort((a, b) => b.length - a.length);"
    " return [document.querySelector('h1').textContent.trim(), texts[0]].filter(t => t.length > 14)"
)


def read(visit: Visit) -> None:
    """Note what stands on this page as something that must be in no file afterwards."""
    seen = visit.ask(_SEEN)
    assert isinstance(seen, list)
    visit.notes.setdefault("markers", []).extend(seen)


def until(
    true: Callable[[], object], what: str, page: Page | None = None, seconds: float = WAIT_SECONDS
) -> None:
    """Look until it is true, fifteen seconds at most. What a listener of Playwright notes is noted only
    while Playwright is asked for something: name the page then.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        page.wait_for_timeout(50) if page else time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def never_back(page: Page, *words: str, steps: int = 3) -> None:
    """Back, again and again: none of these words is ever there."""
    went = 0
    for _ in range(steps):
        with suppress(Error):  # the page that comes leaves again at once, and that may overtake it
            page.go_back()
            went += 1
        page.wait_for_timeout(200)
        shown = told(page, "document.documentElement.outerHTML")
        assert [word for word in words if word in shown] == []
    assert went, "there was no way back at all"


def told(page: Page, what: str) -> str:
    """What a page says; read anew where the next one comes meanwhile."""
    for _turn in range(20):
        with suppress(Error):
            return str(page.evaluate(what))
        time.sleep(0.1)
    return str(page.evaluate(what))


class ChromiumVisit:
    def __init__(self, page: Page, downloads: Path | None = None) -> None:
        self.page, self.notes, self.tabs, self.downloads = page, {}, [page], downloads

    def go(self, address: str) -> None:
        self.page.goto(address)

    def follow(self, address: str) -> None:
        self._move(lambda: self.page.locator(f'a[href="{address}"]').first.click())

    def press(self, name: str) -> None:
        self._move(lambda: self.tap(name))

    def tap(self, name: str) -> None:
        """Press what brings no other page."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def take(self, name: str) -> Path:
        """Press what makes a file; gives it, under the name that it was given."""
        with self.page.expect_download() as found:
            self.page.get_by_text(name, exact=True).first.click()
        path = self.downloads / found.value.suggested_filename
        found.value.save_as(path)
        return path

    def tab(self, number: int) -> None:
        """Go on in another tab, which is opened if there is none of this number."""
        if number == len(self.tabs):
            self.tabs.append(self.page.context.new_page())
        self.page = self.tabs[number]
        self.page.bring_to_front()

    def _move(self, act: Callable[[], None]) -> None:
        mark = self.page.locator("h1").first.element_handle()
        act()
        until(lambda: _gone(mark), "the next page")
        self.page.wait_for_load_state()

    def type(self, css: str, text: str) -> None:
        self.page.locator(css).press_sequentially(text)

    def leave(self) -> None:
        self.page.get_by_role("button", name=OURS, exact=True).click()
        self.page.wait_for_url(NEUTRAL)

    def shift(self) -> None:
        for _ in range(3):
            self.page.keyboard.press("Shift")
        self.page.wait_for_url(NEUTRAL)

    def step(self, way: str) -> None:
        ways = {"back": "go_back", "forward": "go_forward", "reload": "reload"}
        with suppress(Error):  # a page that comes from memory never tells the driver that it came
            getattr(self.page, ways[way])(timeout=1000, wait_until="commit")
        time.sleep(0.5)

    def ask(self, script: str) -> object:
        return self.page.evaluate(f"() => {{ {script} }}")

    @property
    def text(self) -> str:
        return told(self.page, "document.body ? document.body.innerText : ''")

    @property
    def address(self) -> str:
        return self.page.url


def _gone(mark) -> bool:
    try:
        return not mark.evaluate("each => each.isConnected")
    except Error:
        return True


class FirefoxVisit:
    def __init__(self, fox: Firefox) -> None:
        self.fox, self.notes = fox, {}
        self.tabs = [fox.session.current_window_handle]

    def go(self, address: str) -> None:
        self.fox.visit(address)

    def follow(self, address: str) -> None:
        self._move(f'//a[@href="{address}"]')

    def press(self, name: str) -> None:
        self._move(f'//button[normalize-space()="{name}"]')

    def tap(self, name: str) -> None:
        self._click(f'//button[normalize-space()="{name}"]')

    def take(self, name: str) -> Path:
        folder = self.fox.downloads
        before = set(folder.iterdir())
        self._click(f'//*[self::a or self::button][normalize-space()="{name}"]')

        def arrived() -> list[Path]:
            new = set(folder.iterdir()) - before
            return [] if any(path.suffix == ".part" for path in new) else [p for p in new if _size(p)]

        until(lambda: len(arrived()) == 1, name)
        return arrived()[0]

    def tab(self, number: int) -> None:
        if number == len(self.tabs):
            self.tabs.append(self.fox.session.open(type="tab", focus=True)["handle"])
        self.fox.session.switch_to_window(self.tabs[number])

    def _move(self, path: str) -> None:
        mark = self.fox.find("h1")
        self._click(path)
        until(lambda: _stale(mark), "the next page")
        until(lambda: bool(self.text), "its text")

    def _click(self, path: str) -> None:
        shown: list[WebElement] = []

        def look() -> bool:
            with suppress(MarionetteException):  # the page is just going
                found = self.fox.session.find_elements("xpath", f"({path})[not(contains(@class, 'hidden'))]")
                shown[:] = [each for each in found if each.is_displayed()]
            return bool(shown)

        until(look, path)
        shown[0].click()

    def type(self, css: str, text: str) -> None:
        self.fox.type(css, text)

    def leave(self) -> None:
        with suppress(MarionetteException):
            self._click(f'//button[normalize-space()="{OURS}"]')
        until(lambda: self.address == NEUTRAL, "the neutral site")

    def shift(self) -> None:
        with suppress(MarionetteException):
            for _ in range(3):
                self.fox.press(SHIFT)
        until(lambda: self.address == NEUTRAL, "the neutral site")

    def step(self, way: str) -> None:
        with suppress(MarionetteException):
            {
                "back": self.fox.session.go_back,
                "forward": self.fox.session.go_forward,
                "reload": self.fox.session.refresh,
            }[way]()
        time.sleep(0.4)

    def ask(self, script: str) -> object:
        return self.fox.session.execute_async_script(
            f"const [done] = arguments; Promise.resolve((() => {{ {script} }})()).then(done)"
        )

    @property
    def text(self) -> str:
        return self.fox.text

    @property
    def address(self) -> str:
        return self.fox.address


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _stale(mark) -> bool:
    try:
        mark.get_attribute("id")
    except MarionetteException:
        return True
    return False
