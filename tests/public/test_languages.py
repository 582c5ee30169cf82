"""Each page speaks the language of its address, all of it, and offers every other; nothing is guessed."""

import re

import pytest

from tests.people import build_world
from tests.public.tongues import LEFT, RIGHT, offer, speak, walk
from tests.public.visitor import Visitor

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MARKED = re.compile(f"{LEFT}[^{LEFT}{RIGHT}]*{RIGHT}")


@pytest.fixture
def service(settings, tmp_path):
    """Urdu and Polish offered, both with every word, as drafts that this service shows."""
    settings.PACK_DRAFTS = True
    offer("ur", "pl")
    speak(settings, tmp_path / "locale", "ur", "pl")
    return settings


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
    body = re.split("<body[^>]*>", html)[1]
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


def test_every_screen_of_both_journeys_is_in_the_language_or_labelled(client, service):
    service.SERVICE.attachments = True
    build_world()
    pages = [answer.content.decode() for each in walk(client, "ur") for answer in each.answers]
    assert len(pages) > 40
    assert left_in_english(client.get("/en/t6").content.decode()), "the search finds English where it stands"
    for html in pages:
        assert '<html lang="ur" dir="rtl">' in html
        assert left_in_english(html) == []


def said(label):
    return f"{LEFT}{label}{RIGHT}"


def switch(visitor, language):
    """Press the language's name on the page, as a browser does: the form goes to the button's own address."""
    name = {"en": "English", "ur": "اردو", "pl": "Polski"}[language]
    found = re.search(rf'<button type="submit" formaction="([^"]+)"[^>]*>{name}</button>', visitor.html)
    visitor.address = found[1]
    return visitor.press(name)


def test_changing_the_language_midway_loses_nothing_that_was_typed(client, service):
    build_world()
    visitor = Visitor(client).go().press("It is for me")
    switch(visitor, "ur")
    assert '<html lang="ur" dir="rtl">' in visitor.html
    visitor.press(said("Go on"), message="مجھے مدد چاہیے", today="yes")
    visitor = switch(visitor.press(said("Back")), "pl")
    assert visitor.typed == {"message": "مجھے مدد چاہیے", "today": "yes"}
    visitor.press(said("Go on")).press(said("Back"))
    typed_only = {"message": "مجھے مدد چاہیے، آج", "today": "yes"}
    form = next(form for form in visitor.page.forms if "English" in form["buttons"])
    form["values"] = [(name, typed_only.get(name, value)) for name, value in form["values"]]
    switch(visitor, "en")
    assert '<html lang="en" dir="ltr">' in visitor.html
    assert visitor.typed == typed_only, "also what was typed on the page and not sent before"


def test_changing_the_language_judges_nothing_and_sends_nothing(client, service):
    build_world()
    visitor = Visitor(client).go().press("It is for me").press("Go on")
    visitor.press("Go on", phone="1")
    assert "does not look like a phone number" in visitor.said
    switch(visitor, "ur")
    assert "does not look like a phone number" not in visitor.said
    assert visitor.typed["phone"] == "1"


def test_the_words_stay_the_same_in_another_language_and_the_numbers_are_told_first(client, service):
    build_world()
    visitor = Visitor(client).go().press("It is for me").press("Send this now", message="Help")
    words, numbers = visitor.words, visitor.numbers
    assert "<details open>" not in visitor.html
    switch(visitor, "ur")
    assert (visitor.words, visitor.numbers) == (words, numbers)
    assert '<ol class="words" translate="no" lang="en" dir="ltr">' in visitor.html
    assert "<details open>" in visitor.html


def test_a_sitting_goes_on_in_another_language_with_the_text_that_was_typed(client, service):
    build_world()
    words = " ".join(Visitor(client).go().press("It is for me").press("Send this now", message="x").words)
    box = Visitor(client, "/en/w4").go().press("Go on", words=words)
    switch(box, "ur")
    box.press(said("Write to us again"))
    form = next(form for form in box.page.forms if "Polski" in form["buttons"])
    form["values"] = [(name, "Hello" if name == "text" else value) for name, value in form["values"]]
    switch(box, "pl")
    assert box.typed["text"] == "Hello"
    assert said("Sent") in box.press(said("Send")).said
    box.press(said("Back")).press(said("Change code words, times and what we say"))
    form = next(form for form in box.page.forms if "English" in form["buttons"])
    form["values"] = [(name, "dentist" if name == "cover_story" else value) for name, value in form["values"]]
    assert switch(box, "en").typed["cover_story"] == "dentist"


def test_letters_that_are_shown_once_offer_no_switch_that_would_lose_them(client, service):
    build_world()
    words = " ".join(Visitor(client).go().press("It is for me").press("Send this now", message="x").words)
    box = Visitor(client, "/en/w4").go().press("Go on", words=words).press("Yes, show me what is new")
    assert 'class="tongues"' not in box.html


def test_a_draft_says_so_in_both_languages_and_english_does_not(client, service):
    page = client.get("/ur/t6").content.decode()
    assert said("This language is a draft. No translator has checked it yet.") in page
    assert 'lang="en" dir="ltr">This language is a draft.' in page
    assert "is a draft" not in client.get("/en/t6").content.decode()


def test_a_draft_is_not_shown_where_the_service_does_not_say_so(client, service):
    service.PACK_DRAFTS = False
    page = client.get("/ur/t6").content.decode()
    assert said("Leave this site") not in page
    assert "⟦not in your language yet⟧" in page
    assert '<div lang="en" dir="ltr">' in page


def test_a_checked_interface_is_shown_without_a_notice(client, settings, tmp_path):
    checked = {
        "interface": "checked",
        "interface_checked_by": "A. Name",
        "interface_checked_on": "2026-05-01",
    }
    offer("ur", words=checked)
    speak(settings, tmp_path / "locale", "ur")
    page = client.get("/ur/t6").content.decode()
    assert said("Leave this site") in page
    assert "is a draft" not in page


@pytest.mark.parametrize("absent", ["interface_checked_by", "interface_checked_on"])
def test_nobody_s_check_is_none(client, settings, tmp_path, absent):
    checked = {
        "interface": "checked",
        "interface_checked_by": "A. Name",
        "interface_checked_on": "2026-05-01",
    }
    offer("ur", words={**checked, absent: ""})
    speak(settings, tmp_path / "locale", "ur")
    assert said("Leave this site") not in client.get("/ur/t6").content.decode()


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/ur/zz", 404), ("delete", "/ur/t6", 405)])
def test_an_error_is_told_in_the_language_of_the_address(client, service, method, path, status):
    answer = getattr(client, method)(path)
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="ur" dir="rtl">' in page
    assert left_in_english(page) == []
    assert '<a href="/en" lang="en" hreflang="en" dir="ltr">English</a>' in page


@pytest.mark.parametrize("path", ["/so/zz", "/nothing", "/leave", "/"])
def test_an_error_elsewhere_is_told_in_english(client, service, path):
    assert '<html lang="en" dir="ltr">' in client.delete(path).content.decode()
