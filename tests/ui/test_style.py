"""The one style of the public pages: it mirrors by itself, moves nothing, fetches nothing, weighs little."""

import re

import brotli
import pytest

from waymark.ui.inline import LISTEN, MORE_STYLE, SCRIPT, STYLE

LIGHT = 2_600
SIDES = (
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)",
    r"(?<![-\w(])(?:left|right|bottom)\s*:",  # the top is the same for everybody
    r"(?<![-\w(])(?:min-|max-)?(?:width|height)\s*:",
    r"(?:float|clear|text-align)\s*:\s*(?:left|right)",
    r"border-(?:top|bottom)-(?:left|right)-radius",
)
ALL = STYLE + MORE_STYLE
DECLARED = re.sub(r"@media[^{]*\{", "{", ALL)  # what a screen is asked is not what a page is told


@pytest.mark.parametrize("side", SIDES)
def test_no_side_is_named_so_every_page_mirrors(side):
    assert re.findall(side, DECLARED) == []


@pytest.mark.parametrize(
    "css",
    ["a{margin-left:1px}", "a{left:0}", "a{width:1px}", "a{text-align:right}", "a{border-top-left-radius:0}"],
)
def test_a_named_side_would_be_found(css):
    assert any(re.search(side, css) for side in SIDES)


def test_nothing_moves_and_nothing_is_fetched():
    assert not re.search(r"transition|animation|@keyframes|url\(|@import|@font-face|scroll-behavior", ALL)


def test_the_style_stays_light():
    assert len(brotli.compress(ALL.encode(), quality=11)) <= LIGHT


def test_the_script_keeps_nothing_in_the_browser_and_reads_with_no_voice_from_elsewhere():
    assert not re.search(
        r"localStorage|sessionStorage|indexedDB|caches\b|serviceWorker|document\.cookie", SCRIPT + LISTEN
    )
    assert "localService===true" in LISTEN
