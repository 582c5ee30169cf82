"""A hand at one page, the same in both browsers: keys, widths, what is on the screen, and whether it left.

A visit with all that it leaves behind is in visits.py; here it is one page and the way out of it.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Protocol

from marionette_driver.errors import MarionetteException
from marionette_driver.keys import Keys
from marionette_driver.marionette import ActionSequence
from playwright.sync_api import Error, Page

from tests.browser.firefox import Firefox
from tests.browser.visits import NEUTRAL, WAIT_SECONDS

PAUSE = 0.7  # seconds, before what must not come
KEYS = {
    "Enter": Keys.ENTER,
    "Tab": Keys.TAB,
    "Shift": Keys.SHIFT,
    "ShiftLeft": Keys.SHIFT,
    "ShiftRight": "\ue050",
}
CHROME_SMALLEST = 500  # Firefox makes no window narrower; narrower pages are a larger one, magnified


class Hand(Protocol):
    """`sure`: whether a page is ours, so that it is waited for; a page with a fault is given a pause.

    `hold` lets no other site answer until `let_go`. `next_frame` does something and says what is so when the
    next frame is drawn.
    """

    sure: bool

    def go(self, address: str) -> None: ...
    def ask(self, script: str) -> object: ...
    def resize(self, width: int, height: int) -> None: ...
    def down(self, *keys: str) -> None: ...
    def up(self, *keys: str) -> None: ...
    def run_scripts(self, on: bool) -> None: ...
    def hold(self) -> None: ...
    def let_go(self) -> None: ...
    def next_frame(self, act: str, then: str) -> object: ...
    @property
    def address(self) -> str: ...


def press(hand: Hand, *keys: str) -> None:
    """One after the other; Shift+A is both together."""
    for key in keys:
        hand.down(*key.split("+"))
        hand.up(*reversed(key.split("+")))


def leaves(hand: Hand, *, wanted: bool = True) -> bool:
    """Whether the page went to the neutral site. Waited for where that is what has to come."""
    end = time.monotonic() + (WAIT_SECONDS if wanted == hand.sure else PAUSE)
    while time.monotonic() < end:
        if hand.address == NEUTRAL:
            return True
        hand.ask("return 0")  # a listener of the driver runs only while it is asked
        time.sleep(0.05)
    return hand.address == NEUTRAL


class ChromiumHand:
    def __init__(self, make: Callable[..., Page]) -> None:
        self.sure, self._make, self._held = True, make, []
        self.page = make()

    def go(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, script: str) -> object:
        with suppress(Error):  # the page is just going
            return self.page.evaluate(f"() => {{ {script} }}")
        return None

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def down(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.down(key)

    def up(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.up(key)

    def run_scripts(self, on: bool) -> None:
        kept = self.page.context.storage_state()
        self.page = self._make(scripts=on, storage_state=kept)

    def hold(self) -> None:
        self.page.route("https://**", lambda route: self._held.append(route))

    def let_go(self) -> None:
        for route in self._held:
            with suppress(Error):
                route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")
        self._held.clear()
        self.page.unroute_all()

    def next_frame(self, act: str, then: str) -> object:
        return self.page.evaluate(
            f"() => new Promise(done => {{ {act}; requestAnimationFrame(() => done({then})); }})"
        )

    @property
    def address(self) -> str:
        return self.page.url


class FirefoxHand:
    def __init__(self, fox: Firefox, gate: Event) -> None:
        self.sure, self.fox, self.session, self._gate = True, fox, fox.session, gate
        gate.set()
        self.run_scripts(True)

    def go(self, address: str) -> None:
        self.fox.visit(address)

    def ask(self, script: str) -> object:
        with suppress(MarionetteException):  # the page is just going
            return self.session.execute_script(script)
        return None

    def resize(self, width: int, height: int) -> None:
        larger = 1 if width >= CHROME_SMALLEST else 4
        with self.session.using_context("chrome"):
            rims = self.session.execute_script(
                "const it = gBrowser.selectedBrowser; it.fullZoom = arguments[0];"
                " return [outerWidth - it.clientWidth, outerHeight - it.clientHeight]",
                [larger],
            )
        self.session.set_window_rect(width=width * larger + rims[0], height=height * larger + rims[1])

    def down(self, *keys: str) -> None:
        self._keys("key_down", keys)

    def up(self, *keys: str) -> None:
        self._keys("key_up", keys)

    def _keys(self, way: str, keys: tuple[str, ...]) -> None:
        for key in keys:
            line = ActionSequence(self.session, "key", "keyboard")
            getattr(line, way)(KEYS.get(key, key))
            with suppress(MarionetteException):  # the page went with this key
                line.perform()

    def run_scripts(self, on: bool) -> None:
        self.session.set_pref("javascript.enabled", on)

    def hold(self) -> None:
        self._gate.clear()

    def let_go(self) -> None:
        self._gate.set()

    def next_frame(self, act: str, then: str) -> object:
        return self.session.execute_async_script(
            f"const [done] = arguments; {act}; requestAnimationFrame(() => done({then}));"
        )

    @property
    def address(self) -> str:
        return self.fox.address
