"""What a plan asks: plain words, a reason and a risk for each thing to do, and all five parts."""

import re
from dataclasses import fields, is_dataclass, replace

import pytest
import textstat

from tests.content.conftest import PACKS, surroundings
from tests.content.test_wording import GRADE, LONGEST, MEAN
from waymark.content.data import stamp_of
from waymark.content.folders import PackText, read_folder
from waymark.content.packs import make_library
from waymark.content.planreading import plan_in, read_plan
from waymark.content.plans import AskKind, Matter, Who
from waymark.content.terms import PackFault

FILE = PACKS / "england-and-wales" / "en" / "plan.toml"
NAMES = ("id", "stages", "when", "kind", "who", "ways", "file")


@pytest.fixture(scope="module")
def packs():
    return [read_folder(PACKS / name) for name in ("england-and-wales", "leicestershire")]


@pytest.fixture(scope="module")
def plan(library):
    return plan_in(library, "en", surroundings())


def said(thing):
    """Every text that somebody may read."""
    if isinstance(thing, str):
        yield from [thing] if thing else []
    elif is_dataclass(thing):
        for each in fields(thing):
            if each.name not in NAMES and not (isinstance(thing, Matter) and each.name == "sections"):
                yield from said(getattr(thing, each.name))
    elif isinstance(thing, dict):
        yield from said(tuple(thing.values()))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from said(each)


def sentences(thing):
    return [part for text in said(thing) for part in re.split(r"(?<=[.?!:])\s+", text) if part]


def stretches(plan):
    """What is read at once: each section, the signs of danger, and what stands around them."""
    return [
        *plan.sections,
        *plan.dangers,
        (plan.words, plan.knows, plan.does, plan.child_lines, plan.matters),
    ]


def test_every_part_can_be_read_by_an_eleven_year_old(plan):
    for part in stretches(plan):
        text = " ".join(s if s[-1] in ".?!" else f"{s.rstrip(':')}." for s in sentences(part))
        assert textstat.flesch_kincaid_grade(text) <= GRADE, text


def test_sentences_are_short(plan):
    for part in stretches(plan):
        lengths = [len(sentence.split()) for sentence in sentences(part)]
        assert sum(lengths) / len(lengths) <= MEAN
        assert max(lengths) <= LONGEST


@pytest.mark.parametrize(
    "word",
    ["should have", "victim", "abuser", "perpetrator", "survivor", "client", " he ", " she ", " his ",
     " her ", "husband", " wife", "partner", "safest way", "safe way"],
)  # fmt: skip
def test_words_that_blame_presume_or_promise_are_not_used(plan, word):
    assert not [text for text in said(plan) if word in f" {text.lower()} "]


def test_each_thing_to_do_has_its_reason_and_the_noticeable_ones_their_risk(plan):
    actions = {action.id: action for section in plan.sections for action in section.actions}
    assert all(action.why for action in actions.values())
    risky = [action for action in actions.values() if action.risk]
    assert len(risky) >= len(actions) * 2 / 3
    assert "all at once can be noticed" in actions["gx3"].risk


def test_no_number_stands_in_the_file_but_as_a_fact():
    text = re.sub(r"\{\{fact:[^}]*\}\}|#.*", "", FILE.read_text("utf-8"))
    assert not re.findall(r"\d{3,}", re.sub(r"(id|when|sections|stages) = .*", "", text))


def test_a_number_that_nobody_has_checked_says_so(plan):
    assert any("(check first)" in text for text in said(plan))
    assert any("999" in text and "check" not in text for text in said(plan))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("a", "code word"), ("b", "Who will you call?"), ("b", "Where will you go?"), ("b", "get there"),
        ("c", "ways out"), ("d", "bag"), ("e", "code word for them"), ("e", "Where can they go or stay?"),
        ("f", "animals"), ("g", "tracker"), ("h", "Work"), ("i", "Money"), ("j", "locks"),
        ("k", "court order"),
        ("l", "bad day"), ("n", "Helping someone"), ("n", "leaving, help them plan"),
        ("m", "own safety"), ("b", "one minute"), ("b", "first night"), ("b", "car"),
    ],
)  # fmt: skip
def test_every_part_of_a_plan_is_asked_for(plan, part, words):
    section = next(section for section in plan.sections if section.id == part)
    assert any(words in text for text in said(section))


@pytest.mark.parametrize(
    "thing",
    ["Birth certificates", "Passport", "Spare keys", "Money", "clothes", "Bank papers", "household bills",
     "Marriage, divorce", "Medicine and prescriptions", "uniform", "Benefit letters", "orders"],
)  # fmt: skip
def test_the_bag_holds_what_the_first_page_named(plan, thing):
    assert any(thing in each.text for each in plan.bag)


def test_the_bag_thinks_of_everybody(plan):
    assert {each.who for each in plan.bag} == set(Who)


@pytest.mark.parametrize("stage", ["w1", "w2", "w3", "w4"])
def test_the_short_plan_has_something_for_everybody_and_fits_two_minutes(plan, stage):
    shown = [section for section in plan.sections if section.quick and stage in (section.stages or [stage])]
    asks = [ask for section in shown for ask in section.asks if ask.quick]
    assert 3 <= len(asks) <= 7


