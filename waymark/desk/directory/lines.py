"""Entries as the worklist says them: why each waits, and what to ask when ringing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waymark.directory.entries import Entry, Listed, differences, read_entry
from waymark.directory.models import Revision, Service
from waymark.directory.phones import show_number
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, Known, Stage

STAGES = {
    Stage.DRAFT: "Draft: nobody has checked it",
    Stage.CHECKED: "Checked, not published",
    Stage.PUBLISHED: "Published",
    Stage.WITHDRAWN: "Withdrawn",
}
MOST = 100
_ADDRESS = re.compile(r"(https?://[^\s;,|]+)")
# Parts that nobody would miss of an entry that is merged into another.
UNSAID = {"staff note", "source seen"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the worklist."""

    id: UUID
    name: str
    why: str
    due: str


@dataclass(frozen=True, slots=True)
class Past:
    """One change in an entry's history."""

    on: date
    by: str
    parts: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Double:
    """An entry that may be the same, and where it says something else than the one in view."""

    id: UUID
    name: str
    stage: str
    parts: list[tuple[str, str]]


def lines_of(services: Iterable[Service], today: date) -> list[Line]:
    return [Line(row.id, row.name, *_why(row, today)) for row in services]


def _why(row: Service, today: date) -> tuple[str, str]:
    """Why an entry waits, and how pressing that is."""
    doubts = getattr(row, "doubts", 0)
    if doubts:
        return (
            "A visitor says that it is wrong" if doubts == 1 else "Visitors say that it is wrong"
        ), "today"
    if row.review_due and row.review_due < today:
        return "Due to be checked again", "late"
    if row.check_first:
        return row.check_first, "soon"
    return STAGES[Stage(row.stage)], "later"


def facts_of(entry: Entry) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Everything that an entry says: label, and words in pieces, of which some are addresses to visit."""
    place = entry.place
    said = [
        ("Organisation", entry.organisation),
        ("What it does", entry.about),
        ("For whom", entry.who),
        ("Who answers, languages", entry.access),
        (
            "Numbers",
            "; ".join(_number(each.number, each.send, each.free, each.on_bill) for each in entry.numbers),
        ),
        ("Hours", entry.hours or entry.hours_words),
        ("What it costs", entry.cost),
        ("Website", entry.web),
        ("E-mail", entry.email),
        ("Areas", ", ".join(entry.areas)),
        ("Found under", ", ".join(_terms(entry))),
        ("Place", ", ".join(filter(None, (place.address, place.town, place.postcode))) if place else ""),
        ("Check first", entry.check_first),
        ("Source", entry.source),
        ("Source last seen", entry.source_seen),
        ("Note for editors", entry.staff_note),
    ]
    return [(label, _pieces(words)) for label, words in said if words]


def _pieces(words: str) -> list[tuple[str, bool]]:
    return [(part, at % 2 == 1) for at, part in enumerate(_ADDRESS.split(words)) if part]


def questions_for(entry: Entry) -> list[str]:
    """What to ask when ringing. It says nothing of anybody who looks for help."""
    asked = ["We keep a list of places that help people. Is this a good moment for a few questions?"]
    if entry.numbers:
        asked.append(f"Is {show_number(entry.numbers[0].number)} the number that people should use?")
    hours = entry.hours or entry.hours_words
    asked.append(f"Do you still answer at these hours: {hours}?" if hours else "When do you answer?")
    asked.append("And on bank holidays?" if "PH" not in entry.hours and entry.hours != "24/7" else "")
    asked.append(
        f"Is it still for {entry.who[:1].lower()}{entry.who[1:]}?" if entry.who else "Whom is it for?"
    )
    if entry.numbers and entry.numbers[0].on_bill is Known.UNKNOWN:
        asked.append("Does a call show on somebody’s phone bill?")
    asked.append("Which languages can somebody answer in? Is there BSL, text or chat?")
    return [each for each in asked if each]


def history_lines(revisions: list[Revision], names: dict[UUID, str]) -> list[Past]:
    """Each change, newest first, with what it changed."""
    past = []
    for newer, older in zip(revisions, [*revisions[1:], None], strict=True):
        parts = differences(read_entry(older.entry), read_entry(newer.entry)) if older else []
        who = names.get(newer.by, "A former colleague") if newer.by else "A list"
        past.append(Past(newer.on, who, parts))
    return past


def doubles_beside(entry: Entry, others: list[Listed]) -> list[Double]:
    """Entries that may be the same, with what is lost where one of them is withdrawn."""
    return [
        Double(
            other.id,
            other.entry.name,
            STAGES[other.stage],
            [
                (name, said)
                for name, _, said in differences(entry, other.entry)
                if name not in UNSAID and said != "nothing"
            ],
        )
        for other in others
    ]


def _number(number: str, send: str, free: Known, on_bill: Known) -> str:
    words = [f"text {send}" if send else "", {Known.YES: "free", Known.NO: "not free"}.get(free, "")]
    words.append({Known.YES: "on the bill", Known.NO: "not on the bill"}.get(on_bill, "bill not known"))
    return f"{show_number(number)} ({', '.join(filter(None, words))})"


def _terms(entry: Entry) -> list[str]:
    return [
        *(WHAT_NAMES[each] for each in sorted(entry.what)),
        *(WHOM_NAMES[each] for each in sorted(entry.whom)),
        *(HOW_NAMES[each] for each in sorted(entry.how)),
    ]
