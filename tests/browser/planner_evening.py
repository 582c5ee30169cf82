"""An evening with the planner, the same in both browsers: every screen is seen, and every promise is tried.

A plan is made, kept, opened elsewhere, changed in two places, shared, handed over, answered, taken away,
taken back and erased; then the plain forms are filled in up to their last page. What is wrong on the way
fails at once; `notes` holds what must be in no file afterwards.
"""

import re
from collections.abc import Callable
from secrets import token_hex

from tests.browser.planner_desk import suggest
from tests.browser.planner_hand import MAKING, OPENING
from tests.browser.visits import STORES, Visit, read, until
from tests.living import HOUSE, Living

START = "https://start.example/"
NAME, CODE, HIDDEN, CHILD = "Wilhelmina-93417", "Marmalade-55218", "stairs-81126", "granny-40713"
PLAIN = "heron-66190"
SCRIPTS = HOUSE / "waymark" / "public" / "planner" / "scripts"
_SCREEN = re.compile(r'screens(?:\.(\w+)|\["([\w-]+)"\]) = ')
_NOW = "const own = (window.wrappedJSObject || window).planner; return own.now.at[0]"
_HEADING = "const h = document.querySelector('#own h1'); return h && h.textContent"
_TOLD = (
    "return [...document.querySelectorAll('main [role=alert], main .note')].map(e => e.textContent).join(' ')"
)
_WORDS = "return [...document.querySelectorAll('ol.words li')].map(e => e.textContent).join(' ')"
_LABEL = (
    "const all = [...document.querySelectorAll('main label')].filter(e => e.textContent.includes(%r));"
    " const box = all.length && (all.at(-1).control); if (!box) return '';"
)
_OPEN = "document.querySelectorAll('main details').forEach(e => { e.open = true; }); return true"
# The plain forms stand there where the planner's script did not arrive: here they are put into a page.
_PUT_PLAIN = (
    f"return fetch('{MAKING}').then(answer => answer.text()).then(text => {{"
    " const form = new DOMParser().parseFromString(text, 'text/html').querySelector('#plain form');"
    f" form.setAttribute('action', '{MAKING}'); form.querySelector('button').id = 'on';"
    " document.querySelector('main').append(document.importNode(form, true)); return true; })"
)


def every_screen() -> set[str]:
    """The names of all screens that the planner's scripts can draw."""
    texts = [path.read_text("utf-8") for path in SCRIPTS.glob("*.js")]
    return {one or other for text in texts for one, other in _SCREEN.findall(text)}


