"""Packs to read: the real ones, and small ones that a test breaks."""

from datetime import date
from pathlib import Path

import pytest

from waymark.clocks.hours import Week, read_week, week_in_lines
from waymark.clocks.saying import Length
from waymark.config.made_up import STATEMENTS
from waymark.config.statements import read_statements
from waymark.content.layers import read_with_those_under
from waymark.content.packs import load_packs
from waymark.content.queries import library as library_in_memory
from waymark.content.stamping import stamp_packs
from waymark.content.terms import Surroundings

PACKS = Path(__file__).parent.parent.parent / "packs"
TODAY = date(2026, 11, 23)


def say(what, language):
    """Words that name the language in which they were asked for."""
    if isinstance(what, Week):
        return f"{language} for {week_in_lines(what)[0][0]}"
    return f"{what.count} {what.unit}" if isinstance(what, Length) else f"{language} for {what:%d.%m.%Y}"


def stated_on(day):
    return {name: {**table, "stated_on": day} for name, table in STATEMENTS.items()}


def surroundings(today=TODAY, *, drafts=False):
    said = {
        "name": "Example Support",
        "area": "Exampleshire",
        "site": "Information",
        "phone": "01632 960123",
        "hours": read_week(["Mon 09:00-17:00"]),
        **read_statements(stated_on(today), today),
    }
    return Surroundings(
        service=said,
        say=say,
        speaks=lambda language: language in {"en", "ur"},
        direction=lambda language: "rtl" if language == "ur" else "ltr",
        doors=lambda language: {
            "talk": f"/{language}/zz1",
            "mailbox": "/zz2",
            "signs": "/zz3",
            "plan": "/zz4",
            "organisations": "/zz5",
        },
        today=today,
        show_drafts=drafts,
    )


@pytest.fixture(scope="session")
def library():
    return load_packs([PACKS / "england-and-wales", PACKS / "leicestershire"], surroundings())


PAGE = '+++\nid = "{id}"\ncode = "{code}"\nheading = "Heading"\n{more}+++\n{body}\n'
FACT = """[[fact]]
id = "line"
kind = "phone"
value = "01632 960999"
source = "https://example.org/"
owner = "editor"
review_due = 2027-01-01
status = "unchecked"
"""
WORDS = """check = "check first"
check_note = "Not checked."
fallback = "In English."
draft = "A draft."
stale = "Newer in English."
"""


class Bench:
    """A pack with one page, to be broken."""

    def __init__(self, folder):
        self.folder = folder
        self.write("small/pack.toml", 'id = "small"\nlanguages = ["en"]\nshelves.a = ["front"]\n')
        self.write("small/en/words.toml", WORDS)
        self.write("small/facts.toml", FACT)
        self.page("Some text.")

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def page(self, body, *, id="front", code="", language="en", pack="small", more=""):
        if language != "en" and not more:
            more = 'state = "draft"\n'
        text = PAGE.format(id=id, code=code, body=body, more=more)
        return self.write(f"{pack}/{language}/{id}.md", text)

    def stamp(self, language, *again, pack="small"):
        return stamp_packs(read_with_those_under(self.folder / pack, PACKS), language, again)

    def load(self, *names, today=TODAY, drafts=False):
        folders = [self.folder / name for name in names or ("small",)]
        return load_packs(folders, surroundings(today, drafts=drafts))

    def body(self, text, **load):
        self.page(text)
        return self.load(**load).pages[("en", "front")].body


def with_one_page(settings, folder):
    """A site of one page, for tests that walk the whole desk: its rooms that make every page take no time."""
    Bench(folder)
    settings.PACK_FOLDERS, settings.PACKS = {"small": folder / "small"}, ("small",)
    library_in_memory.cache_clear()


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)
