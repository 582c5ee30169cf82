"""The words of the forms: calm, short, easy, and true of the path that they stand on."""

import re

import pytest
import textstat

from tests.people import build_world
from tests.public.tongues import forget, offer
from tests.public.visitor import Visitor
from waymark.public.contact.questions import QUESTIONS

_FIRST = ("I am under 18", "Back", "It is for someone I know", "Back", "I ask as part of my job", "Back")
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HARDEST_GRADE, LONGEST_SENTENCE = 7, 25
NEVER = (
    "in your browser",
    "encrypted",
    "100%",
    "completely safe",
    "victim",
    "allegedly",
    "why didn't",
    "should have",
    "error",
    "invalid",
    "mailbox will",
)


def sentences_of(html):
    main = html.split('<main id="main"')[1].split("</main>")[0]
    blocks = re.split(r"</?(?:p|li|h1|h2|h3|label|legend|button|summary|dt|dd|div|span|ol|ul)\b[^>]*>", main)
    texts = [re.sub(r"<[^>]+>", " ", block) for block in blocks]
    flat = [" ".join(text.split()).rstrip(":") for text in texts]
    return [text if text[-1] in ".?!" else text + "." for text in flat if len(text.split()) > 2]


@pytest.fixture
def pages(client, settings, db):
    settings.SERVICE.attachments = True
    build_world()
    visitor = Visitor(client).go()
    for button in (
        "I am under 18",
        "Back",
        "It is for someone I know",
        "Back",
        "I ask as part of my job",
        "Back",
    ):
        visitor.press(button)
    visitor.press("It is for me").press("Go on", message="x y z.")
    visitor.press("Go on", phone="01632 960001", phone_safe="yes").press("Skip to the end")
    visitor.press("Go on", when="any").press("Go on").press("Go on").press("Send")
    words = " ".join(visitor.words)
    visitor.press("I have them. Try them out").press("Try", words=words)
    mailbox = Visitor(client, "/en/w4").go().press("Go on", words=words)
    for button in (
        "Yes, show me what is new",
        "Write to us again",
        "Change code words, times and what we say",
        "Choose how long this is kept",
        "Someone else may have seen this",
        "Erase this",
    ):
        mailbox.press(button).press("Back")
    mailbox.press("Erase this").press("Erase it for good")
    return [answer.content.decode() for answer in (*visitor.answers, *mailbox.answers)]


def test_every_page_reads_easily(pages):
    for html in pages:
        said = sentences_of(html)
        if sum(len(sentence.split()) for sentence in said) > 60:
            grade = textstat.flesch_kincaid_grade(" ".join(said))
            assert grade <= HARDEST_GRADE, (grade, said)


def test_no_sentence_is_long(pages):
    for html in pages:
        for block in sentences_of(html):
            for sentence in re.split(r"(?<=[.?!])\s+", block):
                assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_no_page_blames_frightens_or_promises_what_is_not_so(pages):
    for html in pages:
        said = " ".join(sentences_of(html)).lower().replace("victim support", "")
        for wrong in NEVER:
            assert wrong not in said, wrong


def test_no_question_presumes_who_asks():
    for question in QUESTIONS.values():
        asked = f" {question.label} {question.hint} ".lower()
        for presumed in (" she ", " he ", " her ", " his ", "husband", "wife", "abuser"):
            assert presumed not in asked


def test_before_the_first_box_and_after_sending_the_page_says_what_we_can_and_cannot_do(client, db):
    build_world()
    visitor = Visitor(client).go().press("It is for me")
    first = visitor.html.split("<textarea")[0]
    after = visitor.press("Send this now", message="Help").html
    for page in (first, after):
        assert re.search("We are reading messages now|We next read messages on", page)
        assert "We can’t send help" in page
        assert "we may have to tell someone" in page
        assert "these lines are open now" in page
        assert "0808 168 9111" in page


@pytest.mark.parametrize("address", ["/so/t6", "/so/w4"])
def test_a_language_that_we_do_not_write_yet_is_shown_as_such_and_runs_its_own_way(client, settings, address):
    offer("so")
    settings.LOCALE_PATHS = []
    forget()
    page = client.get(address).content.decode()
    assert '<html lang="so" dir="ltr">' in page
    assert '<div lang="en" dir="ltr">' in page
    assert '<header class="top" lang="en" dir="ltr">' in page
    assert "not in your language yet" in page
