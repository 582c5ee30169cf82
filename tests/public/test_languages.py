"""Each page speaks the language of its address, all of it, and offers every other; nothing is guessed."""

import re

import pytest

from tests.people import build_world
from tests.public.tongues import LEFT, RIGHT, forget, offer, speak
from tests.public.visitor import Visitor

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MARKED = re.compile(f"{LEFT}[^{LEFT}{RIGHT}]*{RIGHT}")


@pytest.fixture
def service(monkeypatch, settings, tmp_path):
    """Urdu and Polish offered, both with every word, as drafts that this service shows."""
    settings.SHOW_DRAFTS = True
    offer(monkeypatch, "ur", "pl")
    speak(settings, tmp_path / "locale", "ur", "pl")
    yield settings
    settings.LOCALE_PATHS = []
    forget()


def test_a_page_has_links_to_itself_in_every_other_language_in_its_own_script(client, service):
    for path in ("/en", "/en/t6", "/en/w4"):
        page = client.get(path).content.decode()
        place = path.removeprefix("/en")
        assert f'<a href="/ur{place}" lang="ur" hreflang="ur" dir="rtl">اردو</a>' in page
        assert f'<a href="/pl{place}" lang="pl" hreflang="pl" dir="ltr">Polski</a>' in page
        assert 'hreflang="en"' not in page


def test_a_service_with_one_language_shows_no_links(client):
    assert 'class="tongues"' not in client.get("/en/t6").content.decode()


def test_the_language_is_the_address_alone(client, service):
    answer = client.get("/en/t6", headers={"Accept-Language": "ur"})
    assert answer.status_code == 200
    assert '<html lang="en" dir="ltr">' in answer.content.decode()
    assert not answer.cookies
    assert "Vary" not in answer.headers or "language" not in answer.headers["Vary"].lower()


def test_a_language_that_is_not_offered_is_no_page(client, service):
    assert client.get("/so/t6").status_code == 404


def left_in_english(html):
    """The visible text of a page that is neither marked as translated nor labelled as another language."""
    body = html.split("<body>")[1]
    body = re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(r'<(\w+)[^>]*\blang="[^"]*"[^>]*>.*?</\1>', "", body, flags=re.DOTALL)
    body = re.sub(r"<bdi>.*?</bdi>|<textarea.*?</textarea>|<dd.*?</dd>", "", body, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|data-say-\d|alt|title|placeholder)="([^"]*)"', body)
    said += re.split(r"<[^>]+>", re.sub(r"</?(?:a|span|strong|bdi)\b[^>]*>", "", body))
    texts = []
    for text in said:
        while MARKED.search(text):
            text = MARKED.sub("", text)
        texts.append(text)
    return [
        text.strip() for text in texts if re.search(r"[A-Za-z]{2}", text) and text.strip() != "Information"
    ]


def walk(client, language, *, sender="It is for me"):
    """Every screen of both journeys, as pages; the buttons bear marks outside English."""
    mark = (lambda label: label) if language == "en" else (lambda label: f"{LEFT}{label}{RIGHT}")
    asking = Visitor(client, f"/{language}/t6").go()
    asking.press(mark("I am under 18")).press(mark("Back")).press(mark("It is for someone I know"))
    asking.press(mark("Back")).press(mark("I ask as part of my job")).press(mark("Back"))
    asking.press(mark("It is for me")).press(mark("Send this now"))
    asking.press(mark("Go on"), message="Salaam")
    asking.press(mark("Go on"), phone="12", email="no")
    asking.press(mark("Go on"), phone="01632 960001", phone_safe="yes", email="")
    asking.press(mark("Go on")).press(mark("Go on"), when="some", days=["mon"], parts=["morning"])
    asking.press(mark("Go on"))
    if mark("Add this file") in {label for form in asking.page.forms for label in form["buttons"]}:
        asking.press(mark("Add this file")).press(mark("Go on"))
    asking.press(mark("Send"))
    words = " ".join(asking.words)
    asking.press(mark("I have them. Try them out")).press(mark("Try"), words="a b").press(
        mark("Try"), words=words
    )
    box = Visitor(client, f"/{language}/w4").go().press(mark("Go on"), words="one")
    box.press(mark("Go on"), words="qqqqq " * 6).press(mark("Go on"), words=words)
    for button in (
        "Yes, show me what is new",
        "Write to us again",
        "Change code words, times and what we say",
        "Choose how long this is kept",
        "Someone else may have seen this",
        "Erase this",
    ):
        box.press(mark(button)).press(mark("Back"))
    box.press(mark("Write to us again")).press(mark("Send"), text=" ").press(mark("Send"), text="x")
    box.press(mark("Back")).press(mark("Choose how long this is kept")).press(mark("Keep it so long"))
    box.press(mark("Keep it so long"), days="30").press(mark("Back"))
    box.press(mark("Change code words, times and what we say")).press(mark("Change it"))
    box.press(mark("Change it"), days=["mon"]).press(mark("Back")).press(mark("Not now: close it"))
    return [answer.content.decode() for answer in (*asking.answers, *box.answers)]


def test_every_screen_of_both_journeys_is_in_the_language_or_labelled(client, service):
    service.SERVICE.attachments = True
    build_world()
    pages = walk(client, "ur")
    assert len(pages) > 40
    for html in pages:
        assert '<html lang="ur" dir="rtl">' in html
        assert left_in_english(html) == []
