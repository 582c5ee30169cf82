"""Does any of this happen to you? It helps, keeps nothing, and never says what somebody's life is."""

import gzip
import logging
import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
import textstat
from django.urls import resolve

from tests.public.visitor import Visitor
from waymark.audit.models import Event
from waymark.content.folders import PackText, read_folder
from waymark.content.packs import make_library
from waymark.content.queries import library
from waymark.content.signs import read_signs
from waymark.content.terms import PackFault
from waymark.content.ways import signs_in
from waymark.press.surroundings import surroundings
from waymark.public.signs import views

ADDRESS = "/en/j4"
BUDGET = 13_000
VERDICTS = (
    "you are being abused", "you are abused", "this is abuse", "is not abuse", "you are not",
    "score", "points", "result is", "high risk", "low risk", "medium", "level", "grade", "serious case",
    "in total", "most people", "normal",
)  # fmt: skip


@pytest.fixture
def signs(face):
    return signs_in(library(), "en", surroundings())


def answer(client, *ticks, **more):
    return client.post(ADDRESS, {"t": list(ticks), "go": "answer", **more})


def main_of(response):
    html = response.content.decode().split("<main", 1)[1].split(">", 1)[1].split("</main>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def choices(signs):
    ids = [sign.id for sign in signs.signs]
    return [(), *((each,) for each in ids), *combinations(ids[::4], 2), tuple(ids)]


def test_the_page_about_abuse_leads_to_it(client):
    assert f'href="{ADDRESS}"' in client.get(f"/en/{_code('abuse')}").content.decode()


def test_the_list_is_quiet_and_asks_for_nothing_but_ticks(client, signs):
    html = client.get(ADDRESS).content.decode()
    boxes = re.findall(r"<input [^>]*>", html.split("<main")[1].split("</main>")[0])
    assert len(boxes) == len(signs.signs)
    assert all('type="checkbox"' in box and 'autocomplete="off"' in box for box in boxes)
    assert " checked" not in html.split("<main")[1].split("</main>")[0]
    assert signs.words["alone"] in main_of(client.get(ADDRESS))


def test_every_danger_sign_brings_up_what_to_do_today(client, signs):
    answers = {today.id: today for today in signs.today}
    for sign in signs.signs:
        said = main_of(answer(client, sign.id))
        for name in sign.today:
            assert answers[name].heading in said, sign.text
            assert all(sentence in said for sentence in answers[name].text), sign.text
        assert ("In danger now, call 999" in said) == bool(sign.today), sign.text


@pytest.mark.parametrize(
    "danger",
    ["breath", "weapon", "kill", "pregnant", "leaving", "watched", "marry", "self", "children", "pet", "sex"],
)
def test_the_dangers_that_kill_are_all_in_the_list(signs, danger):
    assert any(danger in sign.today for sign in signs.signs)


def test_every_answer_ends_with_ways_to_talk_and_to_plan(client, signs):
    for ticks in choices(signs):
        html = answer(client, *ticks).content.decode().split("<main")[1]
        assert 'href="/en/t6"' in html
        assert f'href="/en/{_code("plan")}"' in html


def _code(page):
    return next(code for code, known in library().codes.items() if known == page)


def test_no_answer_says_what_somebodys_life_is(client, signs):
    for ticks in choices(signs):
        said = main_of(answer(client, *ticks)).lower()
        for verdict in VERDICTS:
            assert verdict not in said, (ticks, verdict)


def test_no_answer_counts_or_grades(client, signs):
    phones = {fact.value for fact in library().facts.values()}
    for ticks in choices(signs):
        said = main_of(answer(client, *ticks))
        for phone in sorted(phones, key=len, reverse=True):
            said = said.replace(phone, "")
        assert not re.search(r"\d|%", said), ticks


def test_more_of_the_same_kind_changes_nothing(client):
    # No weight hides behind the page: two ticks that bring up the same read as one.
    one, two = answer(client, "c2"), answer(client, "c2", "c3")
    assert main_of(one) == main_of(two)
    assert main_of(answer(client, "a1")) == main_of(answer(client, "a1", "a2", "b1", "b5"))


def test_nothing_ticked_is_answered_with_trust_and_not_with_relief(client):
    said = main_of(answer(client))
    assert "Trust what you feel." in said
    assert "What can I do next?" in said


def test_the_page_says_that_it_can_be_left_when_somebody_else_wants_it_filled_in(client):
    said = main_of(client.get(ADDRESS))
    assert "did someone tell you to fill this in? You can leave it." in said
    assert "cannot tell anyone what your life is" in said


def test_what_was_ticked_is_not_read_back_on_the_answer(client, signs):
    # Somebody who looks at the answer sees what may help, and not which boxes were ticked.
    said = main_of(answer(client, *[sign.id for sign in signs.signs]))
    assert not [sign.text for sign in signs.signs if sign.text in said]


def test_ticks_can_be_changed(client):
    visitor = Visitor(client, ADDRESS).go().press("Show what may help", t=["d2", "f1"])
    visitor.press("Change my ticks")
    kept = [value for form in visitor.page.forms for name, value in form["values"] if name == "t"]
    assert kept == ["d2", "f1"]
    visitor.press("Show what may help", t=["f1"])
    assert "Hands round your neck" not in visitor.said


@pytest.mark.parametrize("odd", ["zz", "", "<script>alert(1)</script>", "d2'--", "D2", "d2\0"])
def test_what_is_not_on_the_list_is_ignored(client, odd):
    response = answer(client, odd)
    assert response.status_code == 200
    assert main_of(response) == main_of(answer(client))
    assert b"alert(1)" not in response.content


def test_many_ticks_of_the_same_are_one(client):
    assert answer(client, *["d2"] * 500).content == answer(client, "d2").content


@pytest.mark.django_db(databases=["default", "keys"])
def test_nothing_is_stored_recorded_or_logged(client, caplog, django_assert_num_queries):
    client.get(ADDRESS)
    before = Event.objects.count()
    with django_assert_num_queries(0), caplog.at_level(logging.DEBUG):
        response = answer(client, "d2", "e1")
    assert Event.objects.count() == before
    assert caplog.records == []
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"


def test_the_ticks_never_come_from_an_address(client):
    assert client.get(ADDRESS, {"t": "d2", "go": "answer"}).content == client.get(ADDRESS).content


def test_another_site_cannot_send_ticks(client):
    assert client.post(ADDRESS, {"t": "d2"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_the_address_and_the_titles_say_nothing(client):
    for response, part in ((client.get(ADDRESS), 1), (answer(client, "d2"), 2)):
        title = re.search(r"<title>(.*?)</title>", response.content.decode())[1]
        assert title == f"Information – part {part} of 2"
    assert resolve(ADDRESS).view_name == "public:signs-tick"


def test_a_language_that_the_service_does_not_have_is_not_found(client):
    assert client.get("/xx/j4").status_code == 404


def test_both_pages_travel_in_a_first_flight(client, signs):
    everything = answer(client, *[s.id for s in signs.signs], HTTP_ACCEPT_ENCODING="gzip")
    for response in (client.get(ADDRESS, HTTP_ACCEPT_ENCODING="gzip"), everything):
        assert len(gzip.compress(response.content, 6)) <= BUDGET


def test_the_words_are_easy(signs):
    said = [*signs.before, *signs.words.values(), *signs.answer.some, *signs.answer.none]
    said += [sign.text for sign in signs.signs] + [text for today in signs.today for text in today.text]
    sentences = [part for text in said for part in re.split(r"(?<=[.?!])\s+", text)]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert max(lengths) <= 22, max(sentences, key=lambda sentence: len(sentence.split()))
    assert sum(lengths) / len(lengths) <= 12
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 6


# --- the list as a file of a pack -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('heading = "Does', 'heading = = "Does', "not TOML"),
        ('send = "', 'sent = "', "lacks 'send'"),
        ('id = "a2"', 'id = "a1"', "'a1' stands here twice"),
        ('today = ["breath"]', 'today = ["breathe"]', "names 'breathe'"),
        ('steps = ["health"]', 'steps = ["doctor"]', "no step called 'doctor'"),
        ('"door:talk"', '"https://example.org/"', "leads to page:, door: or fact:"),
        ("signs = [", "signs = 4 #[", "not TOML"),
        ("before = [", "before = 4\nbehind = [", "before is a list of texts"),
        ('today = ["breath"]', 'tody = ["breath"]', "tody means nothing, in 'd2'"),
    ],
)
def test_a_list_with_a_fault_is_refused(signs, old, new, reason):
    text = signs.file.read_text("utf-8")
    assert old in text
    with pytest.raises(PackFault) as caught:
        read_signs(signs.file, text.replace(old, new, 1))
    assert reason in caught.value.reason
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("page:plan", "page:gone"),
        ("door:talk", "door:cellar"),
        ("fact:nhs", "fact:gone"),
        ("fact:nhs", "fact:bsl"),
    ],
)
def test_a_step_that_leads_nowhere_is_refused_with_the_whole_pack(settings, signs, old, new):
    packs = [read_folder(folder) for folder in settings.PACK_FOLDERS.values()]
    files = dict(packs[0].files)
    files["en/signs.toml"] = files["en/signs.toml"].replace(old, new)
    with pytest.raises(PackFault, match="which is not there") as caught:
        make_library([replace(packs[0], files=files), *packs[1:]], surroundings())
    assert caught.value.file.name == "signs.toml"
    assert caught.value.line > 1


