"""Whatever can age and is no law rests on a dated fact too: health, danger, and what others do."""

import re
import tomllib

import pytest

from tests.content.conftest import PACKS
from tests.content.test_laws import FACTS, LINK, SLOT, pages
from tests.house.tree import texts_of
from waymark.content.attention import files_by_fact
from waymark.content.blocks import cut
from waymark.content.folders import read_folder
from waymark.content.layers import lay_packs

BODIES = (
    r"(?:police|officers?|councils?|courts?|banks?|refuges?|doctors?|nurses?|midwi\w+|hospitals?|clinics?"
    r"|chemists?|schools?|Home Office|fire service|post office|benefits office|coroner|ombudsman|insurers?"
    r"|landlords?|employers?|firms?|charities|helplines?|lines|Childline|NSPCC|RSPCA|Citizens Advice|Shelter"
    r"|Samaritans|Victim Support|Rape Crisis|social workers?|interpreters?|advisers?|lawyers?|advocates?"
    r"|browsers?|apps|accounts|devices|scripts)"
)
SPAN = r"(?:minutes|hours|days|weeks|months|years)"
CLAIMS = re.compile(
    # what somebody does or has to do
    rf"\b{BODIES}(?: (?!who\b|if\b|that\b|whom\b|your?\b)[\w’-]+){{0,2}} (?:must|has to|have to|will|mostly"
    r"|often|never|always|charges?|takes?|decides?|looks? into|puts? you|can|may|might)\b(?! be seen)"
    # how many, how long, how much
    rf"|\b(?:[Mm]ost|[Mm]any|[Ss]ome|[Aa]ll|[Nn]o|[Ff]ew) (?:{BODIES}|phones|areas|keyboards|schemes)\b"
    r"|\b[Mm]ost (?:people|of them|women|men|children|do|girls)\b"
    r"|\bMany (?:people|men|women|girls) (?!fear|stay|think|were)"
    r"|\bper cent\b|%|£|\bone in \w+,|\bone in (?:two|three|four|five|six|ten)\b|\btwice as\b"
    r"|\b(?:half|a third|a quarter) of\b"
    r"|\b(?:[Ff]or|is|are) free\b|free of charge|costs? (?:you )?nothing|\bno cost\b"
    r"|\bdo not (?:have to )?pay\b"
    rf"|\b{SPAN} (?:or days|later)\b|\b(?:some|several|\d+) {SPAN}\b"
    r"|\ba (?:week|month)\b|\bopen all day\b|\bat night\b"
    # danger and health
    r"|[Dd]anger (?:can|may) rise|\b(?:more|most|very) dangerous\b|at high(?:er)? risk"
    r"|\bget (?:better|worse)\b|is worse there|\bhurt worst\b|\bharm (?:you |them )?inside"
    r"|\binfections\b|\b[Pp]ress(?:ed)? on (?:your|their|my) neck|\bfreeze\b|\bnot wash\b|\bwhat bodies do\b"
    # names of schemes
    r"|\b(?:Act|Scheme|Order|Code) (?:of|for|\d)|\b(?!LGBT|HIV|BSL|FGM|PINs?\b)[A-Z]{3,}s?\b"
)
"""Words by which a sentence says how the world is."""
OURS = {
    "after": "about any of it, months or years later too",
    "restore": "It can be years later.",
    "alarms": "These things are free or lent to you.",  # what the service itself offers
    "deaf": "It costs you nothing.",
    "interpreters": "It costs you nothing.",
    "offer": "It is free.",
    "support": "It is free.",
    "signs": "The police and we can help you to plan what to do today.",
}
CLAIM_NOTHING = {
    "A driver may know your family. A big firm may be safer.",
    "Work, a college or a school can be a safe place. It can also be where they look for you.",
}
"""What somebody ticks, and advice."""


def holders():
    """Pages that say what a claim rests on."""
    return {path.stem for path, body in pages() if any(is_rested(name) for name in SLOT.findall(body))}


def is_rested(name):
    return FACTS[name]["kind"] in {"law", "known"}


def said():
    """Where it stands, each paragraph or entry, and the whole list or block that it belongs to."""
    for path, body in pages():
        for unit in cut(body):
            for block in unit.blocks:
                for row in re.split(r"\n(?=- |\d+\. )", block):
                    if not row.startswith("#"):
                        yield path.stem, row, " ".join(unit.blocks)
    for name in ("signs", "plan"):
        for text in texts_of(tomllib.loads((PACKS / f"england-and-wales/en/{name}.toml").read_text())):
            yield name, text, text


def bare(stem, row, unit, known):
    """What it claims without a fact of its own, of its list, or of a page that it leads to."""
    plain = re.sub(r"\{\{[^}]*\}\}|\]\([^)]*\)", "", row).replace(OURS.get(stem, "\0"), "")
    hit = CLAIMS.search(plain) if plain not in CLAIM_NOTHING else None
    if hit is None or set(SLOT.findall(unit)) - {"emergency"}:
        return ""
    leads = any(kind == "fact" or name in known - {stem, "danger"} for kind, name in LINK.findall(row))
    return "" if leads else hit[0]


def test_nothing_that_can_age_stands_outside_a_fact():
    known = holders()
    stray = [(stem, hit, row) for stem, row, unit in said() if (hit := bare(stem, row, unit, known))]
    assert stray == []


@pytest.mark.parametrize(
    "text",
    [
        "The police can come with you.",
        "Most refuges take children.",
        "- Your bank must pay it back.",
        "The fire service looks at your home, for free.",
        "It is free of charge.",
        "One in four, or 25%, of all.",
        "Harm can show hours or days later.",
        "This mostly gets better in some weeks.",
        "**Danger can rise** when you go.",
        "Most people know who did it.",
        "Some browsers keep a list. Some keyboards learn words.",
        "Ask for the MARAC.",
        "A coroner decides how someone died.",
    ],
)
def test_a_claim_without_its_fact_would_be_found(text):
    known = holders()
    assert bare("own", text, text, known)
    assert bare("own", text + " {{fact:emergency}}", text + " {{fact:emergency}}", known)
    assert not bare("own", text, text + "{{fact:known-neck}}", known)
    assert not bare("own", text + " [What the law says](page:law)", text, known)


def test_every_statement_is_used_and_says_where_it_comes_from():
    used = {name for file in PACKS.glob("*/*/**/*.*") for name in SLOT.findall(file.read_text())}
    claims = {name: fact for name, fact in FACTS.items() if fact["kind"] == "known"}
    assert len(claims) > 30
    assert set(claims) <= used
    assert [name for name, fact in claims.items() if not fact["source"].startswith("https://")] == []


def test_what_to_do_in_danger_is_never_in_doubt():
    """Whatever the danger page and the signs rest on is settled, with its reason; only numbers are marked."""
    texts = [PACKS / "england-and-wales/en/danger.md", PACKS / "england-and-wales/en/easy-danger.md"]
    names = {name for file in texts for name in SLOT.findall(file.read_text())}
    rests = {name for name in names if is_rested(name)}
    assert {"known-neck", "known-silent", "known-text", "known-sign", "known-sos"} <= rests
    rests |= {"known-leaving", "known-pregnancy", "known-risk"}
    assert {FACTS[name]["status"] for name in rests} == {"settled"}


def test_the_desk_knows_the_lists_that_rest_on_a_fact():
    files = files_by_fact(lay_packs([read_folder(PACKS / "england-and-wales")]))
    assert files["known-pregnancy"] == ("signs.toml", "plan.toml")
    assert files["known-traces"] == ("plan.toml",)
    assert "known-silent" not in files
