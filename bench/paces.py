"""How long the five parts of a plan take on a phone, with scripts and without, at a human's pace.

Nobody is timed. The real pages are driven at 360 pixels over a line that answers after 0.4 s, and what a
person does on them is reckoned: PACES says at how many seconds. What the pages themselves take is measured.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, Playwright, sync_playwright

from bench.measure import Report, bench
from tests.living import Living, living_world

PHONE: Final = {"width": 360, "height": 740}
LINE: Final = 400
"""Milliseconds until the line answers."""
PACES: Final = {"a tap": 1.0, "a letter": 0.35, "a new screen": 1.5, "a swipe": 0.6}
"""Seconds. A choice from a list is two taps; a swipe moves 500 pixels."""
SWIPE: Final = 500
MOST: Final = 60
MAKING: Final = "/en/u3"


class Paced:
    """Somebody at the planner; `seconds` adds up what they do, `waited` what they wait for."""

    def __init__(self, page: Page) -> None:
        self.page, self.seconds, self.waited, self.taps, self.letters = page, 0.0, 0.0, 0, 0

    def tap(self, what: Locator, *, leads: bool = False) -> None:
        """A tap; `leads`: to a new screen, which is waited for and read."""
        self._reach(what)
        self._pay("a tap")
        self.taps += 1
        before, began = self._screen(), time.perf_counter()
        what.click()
        if leads:
            self._arrive(before)
            self.waited += time.perf_counter() - began
            self._pay("a new screen")

    def press(self, name: str, *, leads: bool = True) -> None:
        self.tap(
            self.page.locator("main").get_by_role("button", name=name, exact=True).last,
            leads=leads,
        )

    def write(self, label: str, text: str) -> None:
        self.write_in(self.page.get_by_label(label).locator("visible=true").last, text)

    def write_in(self, box: Locator, text: str) -> None:
        self.tap(box)
        self._pay("a letter", len(text))
        self.letters += len(text)
        self.page.keyboard.insert_text(text)

    def tick(self, label: str, nth: int = -1) -> None:
        self.tap(self.page.get_by_label(label).locator("visible=true").nth(nth))

    def choose(self, label: str, option: str) -> None:
        box = self.page.get_by_label(label, exact=True).locator("visible=true").last
        self._reach(box)
        self._pay("a tap", 2)
        self.taps += 2
        box.select_option(label=option)

    def _reach(self, what: Locator) -> None:
        """What is not in view is swiped to, until it stands in the middle."""
        box = what.bounding_box()
        assert box is not None
        middle, high = box["y"] + box["height"] / 2, PHONE["height"]
        if not 80 < middle < high - 40:
            self._pay("a swipe", -(-abs(middle - high / 2) // SWIPE))
            what.evaluate("el => el.scrollIntoView({ block: 'center' })")

    def _pay(self, pace: str, times: float = 1) -> None:
        self.seconds += PACES[pace] * times

    def _screen(self) -> str:
        return self.page.locator("main h1").first.inner_text() + self._state()

    def _state(self) -> str:
        """Without scripts each page carries another sealed state; with them there is none."""
        found = self.page.locator("main input[name=state]")
        return found.first.input_value() if found.count() else ""

    def _arrive(self, before: str) -> None:
        until = time.monotonic() + 15
        while self._screen() == before:
            if time.monotonic() > until:
                raise TimeoutError("no new screen came")
            self.page.wait_for_timeout(10)
        self.page.wait_for_load_state()


# Each part begins and ends at the list of all parts. What counts as done stands in docs/journeys/plan.md.


def people(one: Paced) -> None:
    one.press("People I trust")
    one.press("Add a person", leads=False)
    one.write("Their name, or a name that you make up", "Sam")
    one.write("How you reach them", "next door")
    one.tick("The code word")
    one.tick("Call 999 and give my address")
    one.write("What is your code word?", "blue scarf")
    one.press("All parts")


def leaving(one: Paced) -> None:
    one.press("If I leave")
    one.write("Who will you call?", "Sam")
    one.write("Where will you go?", "my aunt’s")
    one.tick("Somebody picks me up")
    one.write("When is it safest?", "Tuesday")
    one.press("All parts")


def ways(one: Paced) -> None:
    one.press("Ways out of the home")
    one.press("Add a home")
    one.write("Which rooms are there?", "kitchen, hall, bedroom")
    one.press("Add these rooms", leads=False)
    one.tap(one.page.locator("summary", has_text="kitchen").first)
    one.tick("High risk")
    for _ in range(2):
        one.press("Add a door between rooms", leads=False)
    one.press("Add a way out", leads=False)
    one.write("What you call this way out", "front door")
    one.choose("Which room is it in?", "hall")
    one.choose("Can you really use it?", "Yes")
    one.press("Show the ways out that I listed", leads=False)
    one.press("All parts")


def bag(one: Paced) -> None:
    one.press("My bag")
    for thing in ("Birth certificates", "Spare keys: home, car, work", "Money in cash"):
        one.tap(one.page.get_by_label(thing, exact=True).first)
    one.press("All parts")
    one.press("Emergency bag")
    one.write("Where is the bag", "with Sam")
    one.press("All parts")


def children(one: Paced) -> None:
    one.press("Children")
    one.write("Which children is this about?", "Ali 7, Mia 4")
    one.tick("5 to 10")
    one.write("What is the code word for them", "pancake")
    one.tick("Yes", nth=0)
    one.write("Where can they go or stay?", "Nana’s")
    one.press("All parts")


def plain_people(one: Paced) -> None:
    one.press("People I trust")
    one.press("Add someone")
    one.write("Who is it?", "Sam")
    one.write("How do you reach them?", "next door")
    one.tick("The code word")
    one.tick("Call 999 and give my address")
    one.press("Go on")
    one.write("What is your code word?", "blue scarf")
    one.press("All parts")


def plain_ways(one: Paced) -> None:
    one.press("Ways out of the home")
    one.press("Add a home")
    one.write("Which rooms are there?", "kitchen\nhall\nbedroom")
    one.press("Go on")
    one.tick("hall", nth=0)
    one.tick("Higher risk")
    one.press("Go on")
    one.write("Which doors lead outside", "front door")
    one.tick("bedroom", nth=0)
    one.press("Go on")
    one.press("Go on")
    one.tick("It opens", nth=0)
    one.press("Go on")
    one.press("All parts")


def plain_bag(one: Paced) -> None:
    one.press("My bag")
    for thing in ("Birth certificates", "Spare keys: home, car, work", "Money in cash"):
        one.tap(one.page.get_by_label(thing, exact=True).first)
    one.press("Go on")
    one.press("Emergency bag")
    one.write("Where is the bag", "with Sam")
    one.press("All parts")


Part = Callable[[Paced], None]
WITH: Final[dict[str, Part]] = {
    "people": people, "leaving": leaving, "ways out": ways, "bag": bag, "children": children,
}  # fmt: skip
WITHOUT: Final[dict[str, Part]] = {
    "people": plain_people, "leaving": leaving, "ways out": plain_ways, "bag": plain_bag,
    "children": children,
}  # fmt: skip


def walk(report: Report, playwright: Playwright, world: Living, *, scripts: bool) -> None:
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
    page = browser.new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    slow = {"offline": False, "latency": LINE, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.goto(world.public + MAKING)
    one = Paced(page)
    if scripts:
        page.locator("#own h1").wait_for()
    else:
        one.press("Go on")
    page.get_by_label("I live with them").check()
    if scripts:
        page.get_by_label("As long as it takes").check()
    one.press("Go on" if scripts else "As long as it takes")
    way = "with scripts" if scripts else "without"
    for name, part in (WITH if scripts else WITHOUT).items():
        one.seconds, one.waited, one.taps, one.letters = 0.0, 0.0, 0, 0
        part(one)
        report.say(f"{name}, {way}: taps", one.taps)
        report.say(f"{name}, {way}: letters", one.letters)
        report.say(f"{name}, {way}: seconds of these, waiting", one.waited)
        report.hold(f"{name}, {way}: seconds", one.seconds + one.waited, most=MOST)
    browser.close()


def work(report: Report) -> None:
    for name, seconds in PACES.items():
        report.say(f"seconds for {name}", seconds)
    report.say("ms until the line answers", LINE)
    with (
        tempfile.TemporaryDirectory(prefix="waymark-paces-") as made,
        living_world(Path(made), processes=("public",)) as world,
        sync_playwright() as playwright,
    ):
        for scripts in (True, False):
            walk(report, playwright, world, scripts=scripts)


if __name__ == "__main__":
    bench("paces", work)
