"""The way out in both browsers: each look at our page, and over a copy of it with one fault, which it finds.

The numbers are those of docs/decisions/0014-quiet-mode.md. What a whole visit leaves behind, and where
Back leads, is in test_profile_audits.py.
"""

import io
import re
from base64 import b64decode
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from threading import Event
from urllib.request import urlopen

import pytest
from pypdf import PdfReader
from pytest_socket import enable_socket

from tests.browser.elsewhere import TITLE, serving
from tests.browser.firefox import firefox as run_firefox
from tests.browser.hands import ChromiumHand, FirefoxHand, leaves, press
from tests.browser.visits import until

BROWSERS = ["chromium", "firefox"]
PAGE, PLAN, QUIET = "/en/t3", "/en/m8", "/en/b6"
# The narrow ones are 1280 and 1440 pixels at 400 %.
SIZES = [(320, 256), (360, 200), (768, 1024), (1280, 800), (1440, 900)]
LEAVE = "document.querySelector('#leave button').click()"


@dataclass(frozen=True)
class Look:
    """One requirement: what is looked at, on our page with `given` in it, and with `fault` besides."""

    number: str
    look: object
    fault: tuple[str, str]
    given: tuple[str, str] | None = None
    page: str = PAGE

    def __str__(self) -> str:
        return f"{self.number}-{self.look.__name__}"


# --- the looks: what is wrong, in words; nothing where it is as it should be ------------------------------

IN_VIEW = """
return [0, 0.5, 1].map(share => {
    scrollTo(0, share * document.documentElement.scrollHeight);
    const exit = document.querySelector("#leave button");
    const { left, top, right, bottom, height } = exit.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
    return inside && height >= 43.9 ? "" : `not in view: ${innerWidth} wide, scrolled to ${share}`;
}).filter(Boolean)
"""


def in_view(hand, address):
    hand.go(address)
    wrong = []
    for width, height in SIZES:
        hand.resize(width, height)
        until(lambda width=width: abs(hand.ask("return innerWidth") - width) < 2, f"a page {width} wide")
        wrong += hand.ask(IN_VIEW)
    hand.resize(1280, 800)
    return wrong


def first_after_the_skip_link(hand, address):
    hand.go(address)
    names = []
    for _ in range(2):
        press(hand, "Tab")
        names.append(hand.ask("return document.activeElement.textContent.trim()"))
    press(hand, "Enter")
    return [] if names == ["Skip to the main part", "Leave this site"] and leaves(hand) else names


def without_scripts(hand, address):
    hand.go(address)
    hand.ask("document.cookie = 'visitor=7391'")
    hand.run_scripts(False)
    hand.go(address)
    hand.ask("document.querySelector('#leave button').click()")
    gone = leaves(hand)
    hand.run_scripts(True)
    hand.go(address)
    kept = hand.ask("return document.cookie")
    return ([] if gone else ["it stays"]) + ([f"kept: {kept}"] if kept else [])


def blank_while_nothing_answers(hand, address):
    hand.go(address)
    hand.hold()
    try:
        left = hand.next_frame(LEAVE, "document.documentElement.childNodes.length")
    finally:
        hand.let_go()
    return [f"{left} things are still drawn"] if left else []


def never_waits(hand, address):
    hand.go(address)
    hand.ask(LEAVE)
    return [] if leaves(hand) else ["it waits for an answer that never comes"]


def shift_three_times(hand, address):
    hand.go(address)
    press(hand, "Shift", "ShiftRight", "Shift")
    return [] if leaves(hand) else ["it stays"]


def both_shift_keys_at_once(hand, address):
    hand.go(address)
    press(hand, *["ShiftLeft+ShiftRight"] * 3)
    return [] if leaves(hand) else ["it stays"]


def typing_capitals(hand, address):
    hand.go(address)
    press(hand, "Shift+A", "Shift+B", "Shift+C", "Shift+D", "Shift", "Shift", "a", "Shift")
    return ["it leaves"] if leaves(hand, wanted=False) else []