def test_the_short_plan_is_one_person_a_code_word_one_way_out_and_the_bag(plan):
    quick = {ask.id: ask for section in plan.sections for ask in section.asks if ask.quick}
    assert quick["a1"].kind is AskKind.PEOPLE
    assert {"a2", "c1", "d1"} <= set(quick)


def test_leaving_says_first_that_danger_can_rise(plan):
    leaving = next(section for section in plan.sections if section.id == "b")
    assert leaving.danger.startswith("The danger can rise")


def test_danger_signs_have_no_score_and_each_leads_to_somebody(plan):
    assert all({"call", "talk"} & set(danger.ways) for danger in plan.dangers)
    assert not [
        text for danger in plan.dangers for text in said(danger) if re.search(r"score|points|grade", text)
    ]


def test_a_friend_meets_no_question_about_a_life_of_their_own_with_somebody_who_harms(plan):
    assert [each.id for each in plan.sections if not each.stages or "w4" in each.stages] == ["n", "m"]
    assert plan.is_friend("w4")
    assert not any(plan.is_friend(stage) for stage in ("", "w1", "w2", "w3"))
    assert len(plan.dangers_at("w4")) >= 5
    assert not set(plan.dangers_at("w4")) & set(plan.dangers_at("w1"))


def test_everyday_lists_are_many_and_say_nothing_of_danger(plan):
    texts = " ".join(text.lower() for text in said(plan.household))
    assert len({item for each in plan.household for item in each.items}) >= 90
    for word in ("safe", "code word", "police", "leave them", "hide", "escape", "danger", "bag "):
        assert word not in texts.replace("bin bags", "").replace("leave the freezer", "")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('heading = "Your notes"', 'heading = = "Your notes"', "not TOML"),
        ('printed = "Notes"', 'print = "Notes"', "lacks 'printed'"),
        ('id = "a2"', 'id = "a1"', "'a1' stands here twice"),
        ('id = "a2"', 'id = "code-word"', "the id 'code-word' is not"),
        ('risk = "Choose a time', 'risky = "Choose a time', "in 'ax2'"),
        ('why = "Old plans', 'because = "Old plans', "in 'ax2'"),
        ('kind = "home"', 'kind = "house"', "in 'c2'"),
        ('when = ["a4a"]', 'when = ["a9"]', "'ax3' waits for 'a9'"),
        ('kind = "list"', 'kind = "ticks"', "choices belong to"),
        ('sections = ["e", "c"]', 'sections = ["zz"]', "names the section 'zz'"),
        ('ways = ["call", "health", "talk"]', 'ways = ["fax"]', "names the way 'fax'"),
        ('ways = ["call", "health", "talk"]', "ways = []", "names the way ''"),
        ('stages = ["w4"]', 'stages = ["w9"]', "names the stage 'w9'"),
        ("quick = true", "quick = 1", "quick is true or false"),
        ("friend = true", "friend = 1", "friend is true or false"),
        ('who = "pet"', 'who = "cat"', "in 'y41'"),
    ],
)  # fmt: skip
def test_a_plan_with_a_fault_is_refused_with_its_place(old, new, reason):
    text = FILE.read_text("utf-8")
    assert old in text
    with pytest.raises(PackFault) as caught:
        read_plan(FILE, text.replace(old, new, 1))
    assert reason in caught.value.reason
    assert caught.value.line > 1 or "lacks 'printed'" in reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("page:lines", "page:gone", "which is not there"),
        ("fact:nhs", "fact:gone", "which is not there"),
        ("{{fact:emergency}} and give", "{{fact:gone}} and give", "no fact called 'gone'"),
    ],
)
def test_what_leads_nowhere_refuses_the_whole_pack(packs, old, new, reason):
    files = dict(packs[0].files)
    assert old in files["en/plan.toml"]
    files["en/plan.toml"] = files["en/plan.toml"].replace(old, new, 1)
    with pytest.raises(PackFault, match=reason) as caught:
        make_library([replace(packs[0], files=files), packs[1]], surroundings())
    assert caught.value.file.name == "plan.toml"


def test_a_plan_in_another_language_has_the_same_ids(packs):
    files = dict(packs[0].files)
    state = f'state = "draft"\nfrom = ["{stamp_of(files["en/plan.toml"])}"]\n'
    files["pl/plan.toml"] = state + files["en/plan.toml"].replace('id = "ax5"', 'id = "ax6"')
    with pytest.raises(PackFault, match="other ids than the English plan: ax5, ax6"):
        make_library([replace(packs[0], files=files), packs[1]], surroundings(drafts=True))


def test_a_nearer_pack_may_ask_in_its_own_words(packs):
    own = packs[0].files["en/plan.toml"].replace("Who could help you?", "Who is on your side?")
    county = PackText(
        "county",
        PACKS / "county",
        {"pack.toml": 'id = "county"\nlanguages = ["en"]\n[shelves]\n', "en/plan.toml": own},
    )
    plan = plan_in(make_library([*packs, county], surroundings()), "en", surroundings())
    assert plan.sections[0].asks[0].text == "Who is on your side?"
