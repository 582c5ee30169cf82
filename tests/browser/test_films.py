"""A signed film in a browser: nothing loads before somebody presses play, and then only from here."""

import shutil

import pytest

from tests.browser.visits import until
from tests.public.films import film, put


@pytest.fixture
def start(live, tab):
    """The page on which somebody begins to write, with a film; it is drawn anew for each visitor."""
    folder = live.data / "signed"
    put(folder, "t6", movie=film(200, extra=bytes(2_500_000)))
    window = tab()
    window.asked = []
    window.context.on("request", lambda each: window.asked.append((each.url, each.headers.get("range"))))
    window.complaints = []
    window.on("console", lambda message: window.complaints.append(message.text))
    window.goto(live.public + "/en/t6")
    yield window
    shutil.rmtree(folder)


def test_a_film_loads_when_played_in_stretches_and_not_before(start, live):
    slot = start.locator("details.signed > summary")
    assert slot.text_content() == "Watch this page in British Sign Language (3:20, 2.5 MB)"
    slot.click()
    start.wait_for_timeout(300)
    assert [url for url, _ in start.asked] == [live.public + "/en/t6"]
    start.evaluate("() => { document.querySelector('video').play().catch(() => {}); }")
    until(lambda: len(start.asked) > 1, "the film", start)
    start.wait_for_timeout(300)
    films = [(url, stretch) for url, stretch in start.asked if "/y3/" in url]
    assert films
    assert all(url.startswith(live.public + "/y3/t6") for url, _ in films)
    assert films[0][1] == "bytes=0-"
    assert not [each for each in start.complaints if "Content Security Policy" in each]


def test_the_words_of_the_film_can_be_read_instead(start, axe):
    start.locator("details.signed > summary").click()
    start.get_by_text("The same in writing").click()
    assert start.get_by_text("Say where you are.").is_visible()
    assert axe(start) == ""
