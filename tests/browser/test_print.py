"""A page on paper: a neutral heading, what the page says, and no address, neither ours nor the browser's."""

import base64
import io

import pytest
from pypdf import PdfReader

from tests.browser.planner_hand import MAKING, Hand
from tests.browser.test_public_pages import path

A4 = {"paperWidth": 8.27, "paperHeight": 11.69}
TRACES = ("http", "127.0.0.1", "Leave this site", "First page", "Phone ", "Listen out loud", "Skip to")
MARGIN = 30  # points: less than the margin inside the sheet


@pytest.fixture
def sheet(live, tab):
    """Prints as the browser's dialogue does at first: with title and address, if there is room."""

    def sheet(page, css=""):
        window = tab()
        window.goto(live.public + path(page))
        if css:
            window.evaluate(
                "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
                " document.adoptedStyleSheets = [s]; }",
                css,
            )
        asked = {"displayHeaderFooter": True, "preferCSSPageSize": True, **A4}
        printed = window.context.new_cdp_session(window).send("Page.printToPDF", asked)
        return PdfReader(io.BytesIO(base64.b64decode(printed["data"])))

    return sheet


def said(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("page", ["plan", "lines", "easy-danger"])
def test_nothing_on_the_sheet_says_where_it_came_from(sheet, page):
    text = said(sheet(page))
    assert text.startswith(("Information", "This is a demonstration"))
    for trace in (*TRACES, path(page)):
        assert trace not in text, trace


def test_with_a_margin_the_browser_would_print_the_address(sheet):
    # The control: it shows that the test above can fail.
    assert "127.0.0.1" in said(sheet("plan", "@page { margin: 25mm }"))


def test_the_words_of_the_page_are_all_there_within_the_margins_of_every_sheet(sheet):
    reader = sheet("plan")
    text = " ".join(said(reader).replace("ﬁ", "fi").replace("ﬂ", "fl").split())
    for words in ("How can I be safer?", "Pick someone you trust.", "You matter more than the bag."):
        assert words in text
    assert len(reader.pages) >= 2
    for page in reader.pages:
        places = []
        page.extract_text(
            visitor_text=lambda words, at, line, *_, places=places: (
                places.append((at[4] + line[4] * at[0], at[5] + line[5] * at[3])) if words.strip() else None
            )
        )
        assert all(x > MARGIN and MARGIN < y < float(page.mediabox.height) - MARGIN for x, y in places)


def test_no_heading_can_be_read_across_a_room(sheet, live, tab):
    window = tab()
    window.goto(live.public + path("abuse"))
    window.emulate_media(media="print")
    sizes = window.evaluate(
        "() => ['.site', 'h1', 'h2', 'main > p:not(.ways)']"
        ".map(what => parseFloat(getComputedStyle(document.querySelector(what)).fontSize))"
    )
    assert sizes[0] >= sizes[1] >= sizes[2]
    assert sizes[1] <= sizes[3] * 1.2


@pytest.fixture
def planner_sheet(live, tab):
    """The planner's own pages on paper: all of it, and the page for a child."""

    def sheet(*buttons):
        window = tab()
        hand = Hand(window)
        hand.begin(live.public)
        hand.trust("Sam")
        hand.draw_home()
        hand.press("All parts")
        for button in buttons:
            hand.press(button)
        asked = {"displayHeaderFooter": True, "preferCSSPageSize": True, **A4}
        printed = window.context.new_cdp_session(window).send("Page.printToPDF", asked)
        return said(PdfReader(io.BytesIO(base64.b64decode(printed["data"]))))

    return sheet


@pytest.mark.parametrize(
    ("buttons", "heading"),
    [(["Read it all"], "Notes"), (["A page for my child", "Show the page"], "My page")],
)
def test_a_plan_on_paper_has_a_neutral_heading_and_nothing_of_ours(planner_sheet, buttons, heading):
    text = planner_sheet(*buttons)
    assert text.startswith("Information")
    assert heading in text.splitlines()
    assert ("Marmalade" in text) == (heading == "Notes")
    for trace in (*TRACES, MAKING, "Where next", "Keep this", "Take it with you", "closes by itself"):
        assert trace not in text, trace
