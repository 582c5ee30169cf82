"""Listen out loud: only with a voice that lives on the device, and silent the moment the page goes."""

import pytest

from tests.browser.test_public_pages import NEUTRAL, path
from tests.browser.visits import until

ENGLISH = {"lang": "en-GB", "localService": True, "name": "here"}
REMOTE = {"lang": "en-GB", "localService": False, "name": "far"}
POLISH = {"lang": "pl_PL", "localService": True, "name": "tu"}
# A browser that can speak: it notes what it is told to say, and outlives the page as real ones do.
SPEAKING = """voices => {
    const listens = {};
    window.told = [];
    window.cancelled = 0;
    const speech = {
        voices,
        getVoices: () => speech.voices,
        speak: said => told.push(said),
        cancel: () => { cancelled += 1; },
        addEventListener: (name, what) => { listens[name] = what; },
        come: more => { speech.voices = more; listens.voiceschanged(); },
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


@pytest.fixture
def hear(live, tab):
    """Opens a page in a browser that has these voices."""

    def hear(*voices, page="abuse"):
        window = tab()
        window.asked = []
        window.context.on("request", lambda request: window.asked.append(request.url))
        window.add_init_script(
            f"({SPEAKING})({list(voices)!r})".replace("True", "true").replace("False", "false")
        )
        window.goto(live.public + path(page))
        return window

    return hear


def button(tab):
    return tab.locator("#listen")


def said(tab):
    return tab.evaluate("told.map(each => [each.text, each.voice.name])")


def cancelled(tab):
    return tab.evaluate("cancelled")


@pytest.mark.parametrize("voices", [(), (REMOTE,), (POLISH,), (REMOTE, POLISH)])
def test_without_a_voice_of_the_device_in_this_language_nothing_is_offered(hear, voices):
    assert not button(hear(*voices)).is_visible()


def test_the_page_is_read_with_the_voice_of_the_device_and_nothing_is_fetched(hear, live):
    tab = hear(REMOTE, ENGLISH)
    button(tab).click()
    words = said(tab)
    assert words[0] == ["Is this abuse?", "here"]
    assert {voice for _, voice in words} == {"here"}
    text = " ".join(each for each, _ in words)
    assert "It is not your fault" in " ".join(text.split()) or "not your fault" in text
    assert "Listen out loud" not in text
    assert "Leave this site" not in text
    assert len({each for each, _ in words}) == len(words), "something is said twice"
    assert tab.asked == [live.public + path("abuse")]


def test_a_voice_that_comes_late_is_offered_then(hear):
    tab = hear()
    tab.evaluate("voices => speechSynthesis.come(voices)", [ENGLISH])
    assert button(tab).is_visible()


def test_the_same_button_stops_it(hear):
    tab = hear(ENGLISH)
    button(tab).click()
    assert button(tab).text_content() == "Stop"
    before = cancelled(tab)
    button(tab).click()
    assert cancelled(tab) == before + 1
    assert button(tab).text_content() == "Listen out loud"


def test_it_ends_by_itself(hear):
    tab = hear(ENGLISH)
    button(tab).click()
    tab.evaluate("told[told.length - 1].onend()")
    assert button(tab).text_content() == "Listen out loud"


@pytest.mark.parametrize(
    "what",
    [
        "document.documentElement.replaceChild(document.createElement('body'), document.body)",
        "Object.defineProperty(document, 'hidden', { value: true });"
        " document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new PageTransitionEvent('pagehide'))",
    ],
    ids=["another page takes its place", "the tab is put away", "the page goes"],
)
def test_it_is_silent_as_soon_as_the_page_is_not_there(hear, what):
    tab = hear(ENGLISH)
    button(tab).click()
    before = cancelled(tab)
    tab.evaluate(f"() => {{ {what} }}")
    tab.wait_for_function("before => cancelled > before", arg=before)


def test_leaving_silences_it(hear):
    tab = hear(ENGLISH)
    # Kept outside the page, since the page is gone afterwards.
    hushed = []
    tab.expose_function("hush", lambda: hushed.append(True))
    tab.evaluate("speechSynthesis.cancel = () => hush()")
    button(tab).click()
    hushed.clear()
    tab.get_by_role("button", name="Leave this site").click()
    tab.wait_for_url(NEUTRAL)
    until(lambda: hushed, "the voice to stop", tab)


def test_a_block_in_another_language_waits_for_its_own_voice(hear):
    tab = hear(ENGLISH)
    tab.evaluate("document.querySelector('main p + p').lang = 'ur'")
    silent = tab.locator("main p[lang=ur]").text_content()
    button(tab).click()
    assert silent not in [text for text, _ in said(tab)]
    assert len(said(tab)) > 5


def test_without_scripts_there_is_no_button_that_does_nothing(live, tab):
    window = tab(scripts=False)
    window.goto(live.public + path("abuse"))
    assert not button(window).is_visible()
