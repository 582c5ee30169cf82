"""Every published page works for everyone: axe, and what axe cannot see, over widths, scripts and colours.

The pages are those that a running site has pressed, so a new one is looked at without a word here. Each page
is looked at once in English, once in Urdu, and once in one of the other languages by turns; within each kind
of page every two settings meet. Every page in every language and setting is behind `wide`: there a page is
loaded once with scripts and once without, and width and colours change while it stands.
"""

import json
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest

from tests.browser.conftest import AXE
from waymark.config.doors import DOORS
from waymark.ui.languages import RIGHT_TO_LEFT

LOOK = (Path(__file__).parent / "access.js").read_text("utf-8")
HEIGHT = 480
COLOURS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
LOOKS = tuple(product((320, 1280), COLOURS))
WHOLE = tuple((width, scripts, colours) for scripts in (True, False) for width, colours in LOOKS)
# What colours and width can change of what axe says, as long as the same elements are shown.
OF_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
SHARDS = 24
# Six of the twelve in which each two settings meet: (width, scripts, colours).
PAIRS = (
    (320, True, "light"),
    (1280, False, "light"),
    (320, False, "dark"),
    (1280, True, "dark"),
    (320, True, "forced"),
    (1280, False, "forced"),
)
KINDS = ("English", "right to left", "Easy Read", "other languages", "forms")
NAMED = ("en", "ur")  # languages in which each page is looked at in every run


@dataclass
class Site:
    """Every published path by kind. `mirrored` while nothing is published that runs from right to left."""

    kinds: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    mirrored: bool = False


def read(address):
    with urllib.request.urlopen(address) as response:
        return response.read().decode()


@pytest.fixture(scope="module")
def _sites():
    return {}


@pytest.fixture
def site(live, _sites):
    """The pages of the running site, from the table that the press keeps."""
    if live.public not in _sites:
        with closing(sqlite3.connect(live.data / "waymark.sqlite3")) as tables:
            paths = sorted(path for (path,) in tables.execute("SELECT path FROM press_pressedpage"))
        _sites[live.public] = sort_by_kind(live, [path for path in paths if path.count("/") <= 2])
    return _sites[live.public]


def by_turns(paths):
    """Each page in one language, so that pages and languages are all met."""
    by_page = {}
    for path in paths:
        by_page.setdefault(path.partition("/")[2].partition("/")[2], []).append(path)
    return [those[turn % len(those)] for turn, those in enumerate(by_page.values())]


def sort_by_kind(live, paths):
    found = Site()
    for path in paths:
        language = path.split("/")[1]
        if language in RIGHT_TO_LEFT:
            found.kinds["right to left"].append(path)
        elif path != "/" and language != "en":
            found.kinds["other languages"].append(path)
        else:
            easy = '<div class="easy">' in read(live.public + path)
            found.kinds["Easy Read" if easy else "English"].append(path)
    found.kinds["forms"] = [*(door.format(language="en") for door in DOORS.values()), "/en/zz9"]
    if not found.kinds["right to left"]:
        found.mirrored, found.kinds["right to left"] = True, found.kinds["English"][: len(PAIRS)]
    return found