def after_a_pause(hand, address):
    hand.go(address)
    press(hand, "Shift", "Shift")
    hand.ask("document.documentElement.dataset.later = 5000")
    press(hand, "Shift")
    return ["it leaves"] if leaves(hand, wanted=False) else []


ODD_KEYS = """
for (const odd of [{ code: "" }, { code: "ShiftLeft", isComposing: true }])
    for (let time = 0; time < 4; time++)
        for (const kind of ["keydown", "keyup"])
            document.body.dispatchEvent(new KeyboardEvent(kind, { key: "Shift", bubbles: true, ...odd }));
"""


def keyboards_on_a_screen(hand, address):
    hand.go(address)
    hand.ask(ODD_KEYS)
    return ["it leaves"] if leaves(hand, wanted=False) else []


def progress_is_said(hand, address):
    hand.go(address)
    said = []
    for _ in range(2):
        press(hand, "Shift")
        said.append(hand.ask("return document.querySelector('[role=status]').textContent"))
    press(hand, "a")
    said.append(hand.ask("return document.querySelector('[role=status]').textContent"))
    wanted = ["Press Shift 2 more times to leave.", "Press Shift once more to leave.", ""]
    return [] if said == wanted else said


def turned_off(hand, address):
    hand.go(address)
    hand.ask("document.querySelector('#visit').open = true; document.querySelector('#shift').click()")
    press(hand, "Shift", "Shift", "Shift")
    return ["it leaves"] if leaves(hand, wanted=False) else []


def restored_from_memory(hand, address):
    hand.go(address)
    hand.ask("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    return [] if leaves(hand) else ["it stays"]


# From the end to the start: that is the way in which what has the focus comes in under the bar.
UNDER_THE_BAR = """
const bar = document.querySelector(".top").getBoundingClientRect().height;
scrollTo(0, document.documentElement.scrollHeight);
return [...document.querySelectorAll("main a[href], footer a[href]")].reverse().filter(each => {
    each.focus();
    const lines = [...each.getClientRects()];
    return lines[0].top < bar - 1 || lines.at(-1).bottom > innerHeight + 1;
}).map(each => each.textContent.trim().slice(0, 30))
"""


def focus_is_never_hidden(hand, address):
    hand.go(address)
    hand.resize(768, 640)
    until(lambda: abs(hand.ask("return innerWidth") - 768) < 2, "a narrow page")
    wrong = hand.ask(UNDER_THE_BAR)
    hand.resize(1280, 800)
    return wrong


HELD = "return document.cookie.length + localStorage.length"


def leaving_clears(hand, address):
    hand.go(address)
    hand.ask("document.cookie = 'visitor=7391'; localStorage.setItem('read', 'it')")
    assert hand.ask(HELD) > 1
    hand.ask(LEAVE)
    assert leaves(hand) or not hand.sure

    def cleared():
        hand.go(address.replace(PAGE, QUIET))
        return hand.ask(HELD) == 0

    with suppress(AssertionError):
        until(cleared, "an empty browser", seconds=15 if hand.sure else 1)
    kept = hand.ask(HELD)
    hand.ask("document.cookie = 'visitor=; max-age=0'; localStorage.clear()")
    return [f"{kept} signs are kept"] if kept else []


ON_PAPER = ("http", "127.0.0.1", "Leave this site", "First page", "Phone ", "Listen out loud", "Skip to")


def on_paper(hand, address):
    hand.go(address)
    if isinstance(hand, FirefoxHand):
        printed = hand.session._send_message("WebDriver:Print", {}, key="value")
    else:
        printed = hand.page.context.new_cdp_session(hand.page).send("Page.printToPDF", {})["data"]
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(b64decode(printed))).pages)
    assert "code word" in text
    wrong = [each for each in ON_PAPER if each in text]
    return wrong + ([] if text.startswith(("Information", "This is a demonstration")) else [text[:40]])


