"""Somebody at the planner in Chromium: presses, fills, opens with words. Every screen may be looked at."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SLOW = 60_000
OPENING, MAKING = "/en/v6", "/en/u3"


class Hand:
    """Acts on a page; `look` is called with the name of each screen that is worth a look."""

    def __init__(self, page: Page, look: Callable[[Page, str], None] = lambda page, name: None) -> None:
        self.page, self.look = page, look

    def press(self, name: str, nth: int = 0) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).nth(nth).click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).last.fill(text)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).last.check()

    def pick(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).last.select_option(label=option)

    def sees(self, heading: str, name: str = "") -> None:
        expect(self.page.locator("h1")).to_have_text(heading, timeout=SLOW)
        if name:
            self.look(self.page, name)

    def told(self, words: str) -> None:
        self.page.locator("main [role=alert]", has_text=words).wait_for(timeout=SLOW)

    def words(self) -> str:
        return " ".join(self.page.locator("ol.words li").all_inner_texts())

    def open(self, words: str) -> None:
        self.page.get_by_label("Your six words, or six numbers").fill(words)
        self.page.get_by_role("button", name="Open", exact=True).click()

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
        self.press("All parts")
        self.press("My bag")
        self.page.get_by_label("Birth certificates", exact=True).check()
        self.page.locator("summary", has_text="Birth certificates").first.click()
        self.page.get_by_label("Where it is").locator("visible=true").first.fill(where)
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
