"""Every published address in every language, one after another: what can be seen without a browser.

`tests/browser/test_access_matrix.py` looks at the same pages in browsers.
"""

import itertools
import re
from dataclasses import replace

import pytest

from tests.content.conftest import PACKS
from tests.public.conftest import load_once
from tests.public.test_guidance import ALLOWED_OUTSIDE
from tests.public.walking import faults_of
from waymark.config.doors import DOORS
from waymark.content.folders import read_folder
from waymark.content.packs import sketch_library
from waymark.content.queries import library, published
from waymark.content.terms import page_path
from waymark.press.drawing import draw_each, draw_page
from waymark.press.surroundings import surroundings
from waymark.ui.languages import RIGHT_TO_LEFT

LANGUAGES = ("en", "pl", "ur", "gu", "pa", "ro", "so", "ar")


@pytest.fixture(scope="module")
def _drawn():
    return {}


@pytest.fixture
def drawn(_drawn, settings):
    """Every page with its path, drafts too, as a service would press them."""
    if not _drawn:
        settings.PACK_DRAFTS = True
        around = replace(surroundings(), show_drafts=True)
        draw_each(load_once([PACKS / name for name in settings.PACKS], around), _drawn.__setitem__)
    return _drawn


def known(drawn):
    return {*drawn, *(door.format(language=language) for door in DOORS.values() for language in LANGUAGES)}


def test_every_address_in_every_language_is_whole(drawn):
    answers = known(drawn)
    assert {path.split("/")[1] for path in drawn} - {""} == set(LANGUAGES)
    assert len({sum(path.startswith(f"/{language}") for path in drawn) for language in LANGUAGES}) == 1
    faults = [
        f"{path}: {fault}"
        for path, html in drawn.items()
        for fault in faults_of(path, html, known=answers, outside=ALLOWED_OUTSIDE)
    ]
    assert "\n".join(faults) == ""


def test_every_page_in_every_language_lives_under_one_policy(drawn):
    for part in ("style", "script"):
        found = {re.search(rf"<{part}>(.*?)</{part}>", html, re.DOTALL)[1] for html in drawn.values()}
        assert len(found) == 1, part


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_pages_whose_english_has_moved_on_are_whole_and_say_what_is_english(drawn, settings, language):
    """Half of the blocks are stale: English among the page's own words, with its numbers, hours and marks."""
    packs = [read_folder(PACKS / name) for name in settings.PACKS]
    moved = [
        replace(pack, files={path: move_on(path, text) for path, text in pack.files.items()})
        for pack in packs
    ]
    of, faults, stale = sketch_library(moved, replace(surroundings(), show_drafts=True)), [], 0
    with library.instead(of):
        for code in of.codes:
            page = published(code, language)
            path, stale = page_path(language, code), stale + page.stale
            html = draw_page(page, language)
            faults += [
                f"{path}: {each}"
                for each in faults_of(path, html, known=known(drawn), outside=ALLOWED_OUTSIDE)
            ]
            if page.stale:
                assert '<div lang="en" dir="ltr">' in html
    assert "\n".join(faults) == ""
    assert stale > 300


def move_on(path, text):
    """English with other words at the end of every second sentence that ends a line."""
    if not re.match(r"en/.*\.md$", path):
        return text
    head, fence, body = text.rpartition("+++\n")
    turns = itertools.cycle([".", ", today."])
    return (
        head + fence + re.sub(r"(?m)(?<=[a-z])\.(?=(?:{{fact:[a-z-]+}})*$)", lambda _end: next(turns), body)
    )


BROKEN = {
    "fetches something": ("<h1", '<img src="/x.png" alt=""><h1'),
    "has onclick": ("<h1", '<h1 onclick="x()"'),
    "has style": ("<h1", '<h1 style="color:red"'),
    "weighs": ("</main>", "".join(f"<p>{n * 7919}</p>" for n in range(9000)) + "</main>"),
    "has a title that tells": ("<title>", "<title>Abuse "),
    "has not exactly one first heading": ("</main>", "<h1>Again</h1></main>"),
    "skips a level of heading": ("</main>", "<h2>a</h2><h4>b</h4></main>"),
    "does not begin with the skip link": ('class="skip"', 'class="skipped"'),
    "has no way out": ('action="/leave"', 'action="/stay"'),
    "where nothing answers": ("</main>", '<a href="/en/zz9">a</a></main>'),
    "leads outside": ("</main>", '<a href="https://example.org/" rel="noreferrer noopener">a</a></main>'),
    "tells": ("</main>", f'<a href="{min(ALLOWED_OUTSIDE)}">a</a></main>'),
    "which is not there": ("</main>", '<a href="#nowhere">a</a></main>'),
    "offers no other language": ("hreflang=", "data-no="),
    "does not say its language": ('dir="rtl">', 'dir="ltr">'),
    "is en and runs": ("</main>", '<p lang="en">a</p></main>'),
    "' as ur": ("</main>", "<p>These words stand here without being said to be English.</p></main>"),
    "' as en": ("</main>", '<p lang="en" dir="ltr">یہ اردو ہے</p></main>'),
    "twice": ("</main>", '<p id="main">a</p></main>'),
    "ends": ("</main>", "<p><strong>a</p></main>"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_with_this_fault_would_be_found_out(drawn, fault):
    path = next(path for path in drawn if path.split("/")[1] in RIGHT_TO_LEFT)
    before, after = BROKEN[fault]
    assert before in drawn[path]
    broken = drawn[path].replace(before, after)
    found = faults_of(path, broken, known=known(drawn), outside=ALLOWED_OUTSIDE)
    assert any(fault in each for each in found), found