# What a page is given so that time can pass in it, or so that nothing it asks for is ever answered.
CLOCK = (
    "</title>",
    """</title><script>
    const own = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp").get;
    const later = () => Number(document.documentElement.dataset.later || 0);
    Object.defineProperty(Event.prototype, "timeStamp", { get() { return own.call(this) + later(); } });
    </script>""",
)
SILENCE = ("</title>", "</title><script>window.fetch = () => new Promise(() => {});</script>")
LOOKS = [
    Look("Q1", in_view, ("position:sticky", "position:static")),
    Look("Q2", first_after_the_skip_link, ('<form id="leave"', '<a href="/en">News</a><form id="leave"')),
    Look("Q3", without_scripts, ('action="/leave"', 'action="/nowhere"')),
    Look("Q4", blank_while_nothing_answers, (r'd\.documentElement\.textContent="";', "")),
    Look(
        "Q5",
        never_waits,
        (r"w\.location\.replace\(to\);", "fetch(action).then(function(){w.location.replace(to);});"),
        given=SILENCE,
    ),
    Look("Q6", shift_three_times, (r"count>2", "count>3")),
    Look("Q6", both_shift_keys_at_once, (r"alone=true;else reset", "{alone=!alone;}else reset")),
    Look("Q6", typing_capitals, (r"!alone\|\|", "")),
    Look("Q6", after_a_pause, (">5000", ">50000"), given=CLOCK),
    Look("Q6", keyboards_on_a_screen, (r"!counts\(e\)", "false")),
    Look("Q7", progress_is_said, (r"said\.textContent=text;", ";")),
    Look("Q7", turned_off, (r"keys=e\.target\.checked", "0")),
    Look("Q9", restored_from_memory, (r"if\(e\.persisted\)leave\(\);", "")),
    Look("Q11", focus_is_never_hidden, ("scroll-padding-block:6.5rem 2rem", "scroll-padding-block:0")),
    Look("T10", leaving_clears, ('action="/leave"', 'action="/nowhere"')),
    Look("T12", on_paper, ("@media print", "@media speech"), page=PLAN),
]


# --- our page, and copies of it ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gate():
    return Event()


@pytest.fixture(scope="module")
def fox(gate, tmp_path_factory):
    """One Firefox for all looks. The rest of the web answers only while the gate is open."""
    enable_socket()

    def answer(_path):
        gate.wait(timeout=30)
        return {"Cache-Control": "no-store"}, f"<title>{TITLE}</title><h1>{TITLE}</h1>"

    folder = tmp_path_factory.mktemp("fox")
    with serving(answer, secure=folder) as web, run_firefox(folder / "profile", web=web.port) as fox:
        fox.session.timeout.page_load = 10
        yield fox


@pytest.fixture
def hand_in(tab, request, gate):
    def hand_in(browser):
        return (
            ChromiumHand(tab) if browser == "chromium" else FirefoxHand(request.getfixturevalue("fox"), gate)
        )

    return hand_in


@pytest.fixture
def copy_with(live):
    """The address of a page of ours with each of these put in its place, on a server of its own."""
    with ExitStack() as servers:

        def copy_with(page, *changes):
            with urlopen(live.public + page) as answer:
                html = answer.read().decode()
            for old, new in changes:
                html, done = re.subn(old, lambda _found, new=new: new, html, count=1)
                assert done, f"{old} is not in the page"
            server = servers.enter_context(serving(lambda path: ({"Cache-Control": "no-store"}, html)))
            return server.address + page

        yield copy_with


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("browser", BROWSERS)
def test_the_way_out_holds(hand_in, copy_with, live, browser, look):
    address = copy_with(look.page, look.given) if look.given else live.public + look.page
    assert look.look(hand_in(browser), address) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("browser", BROWSERS)
def test_a_page_with_the_fault_is_found_out(hand_in, copy_with, browser, look):
    hand = hand_in(browser)
    hand.sure = False
    changes = [look.given, look.fault] if look.given else [look.fault]
    assert look.look(hand, copy_with(look.page, *changes)) != []
