"""What the packs say: plain enough to read in fear, and everything that the first page of its kind said."""

import re
from html import unescape

import pytest
import textstat

from tests.content.conftest import PACKS

MEAN, LONGEST, GRADE = 14, 25, 7
NAMES = (
    "Victims’ Code",
    "Victim Support",
    "victim in their own right",
    "victims in law",
    "Domestic Violence Disclosure Scheme",
    "Domestic Violence and Abuse Disclosure Scheme",
    "National Centre for Domestic Violence",
)


def blocks(page):
    text = page.body.replace("<br>", " ")
    found = re.findall(r"<(p|li|h2|h3)>(.*?)</\1>", text, re.DOTALL)
    said = [unescape(re.sub(r"<[^>]+>", "", inner)).strip() for _, inner in found]
    return [page.heading, *said]


def plain(page):
    return re.sub(r"\s+", " ", " ".join(blocks(page)))


def sentences(page):
    return [part for block in blocks(page) for part in re.split(r"(?<=[.?!:])\s+", block) if part]


def pages(library):
    return sorted(library.pages.values(), key=lambda page: page.part)


def unnamed(page):
    """What a page says, without the names of laws, schemes and organisations."""
    said = plain(page)
    for name in NAMES:
        said = said.replace(name, "")
    return said


def test_every_page_can_be_read_by_an_eleven_year_old(library):
    for page in pages(library):
        text = " ".join(s if s[-1] in ".?!" else f"{s.rstrip(':')}." for s in sentences(page))
        grade = textstat.flesch_kincaid_grade(text)
        assert grade <= GRADE, f"{page.id}: {grade}"


def test_sentences_are_short(library):
    for page in pages(library):
        lengths = [len(sentence.split()) for sentence in sentences(page)]
        assert sum(lengths) / len(lengths) <= MEAN, page.id
        longest = max(sentences(page), key=lambda sentence: len(sentence.split()))
        assert len(longest.split()) <= LONGEST, f"{page.id}: {longest}"


@pytest.mark.parametrize(
    "word",
    ["should have", "why didn’t", "allegedly", "victim", "battered", "abuser", "perpetrator", "survivor",
     "client", "domestic violence", "he ", "she ", "his ", "her ", "husband", "wife", "boyfriend",
     "girlfriend"],
)  # fmt: skip
def test_words_that_blame_or_presume_are_not_used(library, word):
    for page in pages(library):
        assert f" {word}" not in unnamed(page).lower(), page.id


def test_no_number_stands_outside_a_fact():
    spelled = re.compile(r"\d{3,}")
    allowed = {"999"}  # the name of the number, in a sentence about it
    for file in PACKS.rglob("*.md"):
        body = file.read_text().split("+++")[-1]
        assert set(spelled.findall(body)) <= allowed, file


def test_no_hour_stands_outside_a_fact():
    """When somebody can be reached is dated like a number; only our own hours stand in words."""
    hour = re.compile(r"day and night|24 hours|24/7|round the clock|\b\d{1,2} ?[ap]m\b|\b\d{1,2}[:.]\d\d\b")
    ours = "We do not read messages all day and night."
    for file in PACKS.glob("*/en/**/*.md"):
        assert not hour.search(file.read_text().replace(ours, "")), file


def test_no_scheme_that_has_ended_is_offered(library):
    for page in pages(library):
        assert "ANI" not in plain(page)


def test_two_numbers_are_never_written_as_one(library):
    for page in pages(library):
        assert not re.search(r"tel:\d*99955|999\s*[- ,;]?\s*55\b", page.body), page.id


