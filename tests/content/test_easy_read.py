"""Easy Read: one idea in a sentence, a picture beside it, what the words mean, and shorter limits."""

import re

import pytest
import textstat

from tests.content.test_wording import plain, sentences
from waymark.content.pictures import PICTURES
from waymark.content.terms import PageKind

EASY = ["easy-danger", "easy-abuse", "easy-talk", "easy-plan", "easy-device"]
MEAN, LONGEST, GRADE = 8, 15, 3
TWO_IDEAS = (";", " because ", " although ", ", which ", " whether ", " unless ", " so that ", " however ")
HARD = ("confidential", "contact", "support", "service", "information", "available", "ensure", "caseworker",
        "agency", "device", "emergency", "partnership", "%", "e.g.", "etc")  # fmt: skip


def easy(library):
    return [page for page in library.pages.values() if page.kind is PageKind.EASY]


def test_the_pages_that_matter_most_are_in_easy_read(library):
    assert [page.id for page in sorted(easy(library), key=lambda page: page.part)] == EASY


def test_each_goes_with_a_page_that_knows_it(library):
    for page in easy(library):
        assert library.pages[("en", page.of)].easy == page.id


@pytest.mark.parametrize("name", EASY)
def test_sentences_are_shorter_than_elsewhere(library, name):
    said = sentences(library.pages[("en", name)])
    lengths = [len(sentence.split()) for sentence in said]
    assert sum(lengths) / len(lengths) <= MEAN
    longest = max(said, key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= LONGEST, longest
    text = " ".join(s if s[-1] in ".?!" else f"{s.rstrip(':')}." for s in said)
    assert textstat.flesch_kincaid_grade(text) <= GRADE


@pytest.mark.parametrize("name", EASY)
def test_a_sentence_holds_one_idea_in_easy_words(library, name):
    for sentence in sentences(library.pages[("en", name)]):
        assert not [sign for sign in TWO_IDEAS if sign in f" {sentence.lower()} "], sentence
        assert sentence.count(",") <= 2, sentence
    said = f" {plain(library.pages[('en', name)]).lower()} "
    assert not [word for word in HARD if f" {word}" in said]


@pytest.mark.parametrize("name", EASY)
def test_a_picture_stands_beside_every_few_words(library, name):
    body = library.pages[("en", name)].body
    beside = re.findall(r'<div class="picture">\s*<svg.*?</svg><div>(.*?)</div>', body, re.DOTALL)
    assert len(beside) >= 8
    for words in beside:
        assert len(re.findall(r"<p>", words)) <= 3
        assert len(re.sub(r"<[^>]+>", " ", words).split()) <= 32
    outside = re.sub(
        r'<div class="(?:picture|meaning|foot)">.*?</div>\s*(?:</div>)?', "", body, flags=re.DOTALL
    )
    assert not re.findall(r"<p>", outside), "words without a picture"


@pytest.mark.parametrize("name", EASY)
def test_a_list_says_what_the_words_mean(library, name):
    body = library.pages[("en", name)].body
    meaning = re.search(r'What the words mean</h2>\s*<div class="meaning">(.*?)</div>', body, re.DOTALL)[1]
    explained = re.findall(r"<li><strong>(.*?):</strong>", meaning)
    before = plain(library.pages[("en", name)]).lower().split("what the words mean")[0]
    assert explained
    for word in explained:
        assert word.lower() in before, f"{word} is explained and not used"


def test_every_drawing_is_used_somewhere(library):
    drawn = " ".join(page.body for page in easy(library))
    assert [name for name, drawing in PICTURES.items() if drawing not in drawn] == []