class Evening:
    """Somebody at the planner, with a friend and another device in a second tab."""

    def __init__(self, visit: Visit, live: Living) -> None:
        self.visit, self.live, self.site = visit, live, live.public
        self.words = self.copy = self.second = ""
        self.note = f"note-{token_hex(8)}"
        visit.notes.update({"screens": [], "markers": [self.note]})

    # --- what a hand does ---

    def see(self, heading: str = "") -> None:
        """Waits for a screen, and notes what stands on it."""
        if heading:
            until(lambda: self.visit.ask(_HEADING) == heading, heading)
        read(self.visit)
        self.visit.notes["screens"].append(self.visit.ask(_NOW))

    def press(self, *names: str) -> None:
        for name in names:
            self.visit.press(name)

    def told(self, words: str) -> None:
        until(lambda: words in str(self.visit.ask(_TOLD)), words)

    def fill(self, label: str, text: str) -> None:
        box = self.visit.ask(_LABEL % label + " box.id = box.id || 'marked'; return box.id")
        self.visit.type(f'[id="{box}"]', text)

    def tick(self, label: str) -> None:
        assert self.visit.ask(_LABEL % label + " box.click(); return true"), label

    def shown_words(self) -> str:
        words = str(self.visit.ask(_WORDS))
        assert len(words.split()) == 6
        self.visit.notes["markers"].append(words)
        return words

    def open(self, words: str, heading: str) -> None:
        self.see("Open")
        self.fill("Your six words", words)
        self.press("Open")
        self.see(heading)

    # --- the evening ---

    def make(self) -> None:
        self.visit.go(START)
        self.visit.go(self.site + MAKING)
        self.see("Your notes")
        self.tick("I live with them, or see them a lot")
        self.press("Go on")
        self.see("All parts")
        self.press("What matters most to you now?", "My children are safe", "Choose between two at a time")
        self.see("Which matters more to you now?")
        self.press("That is enough")
        self.see("What matters most to you now?")
        self.press("All parts", "Tell someone today")
        self.visit.ask("document.querySelector('main input[type=checkbox]').click(); return true")
        self.see("Tell someone today")
        self.press("All parts", "People I trust", "Add a person")
        self.fill("Their name, or a name that you make up", NAME)
        self.fill("What is your code word?", CODE)
        self.see("People I trust")
        self.press("All parts", "Ways out of the home", "Add a home")
        self.fill("Whose home, or what you call it", CODE)
        self.press("Add a room", "Show the ways out that I listed")
        self.see("A home")
        self.press("All parts", "My bag")
        self.visit.ask(_OPEN)
        self.fill("Where it is", HIDDEN)
        self.see("My bag")
        self.press("All parts", "A page for my child")
        self.fill("In the child’s own words", CHILD)
        self.see("A page for my child")
        self.press("Show the page")
        self.see("My page")
        self.press("Back", "Read it all")
        self.see("Notes")

    def keep(self) -> None:
        self.press("Keep this")
        self.see("Keep this")
        self.press("Show me six words")
        self.see("Your six words")
        self.words = self.shown_words()
        self.press("Keep it under these words")
        self.see("It is saved")
        self.press("Keep this", "Make one")
        self.see("A second list, to show")
        self.press("Moving house")
        self.see("A second list, to show")
        self.second = self.shown_words()
        self.press("Keep it under these words")
        self.told("The list is saved under its own words.")

    def share(self) -> None:
        self.press("All parts", "Show it to somebody")
        self.see("Show it to somebody")
        self.press("Give them a copy")
        self.tick("People I trust")
        self.see("A copy for somebody")
        self.press("Send")
        self.see("Their six words")
        self.copy = self.shown_words()
        self.press("I have them", "Hand over parts")
        self.tick("People I trust")
        self.fill("A note to them", self.note)
        self.see("Hand over parts")
        self.press("Hand it over")
        self.told("It is handed over.")

    def open_elsewhere(self) -> None:
        """A friend reads the copy; somebody is shown the list; the same person goes on at another device."""
        visit = self.visit
        visit.tab(1)
        visit.go(self.site + OPENING)
        self.open(self.copy, "What somebody shows you")
        assert NAME in visit.text
        assert HIDDEN not in visit.text
        visit.tap("I have read it")
        self.told("They will see that you have read it.")
        self.press("Close this now")
        self.open(self.second, "Moving house")
        self.told("This is what was saved last.")
        assert "plan" not in str(visit.ask("return document.querySelector('main').textContent")).lower()
        self.press("Close this now")
        self.open(self.words, "All parts")
        self.told("This is what was saved last.")
        self.press("People I trust")
        self.fill("What is your code word?", "-there")
        self.press("Keep this", "Save")
        self.see("It is saved")
        self.press("Close this now")
        self.see("Open")

    def settle(self) -> None:
        """Two devices changed the same thing: neither is lost."""
        self.visit.tab(0)
        self.press("All parts", "People I trust")
        self.fill("What is your code word?", "-here")
        self.press("Keep this", "Save", "All parts", "Choose what stands")
        self.see("Choose what stands")
        asked = "return [...document.querySelectorAll('main .note button')].map(e => e.textContent)"
        here, there = sorted(self.visit.ask(asked), key=lambda text: "there" in text)
        assert "-here" in here
        assert "-there" in there
        self.press(here)

    def hear_from_others(self) -> None:
        """The friend has read it; a caseworker suggests two things, one is kept; the copy is taken back."""
        asked = ["Ring the school-71345", "Change the locks-20981"]
        suggest(self.live, asked, about=self.note)
        self.press("Show it to somebody", "Look for answers")
        self.told("Somebody has answered.")
        self.press("Look for suggestions")
        self.told("There are suggestions.")
        self.see()
        self.visit.notes["markers"] += asked
        self.press("Keep it")
        self.visit.ask(
            "[...document.querySelectorAll('main button')].filter(e => e.textContent === 'Put it aside')"
            ".at(-1).click(); return true"
        )
        self.press("Read it all")
        assert asked[0] in self.visit.text
        assert asked[1] not in self.visit.text
        self.press("All parts", "Show it to somebody", "Take it back")
        self.told("It is taken back.")

    def take_away(self) -> None:
        self.press("Take it with you")
        self.see("Take it with you")
        for warning in ("Where will this be found?", "list of downloads can show the address of this site"):
            assert warning in self.visit.text
        self.visit.notes["text"] = self.visit.take("Take the text")
        self.press("Take the locked file")
        self.see("As a file with a lock")
        self.fill("Your six words", self.words)
        self.visit.notes["file"], self.visit.notes["words"] = (
            self.visit.take("Take the locked file"),
            self.words,
        )
        self.told("The file is made.")

    def erase(self) -> None:
        self.press("Keep this", "Save", "Keep this", "Erase it")
        self.see("Erase it")
        self.press("Erase it now")
        self.told("It is erased.")
        for words in (self.words, self.copy):
            self.fill("Your six words", words)
            self.visit.tap("Open")
            self.told("These words open nothing.")
            self.visit.ask("document.querySelector('main input').value = ''; return true")
        self.visit.notes["stores"] = self.visit.ask(STORES)
        self.leave_by(self.visit.leave)
        self.visit.tab(1)
        self.leave_by(self.visit.shift)

    def leave_by(self, way: Callable[[], None]) -> None:
        way()
        for step in ("back", "forward"):
            self.visit.step(step)
            self.visit.notes.setdefault("after", []).append(self.visit.text)

    def plain(self) -> None:
        """The plain forms, up to the page that holds all of it."""
        visit = self.visit
        visit.go(f"{self.site}/en")
        visit.ask(_PUT_PLAIN)
        self.press("Go on")
        read(visit)
        self.tick("I live with them")
        self.press("As long as it takes", "People I trust")
        self.fill("What is your code word?", PLAIN)
        read(visit)
        self.press("Go on")
        read(visit)
        self.press("All parts", "Tell someone today")
        read(visit)
        self.press("All parts", "Read it all")
        read(visit)
        self.tick("A page for a child") if "A page for a child" in visit.text else None
        self.press("Show it on one page")
        assert PLAIN in visit.text
        read(visit)
        self.leave_by(visit.leave)


def evening(live: Living):
    def tour(visit: Visit) -> None:
        visit.notes.update({"came": 3, "elsewhere": [START], "addresses": 3})
        now = Evening(visit, live)
        now.make()
        now.keep()
        now.share()
        now.open_elsewhere()
        now.settle()
        now.hear_from_others()
        now.take_away()
        now.erase()
        now.plain()

    return tour