# Every line of the page that this site follows, in order, with where it is carried in our own words.
SEED = [
    ("involves the misuse of power", "abuse", "someone close uses power over you"),
    ("any incident or pattern", "abuse", "It can happen once. It can be a pattern"),
    ("physical", "abuse", "Hurting your body Hitting, pushing"),
    ("sexual", "abuse", "Making you do things that you do not want."),
    ("financial", "abuse", "This is financial abuse."),
    ("psychological", "abuse", "making you doubt what you know"),
    ("social", "abuse", "This is social abuse."),
    ("economic", "abuse", "is economic abuse"),
    ("neglect", "abuse", "Keeping back food, care, medicine"),
    (
        "partner, ex-partner, carer or family members",
        "abuse",
        "It may come from a carer, or from one or more people",
    ),
    ("existing or previous relationship", "abuse", "a partner or an ex-partner"),
    ("Actions to consider", "abuse", "What can I do now?"),
    ("emergency: police on 999", "abuse", "In an emergency, call the police on 999."),
    ("are, or have experienced: we are here to help", "abuse", "or it did once, we are here to help"),
    (
        "experienced and professional caseworkers",
        "abuse",
        "Our caseworkers are trained and know this work well.",
    ),
    ("confidentially", "abuse", "You can talk to them in confidence."),
    ("guidance and support tailored to your needs", "abuse", "fit their advice and support to you"),
    ("many services, local and national", "abuse", "Some are near you and some cover the country."),
    ("such as UAVA", "lines", "It was once called UAVA."),
    ("list of useful organisations", "lines", "National Domestic Abuse Helpline"),
    ("decision making is complex", "abuse", "People who live with abuse face hard choices."),
    (
        "staying may be reasoned and logical",
        "abuse",
        "Staying can be a careful choice, made for good reasons.",
    ),
    ("still in a relationship, or know someone who is", "abuse", "They also help if you know someone"),
    ("known as a safety plan", "plan", "Some people call this a safety plan."),
    (
        "code word with friend, neighbour, relative or professional",
        "plan",
        "a friend, a neighbour or a relative",
    ),
    (
        "so they know you are in danger or distressed",
        "plan",
        "you are in danger, or upset and need help fast",
    ),
    (
        "they know the plan and its changes",
        "plan",
        "Make sure they know the plan. Tell them when it changes.",
    ),
    ("thinking of leaving", "plan", "What if I want to leave?"),
    ("who to call", "plan", "Who will you call?"),
    ("where to go", "plan", "Where will you go?"),
    ("how to get there", "plan", "How will you get there?"),
    ("escape route within the home", "plan", "What is my way out at home?"),
    ("access to phones", "plan", "Where is a phone that you can reach?"),
    ("access to the outside", "plan", "Which doors and windows lead outside?"),
    ("doors that lock", "plan", "Which doors lock?"),
    ("rooms of low risk", "plan", "Which rooms are lower risk?"),
    ("rooms of high risk: kitchen, knives", "plan", "Which rooms are higher risk? A kitchen has knives."),
    ("emergency bag, hidden, easily accessible", "plan", "Hide it where you can get it fast."),
    ("birth certificates and passports", "plan", "Passports and birth certificates"),
    ("spare keys, money", "plan", "Money, cards and spare keys"),
    ("spare clothing", "plan", "Spare clothes"),
    ("financial documents, copies of bills", "plan", "Bank papers, and copies of household bills"),
    ("marriage certificates, divorce papers", "plan", "marriage, divorce or court papers"),
    ("medications and prescriptions", "plan", "Medicine and prescriptions"),
    ("children know the plan", "plan", "Do they know the plan for an emergency?"),
    ("children's code word for emergency services", "plan", "a code word that means “call 999"),
    ("where the children can stay", "plan", "Is there a safe place where they can stay?"),
    ("Clare's Law, right to ask", "abuse", "often called Clare’s Law, and it gives you a right to ask"),
    ("a partner's history", "clare", "if someone has been violent or abusive before"),
    (
        "members of the public who are concerned",
        "abuse",
        "You can also ask if you are worried about someone else.",
    ),
    (
        "Leicestershire Police: crime prevention advice",
        "abuse",
        "Leicestershire Police give advice at first hand",
    ),
    ("from officers and specialist teams", "abuse", "from officers and teams who do this work every day"),
    ("emotional support to cope and recover", "offer", "so that you can cope and recover"),
    ("information on other agencies", "offer", "We tell you about other agencies."),
    ("crime prevention", "offer", "Simple ways to make crime less likely."),
    (
        "personal alarm, window or door alarm",
        "offer",
        "an alarm that you carry, or one for a window or a door",
    ),
    ("restorative contact", "offer", "This is called restorative contact."),
    (
        "language and BSL interpreters",
        "offer",
        "language interpreters and with British Sign Language interpreters",
    ),
    ("information about types of crime", "crimes", "Which kinds of crime do we help with?"),
]


@pytest.mark.parametrize(("seed", "page", "ours"), SEED, ids=[seed for seed, _, _ in SEED])
def test_what_the_first_page_said_is_carried(library, seed, page, ours):
    assert ours in plain(library.pages[("en", page)])


def test_each_page_of_the_seed_is_one_step_from_the_front(library):
    front = library.pages[("en", "front")].body
    for page in {page for _, page, _ in SEED}:
        assert f'href="{library.pages[("en", page)].path("en")}"' in front


def test_links_do_not_stand_inside_links(library):
    for page in pages(library):
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", page.body, re.DOTALL)
