"""Whatever pages say about a law, an order or a scheme rests on a dated fact, in every language alike."""

import re
import tomllib

import pytest

from tests.content.conftest import PACKS
from waymark.content.blocks import cut

FACTS = {
    fact["id"]: fact
    for file in PACKS.glob("*/facts.toml")
    for fact in tomllib.loads(file.read_text())["fact"]
}
STATES = re.compile(
    r"\b(?:is|was|are|be|counts as) (?:also )?(?:a )?crimes?\b(?! (?:scene|number))"
    r"|\bcrime (?:to|of its own)\b|against the law|\bby law\b|\bin law\b|\b[Tt]he law (?:can|says|lets)\b"
    r"|\b[Aa] court can\b|\b[Pp]rotection order\b|-molestation order|[Oo]ccupation order|\bnotice or order\b"
    r"|\bhas a duty\b|\bmust (?:look into|help you)\b|\bpriority need\b|\btime limits?\b|\blegal aid\b"
    r"|\bright to review\b|\bcase review\b|\bstate scheme\b|\bspecial system\b|\bregistered adviser\b"
    r"|\bpublic funds\b|\bcoerced debt\b"
    r"|\b(?:under|over|younger than|older than|at least) \d+"
)
NAMES = re.compile(
    r"\b(?:Clare|Sarah)’s Law|Homicide Service|Victims’ Code|\b[A-Z]\w+ (?:Act|Scheme|Code|Rules)\b"
    r"|\bAct (?:19|20)\d\d\b|\bDisclosure Scheme\b|\bReferral Mechanism\b"
)
SLOT = re.compile(r"\{\{fact:([a-z0-9-]+)\}\}")
LINK = re.compile(r"\]\((page|fact):([a-z0-9-]+)\)")
NOT_LAW = (
    "There is no right way and no time limit.",
    "It may still be a crime, and we may still help.",  # of a kind that the list of kinds does not name
    "It may still be a crime, and **we still help you**.",
    "Some of it may not be a crime",
    "can all be crimes",  # the page goes on with what is one
    "We look at court orders and bail first.",
    "I want to use Clare’s Law, the right to ask.",  # to be read out, under the link to what it is
    "Press “I am under 18” if you are.",
)
"""Sentences that say nothing about what a law is."""


def pages():
    for file in sorted(PACKS.glob("*/en/**/*.md")):
        yield file.relative_to(PACKS), file.read_text().split("\n+++\n")[-1]


def dated():
    """Pages that hold a law, an order or a scheme as a fact."""
    return {
        path.stem
        for path, body in pages()
        if any(name in FACTS and rests(name) for name in SLOT.findall(body))
    }


def rests(name):
    kind, value = FACTS[name]["kind"], FACTS[name]["value"]
    return kind == "law" or (kind == "text" and any(sign.isalpha() for sign in value))


def said(body):
    """Each paragraph and each entry of a list."""
    for unit in cut(body):
        for block in unit.blocks:
            if not block.startswith("#"):
                yield from re.split(r"\n(?=- |\d+\. )", block)


def bare(stem, text, holders):
    """What stands in this paragraph or entry without a fact of its own or a link to a page that holds it."""
    plain = text
    for sentence in NOT_LAW:
        plain = plain.replace(sentence, "")
    found = [hit[0] for hit in (STATES.search(plain), NAMES.search(plain)) if hit]
    leads = any(kind == "page" and name in holders - {stem} for kind, name in LINK.findall(text))
    return found if not leads and not any(rests(name) for name in SLOT.findall(text)) else []


def test_no_law_order_or_scheme_stands_outside_a_fact():
    holders = dated()
    stray = [
        (str(path), hit)
        for path, body in pages()
        for text in said(body)
        for hit in bare(path.stem, text, holders)
    ]
    assert stray == []


@pytest.mark.parametrize(
    "text",
    [
        "To break it is a crime, so call the police.",
        "A court can keep them away.",
        "- A **forced marriage protection order** can stop it.",
        "This is called **Sarah’s Law**.",
        "The law is called the Domestic Abuse Act 2021.",
        "Ask the Homicide Service on {{fact:vs-phone}}.",
        "There is a state scheme. [See its guide](page:lines).",
        "You count as homeless, in **priority need**.",
    ],
)
def test_a_law_without_its_fact_would_be_found(text):
    holders = dated()
    assert bare("own", text, holders)
    assert not bare("own", text + "{{fact:law-nmo}}", holders)
    assert not bare("own", text + " [What the law says](page:law)", holders)


def test_no_act_is_named_outside_a_fact_in_any_language():
    for file in sorted(PACKS.glob("*/*/**/*.*")):
        if file.suffix in {".md", ".toml"} and file.name != "facts.toml":
            assert not re.search(r"\bAct (?:19|20)\d\d", file.read_text()), file


def test_every_language_rests_on_the_same_facts_in_the_same_places():
    for file in sorted(PACKS.glob("*/[a-z][a-z]/**/*.md")):
        pack, language, *rest = file.relative_to(PACKS).parts
        english = PACKS / pack / "en" / "/".join(rest)
        if language == "en" or not english.exists():
            continue
        own, first = (
            [
                set(SLOT.findall(block))
                for unit in cut(each.read_text().split("\n+++\n")[-1])
                for block in unit.blocks
            ]
            for each in (file, english)
        )
        assert own == first, file


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("plan.toml", {"law-pictures", "law-contact", "law-kill"}),
        ("signs.toml", {"known-neck", "known-leaving", "law-kill"}),
    ],
)
def test_every_plan_and_list_of_signs_rests_on_the_same_facts(name, some):
    first = sorted(SLOT.findall((PACKS / "england-and-wales/en" / name).read_text()))
    assert some <= set(first)
    for file in PACKS.glob(f"england-and-wales/*/{name}"):
        assert sorted(SLOT.findall(file.read_text())) == first, file


def test_every_law_is_used_and_names_its_source():
    used = {name for file in PACKS.glob("*/*/**/*.*") for name in SLOT.findall(file.read_text())}
    laws = {name: fact for name, fact in FACTS.items() if fact["kind"] == "law"}
    assert len(laws) > 40
    assert set(laws) <= used
    assert [name for name, fact in laws.items() if not fact["source"].startswith("https://")] == []
