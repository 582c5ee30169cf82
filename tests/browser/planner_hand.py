"""Somebody at the planner in Chromium: presses, fills, opens with words. Every screen may be looked at.

A `Hand` has a mouse; `Keys` has a keyboard and nothing else.
"""

from collections.abc import Callable

from playwright.sync_api import ElementHandle, Locator, Page, expect

SLOW = 60_000
OPENING, MAKING = "/en/v6", "/en/u3"


class Hand:
    """Acts on a page; `look` is called with the name of each screen that is worth a look."""

    def __init__(self, page: Page, look: Callable[[Page, str], None] = lambda page, name: None) -> None:
        self.page, self.look = page, look

    def push(self, what: Locator) -> None:
        what.click()

    def write(self, box: Locator, text: str) -> None:
        box.fill(text)

    def mark(self, box: Locator) -> None:
        box.check()

    def choose(self, box: Locator, option: str) -> None:
        box.select_option(label=option)

    def press(self, name: str, nth: int = 0) -> None:
        self.push(self.page.locator("main").get_by_role("button", name=name, exact=True).nth(nth))

    def fill(self, label: str, text: str) -> None:
        self.write(self.page.get_by_label(label).last, text)

    def tick(self, label: str) -> None:
        self.mark(self.page.get_by_label(label).last)

    def pick(self, label: str, option: str) -> None:
        self.choose(self.page.get_by_label(label, exact=True).last, option)

    def sees(self, heading: str, name: str = "") -> None:
        expect(self.page.locator("h1")).to_have_text(heading, timeout=SLOW)
        if name:
            self.look(self.page, name)

    def told(self, words: str) -> None:
        self.page.locator("main [role=alert]", has_text=words).wait_for(timeout=SLOW)

    def words(self) -> str:
        return " ".join(self.page.locator("ol.words li").all_inner_texts())

    def open(self, words: str) -> None:
        self.fill("Your six words, or six numbers", words)
        self.push(self.page.get_by_role("button", name="Open", exact=True))

    # --- the parts of a plan ---

    def begin(self, site: str) -> None:
        self.page.goto(site + MAKING)
        self.page.locator("#own h1").wait_for()
        self.sees("Your notes", "start")
        self.tick("I live with them, or see them a lot")
        self.tick("As long as it takes")
        self.press("Go on")
        self.sees("All parts", "parts")

    def trust(self, name: str, code: str = "Marmalade") -> None:
        self.press("People I trust")
        self.press("Add a person")
        self.fill("Their name, or a name that you make up", name)
        self.fill("How you reach them", "01632 960001")
        self.fill("What is your code word?", code)
        self.tick("Somebody with a car")
        self.press("Keep it")
        self.look(self.page, "people")
        self.press("All parts")

    def draw_home(self) -> None:
        self.press("Ways out of the home")
        self.look(self.page, "ways")
        self.press("Add a home")
        self.fill("Whose home, or what you call it", "Mine")
        for name, risk in (("Kitchen", "High risk"), ("Hall", "Low risk"), ("Bedroom", "Low risk")):
            self.press("Add a room")
            self.fill("What you call the room", name)
            self.tick(risk)
            self.pick("Is there a phone here that works?", "Yes")
        self.look(self.page, "home-room")
        for one, other in (("Bedroom", "Hall"), ("Hall", "Kitchen")):
            self.press("Add a door between rooms")
            self.pick("From", one)
            self.pick("To", other)
            self.pick("Is it locked?", "No")
        for name, room in (("Back door", "Kitchen"), ("Front door", "Hall")):
            self.press("Add a way out")
            self.fill("What you call this way out", name)
            self.pick("Which room is it in?", room)
            self.pick("Can you really use it?", "Yes")
        self.press("Show the ways out that I listed")
        self.look(self.page, "home")

    def pack(self, where: str = "Under the stairs") -> None:
        """From the list of all parts, and back."""
        self.press("My bag")
        self.mark(self.page.get_by_label("Birth certificates", exact=True))
        self.push(self.page.locator("summary", has_text="Birth certificates").first)
        self.write(self.page.get_by_label("Where it is").locator("visible=true").first, where)
        self.look(self.page, "bag")
        self.press("All parts")

    def keep(self) -> str:
        self.press("Keep this")
        self.sees("Keep this", "keep")
        self.press("Show me six words")
        self.sees("Your six words", "words")
        words = self.words()
        self.press("Keep it under these words")
        self.sees("It is saved", "saved")
        return words

    def make_second(self) -> str:
        made: list[list[str]] = []
        for name in ("second", ""):  # twice: no two are alike
            self.press("Make one")
            self.sees("A second list, to show", name)
            self.press("Moving house")
            self.page.locator("ol.words").wait_for(timeout=SLOW)
            made.append(self.page.locator("main ul li").all_inner_texts())
            if name:
                self.press("Back")
        assert made[0] != made[1]
        words = self.words()
        self.press("Keep it under these words")
        self.told("The list is saved")
        return words

    def give_copy(self) -> str:
        self.press("Give them a copy")
        self.tick("People I trust")
        self.tick("My bag")
        self.sees("A copy for somebody", "copy")
        assert not self.page.get_by_label("Birth certificates: Where it is").is_checked()
        self.press("Send")
        self.sees("Their six words", "copy-words")
        words = self.words()
        self.press("I have them")
        return words


# Where the focus is of what is looked for: 0 on it (or on its fellow of a group), 1 before it, -1 behind it.
# What holds the focus has to be seen: in view, not under the bar, and marked.
_FOCUS = """el => {
  const at = document.activeElement, fellow = at.type === "radio" && at.name === el.name;
  if (at !== document.body && at !== document.documentElement) {
    const box = at.getBoundingClientRect();
    const bar = document.querySelector(".top").getBoundingClientRect().bottom;
    const outline = getComputedStyle(at).outlineStyle !== "none" || at.tagName === "H1" || at.tabIndex < 0;
    if (box.bottom < 1 || box.top > innerHeight - 1) return "out of view: " + at.textContent;
    if (!at.closest(".top, .skip") && box.bottom <= bar) return "under the bar: " + at.textContent;
    if (!outline) return "not marked: " + at.textContent;
  }
  if (at === el || fellow) return 0;
  return at.compareDocumentPosition(el) & 2 ? -1 : 1;
}"""


class Keys(Hand):
    """Goes by Tab, Enter, Space and arrows from where the focus is to what is wanted."""

    MOST = 250

    def push(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        self._reach(box)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def mark(self, box: Locator) -> None:
        found = self._reach(box)
        for _ in range(20):  # within a group, arrows go on and choose
            if found.evaluate("el => document.activeElement === el"):
                break
            self.page.keyboard.press("ArrowDown")
        if not found.evaluate("el => el.checked"):
            self.page.keyboard.press("Space")

    def choose(self, box: Locator, option: str) -> None:
        found = self._reach(box)
        find = "(el, text) => [...el.options].findIndex(one => one.text === text) - el.selectedIndex"
        steps = int(found.evaluate(find, option))
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert found.evaluate("el => el.selectedOptions[0].text") == option

    def _reach(self, what: Locator) -> ElementHandle:
        what.wait_for()
        wanted = what.element_handle()
        for _ in range(self.MOST):
            way = wanted.evaluate(_FOCUS)
            assert not isinstance(way, str), way
            if way == 0:
                return wanted
            self.page.keyboard.press("Tab" if way > 0 else "Shift+Tab")
        raise AssertionError(f"never reached {what}")