HELP = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("footer nav a")]
    .map((el) => el.getAttribute("href").replace(/^\\/[a-z]{2,3}(?=\\/|$)/, ""))"""


@pytest.fixture
def looks(live, tab):
    """Loads a page once and looks at it in each of these settings; gives the faults by setting.

    Two tabs, with and without scripts, serve all pages. `worn` is a style that a control lays over the page.
    """
    tabs = {scripts: tab((1280, HEIGHT), scripts=scripts) for scripts in (True, False)}
    tabs[True].add_init_script(path=AXE)  # once, not with each page: it is half a megabyte
    help_in = {}

    def look(path, scripts, settings, *, mirrored=False, worn=""):
        window, judged, faults = tabs[scripts], set(), {}
        for width, colours in settings:
            window.set_viewport_size({"width": width, "height": HEIGHT})
            window.emulate_media(**COLOURS[colours])
            found = [] if faults else load(window, path, scripts, mirrored, worn)
            seen = window.evaluate(LOOK, sorted(RIGHT_TO_LEFT))
            found += seen["faults"]
            if scripts:
                rules = OF_LOOKS if seen["shown"] in judged else ()
                judged.add(seen["shown"])
                found += violations(window, colours, rules)
            if seen["help"] != help_order(window, path.split("/")[1]):
                found.append(f"help stands in another order: {seen['help']}")
            faults[width, colours] = found
        return faults

    def load(window, path, scripts, mirrored, worn):
        window.goto(live.public + path)
        served = window.evaluate("document.documentElement.outerHTML") if not scripts else ""
        found = [] if scripts else unlike_served(window, served, live.public + path)
        if mirrored:
            window.evaluate("document.documentElement.dir = 'rtl'")
        if worn:
            window.evaluate(WEARING, worn)
        return found

    def help_order(window, language):
        if language not in help_in:
            help_in[language] = window.evaluate(HELP, read(f"{live.public}/{language}"))
        return help_in[language]

    return look


def told(path, scripts, faults):
    """The faults of one page as sentences that say where they were seen."""
    return [
        f"{path} at {width}, scripts {scripts}, {colours}: {fault}"
        for (width, colours), found in faults.items()
        for fault in found
    ]


def unlike_served(window, shown, address):
    """Without scripts the page is what was sent: nothing waits for a script to come true."""
    sent = window.evaluate(
        "html => new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML",
        read_any(address),
    )
    return [] if sent == shown else ["differs from what was served"]


def read_any(address):
    try:
        return read(address)
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def violations(window, colours, rules):
    # In forced colours the contrast is the reader's own.
    enabled = {"target-size": {"enabled": True}, "color-contrast": {"enabled": colours != "forced"}}
    options = {"resultTypes": ["violations"], "rules": enabled}
    if rules:
        named = [rule for rule in rules if enabled.get(rule, {"enabled": True})["enabled"]]
        options = {"resultTypes": ["violations"], "runOnly": named}
    found = window.evaluate("options => axe.run(options)", options)["violations"]
    return [json.dumps([fault["id"], [node["target"] for node in fault["nodes"]][:3]]) for fault in found]


def test_each_two_settings_meet():
    for first, second in ((0, 1), (0, 2), (1, 2)):
        pairs = {(each[first], each[second]) for each in PAIRS}
        assert pairs == {(each[first], each[second]) for each in WHOLE}


def test_there_are_pages_of_every_kind(site):
    assert [kind for kind in KINDS if not site.kinds[kind]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_once_and_each_two_settings_together(site, looks, kind):
    paths = site.kinds[kind]
    others = [path for path in paths if path.split("/")[1] not in ("", *NAMED)]
    paths = [path for path in paths if path not in others] + by_turns(others)
    turns = max(len(paths), len(PAIRS)) if paths else 0
    faults = []
    for turn in range(turns):
        path = paths[turn % len(paths)]
        width, scripts, colours = PAIRS[turn % len(PAIRS)]
        mirrored = site.mirrored and kind == "right to left"
        faults += told(path, scripts, looks(path, scripts, [(width, colours)], mirrored=mirrored))
    assert "\n".join(faults) == ""


@pytest.mark.wide
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_page_in_every_setting(site, looks, shard):
    every = [(path, site.mirrored and kind == "right to left") for kind in KINDS for path in site.kinds[kind]]
    faults = [
        fault
        for path, mirrored in every[shard::SHARDS]
        for scripts in (True, False)
        for fault in told(path, scripts, looks(path, scripts, LOOKS, mirrored=mirrored))
    ]
    assert "\n".join(faults) == ""


WEARING = """style => {
    const worn = new CSSStyleSheet();
    worn.replaceSync(style);
    document.adoptedStyleSheets = [worn];
}"""
# Each stands in some of the looks only, so that no other could answer for it.
IN_SOME_LOOKS = {
    "color-contrast": (
        "@media (prefers-color-scheme: dark) and (min-width: 1000px) { main p { color: #333 !important } }",
        {(1280, "dark")},
    ),
    "does not show the focus": (
        "@media (forced-colors: active) and (max-width: 400px) {:focus-visible { outline: none !important }}",
        {(320, "forced")},
    ),
    "needs sideways scrolling": (
        "@media (prefers-color-scheme: light) and (forced-colors: none) and (max-width: 400px)"
        " { main h1 { inline-size: 400px !important } }",
        {(320, "light")},
    ),
    # Of the rules about more than looks: axe judges anew where other elements are shown.
    "page-has-heading-one": (
        "@media (min-width: 1000px) and (prefers-color-scheme: dark) { h1 { display: none } }",
        {(1280, "dark")},
    ),
}


def test_a_fault_in_one_look_only_is_found_there_and_nowhere_else(looks):
    # The controls of looking at several settings on one load.
    for fault, (worn, where) in IN_SOME_LOOKS.items():
        for scripts in (True, False):
            seen = looks("/en", scripts, LOOKS, worn=worn)
            found = {look for look, faults in seen.items() if any(fault in each for each in faults)}
            by_axe = "-" in fault
            assert found == (where if scripts or not by_axe else set()), (fault, seen)


BROKEN = {
    "needs sideways scrolling": "add('img', { width: 900, alt: '' })",
    "is cut off": "add('p', { className: 'cut', textContent: 'a'.repeat(300) })",
    "the way out is not in view": "document.querySelector('.top').remove(); main.append(leave)",
    "is a small target": "add('button', { textContent: 'x', className: 'tiny' })",
    "has the focus under the bar": "add('a', { href: '/', textContent: 'a', className: 'under' })",
    "would move": "main.classList.add('moving')",
    "is ur and runs ltr": "main.lang = 'ur'",
    "exactly one first heading": "add('h1')",
    "lets the browser keep": "add('textarea')",
    "lies over the page": "add('dialog')",
    "does not show the focus": "root.classList.add('blind')",
}
BREAKING = """() => {
    const root = document.documentElement, main = document.querySelector('main');
    const leave = document.querySelector('#leave');
    const top = document.querySelector('.top').cloneNode();
    const add = (tag, what) => main.append(Object.assign(document.createElement(tag), what));
    %s;
    if (!document.querySelector('.top')) document.body.append(top);
}"""
WORSE = (
    ".cut{overflow:hidden;white-space:nowrap;overflow-wrap:normal;max-inline-size:100%}"
    ".tiny{min-block-size:0!important;padding:0!important;font-size:8px!important;border:0!important}"
    ".moving{transition:opacity 1s}.blind *:focus-visible{outline:none!important}"
    ".under{position:fixed;inset-block-start:4px;inset-inline-start:4px;z-index:1}"
)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_with_this_fault_would_be_found_out(live, tab, fault):
    # The controls: they show that the matrix can fail.
    window = tab((320, HEIGHT), bypass_csp=True)
    window.goto(live.public + "/en")
    window.add_style_tag(content=WORSE)
    window.evaluate(BREAKING % BROKEN[fault])
    found = window.evaluate(LOOK, sorted(RIGHT_TO_LEFT))["faults"]
    assert any(fault in each for each in found), found
