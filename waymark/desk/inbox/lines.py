"""The inbox as its page draws it: one line a conversation, the most urgent first.

Who wrote is never unsealed for a list: a look does that, and stops for a reader whom the sender named.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from uuid import UUID

from django.urls import reverse

from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage
from waymark.contact.terms import Sender
from waymark.desk.frame.days import due_in_words, short_day
from waymark.intake.models import Arrival
from waymark.intake.queries import Summary
from waymark.intake.terms import Age, ArrivalKind, Stage

_KINDS = {
    ArrivalKind.ASKING: "Asks for help",
    ArrivalKind.AGAIN: "Wrote again",
    ArrivalKind.WISHES: "Changed how to reach them",
}
SENDERS = {
    Sender.SELF: "For themselves",
    Sender.FRIEND: "A friend or relative, about someone",
    Sender.PROFESSIONAL: "A professional, about someone",
}
NOBODYS = str(UUID(int=0))
AGES = {Age.ADULT: "", Age.TEEN: "under 18", Age.CHILD: "under 13"}
NEWS = {
    Stage.STOPPED: "Someone else may have seen this mailbox. Every way to reach them is unsafe now.",
    Stage.ERASED: "Erased by the mailbox holder. It may not have been the person who wrote.",
}


NEW = "new"
CHANGED = "changed and sent again"
REPLACED = "they sent a changed one: read that first"
QUIET = frozenset({NEW, CHANGED})


@dataclass(frozen=True, slots=True)
class Tag:
    """A word beside a line."""

    word: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in the words of the page. `due` is "late", "today", "soon" or "later".

    `named` tells its buttons from those of other lines, for whoever hears them one by one.
    """

    href: str
    came: str
    answer_day: str
    due: str
    due_words: str
    kind: str
    named: str
    about: str
    tags: tuple[Tag, ...]
    claimed_by: str
    mine: bool
    needs_other: bool
    case: Case | None


@dataclass(frozen=True, slots=True)
class News:
    """One alert."""

    id: UUID
    sentence: str
    day: date
    case: Case | None


def make_lines(
    summaries: Sequence[Summary],
    cases: Mapping[UUID, Case],
    *,
    today: date,
    holidays: Collection[date],
    reader: UUID,
) -> list[Line]:
    """One line for each mailbox, at the place of its most urgent message; what came from one form together,
    at the place of the most urgent, the newest first.
    """
    firsts: dict[UUID, Summary] = {}
    for summary in summaries:
        firsts.setdefault(summary.mailbox or summary.id, summary)
    lines = []
    for group in _by_form(firsts.values()):
        for place, summary in enumerate(group):
            case = cases.get(summary.mailbox) if summary.mailbox else None
            tags = () if len(group) == 1 else (REPLACED if place else CHANGED,)
            lines.append(_line(summary, case, today, holidays, reader, tags))
    return lines


def _by_form(summaries: Iterable[Summary]) -> list[list[Summary]]:
    """Each with what else was sent from its form, as far as the list shows it."""
    groups: dict[bytes, list[Summary]] = {}
    for summary in summaries:
        groups.setdefault(summary.form or summary.id.bytes, []).append(summary)
    newest_first = attrgetter("at")
    return [
        sorted(group, key=newest_first, reverse=True) if len(group) > 1 else group
        for group in groups.values()
    ]


def make_news(arrivals: Sequence[Arrival], cases: Mapping[UUID, Case]) -> list[News]:
    """The alerts, the most dangerous first."""
    ordered = sorted(arrivals, key=lambda row: row.stage != Stage.STOPPED)
    return [News(row.id, NEWS[Stage(row.stage)], row.received_on, _case(row, cases)) for row in ordered]


def _case(row: Arrival, cases: Mapping[UUID, Case]) -> Case | None:
    return cases.get(row.mailbox) if row.mailbox else None


def _line(
    summary: Summary,
    case: Case | None,
    today: date,
    holidays: Collection[date],
    reader: UUID,
    joined: tuple[str, ...],
) -> Line:
    due, words = due_in_words(today, summary.answer_by, holidays)
    age = AGES[summary.age] if summary.age else ""
    tags = [word for word in (age, "danger today" if summary.today else "") if word]
    if summary.stage is Stage.WAITING:
        tags.append(NEW)
    tags += joined
    kind, came = _KINDS[summary.kind] if summary.kind else "A message", short_day(summary.received_on)
    who = f"{SENDERS[summary.sender]} · " if summary.sender else ""
    count = f"{summary.messages} message{'s' if summary.messages != 1 else ''}"
    shown, answer_day = _shown(kind, case), short_day(summary.answer_by)
    return Line(
        href=_href("case-view", case.id) if case else _href("message-view", summary.id),
        came=came,
        answer_day=answer_day,
        due=due,
        due_words=words,
        kind=shown,
        named=f"{shown}, by {answer_day}",
        about=f"{who}came {came} · {count}",
        tags=tuple(Tag(word, word not in QUIET) for word in tags),
        claimed_by=summary.claimed_name,
        mine=summary.claimed_by == reader,
        needs_other=summary.needs_other,
        case=case,
    )


def _shown(kind: str, case: Case | None) -> str:
    if case is None:
        return kind
    closed = ", which is closed" if case.stage == CaseStage.CLOSED else ""
    return f"Case {case.reference}{closed}: {kind.lower()}"


def _href(view: str, own_id: UUID) -> str:
    return _pattern(view).replace(NOBODYS, str(own_id))


@cache
def _pattern(view: str) -> str:
    """The address of nobody's: fifty lines ask for fifty addresses that differ in the id alone."""
    return reverse(f"desk:{view}", args=[NOBODYS])