def test_a_nearer_pack_may_have_a_list_of_its_own(settings, signs):
    packs = [read_folder(folder) for folder in settings.PACK_FOLDERS.values()]
    own = signs.file.read_text("utf-8").replace("Does any of this happen to you?", "Is life at home hard?")
    index = 'id = "county"\nlanguages = ["en"]\n[shelves]\n'
    files = {"pack.toml": index, "en/signs.toml": own}
    library = make_library([*packs, PackText("county", Path("county"), files)], surroundings())
    assert signs_in(library, "en", surroundings()).words["heading"] == "Is life at home hard?"


@pytest.mark.parametrize("tick", ["e1", "e5"])
def test_a_law_that_an_answer_rests_on_is_marked_and_explained_once_it_is_overdue(
    client, signs, monkeypatch, tick
):
    note = "nobody here has checked this lately"
    assert "(check first)" not in answer(client, tick).content.decode()
    later = replace(surroundings(), today=date(2028, 1, 1))
    monkeypatch.setattr(views, "surroundings", lambda: later)
    page = answer(client, tick).content.decode()
    assert page.count("(check first)") == 1
    assert note in page


def test_no_slot_is_shown_in_any_language(face):
    for language in library().signs:
        held = signs_in(library(), language, surroundings())
        assert "{{" not in repr(held)
