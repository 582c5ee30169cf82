"""Reads "Does any of this happen to you?" from a pack: things to tick, and what may help for some of them.

There is nothing in it to count with. A list with a fault is refused with file, line and reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from waymark.content.files import TRANSLATION_KEYS, line_with
from waymark.content.tables import Table, only, read_whole, rows, said, texts
from waymark.content.terms import PackFault

_WORDS: Final = ("heading", "alone", "kept", "send", "change", "leave")
_TARGETS: Final = frozenset({"page", "door", "fact"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person can do: where it leads (`page:`, `door:`, `fact:`), and the words around it."""

    to: str
    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to tick. A danger sign names what it brings up."""

    id: str
    text: str
    today: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What to do today about one danger sign."""

    id: str
    heading: str
    text: tuple[str, ...]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What everybody reads, what whoever ticked nothing reads, and the steps that any answer ends with."""

    heading: str
    none: tuple[str, ...]
    some: tuple[str, ...]
    next: str
    urgent: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignsList:
    """The whole list in one language. `words` are the short texts of the page by name."""

    file: Path
    words: Mapping[str, str]
    before: tuple[str, ...]
    groups: tuple[Group, ...]
    answer: Answer
    steps: Mapping[str, Step]
    today: tuple[Today, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        return tuple(sign for group in self.groups for sign in group.signs)

    def ticked(self, said: Iterable[str]) -> tuple[Sign, ...]:
        """The signs among what was sent, in the order of the list; whatever is none of them is ignored."""
        asked = frozenset(said)
        return tuple(sign for sign in self.signs if sign.id in asked)

    def today_for(self, ticked: Iterable[Sign]) -> tuple[Today, ...]:
        """What is shown for the danger signs among these, in the order of the list and each once."""
        named = {name for sign in ticked for name in sign.today}
        return tuple(each for each in self.today if each.id in named)


def read_signs(file: Path, text: str) -> SignsList:
    """The list in this text. Raises PackFault."""
    made = read_whole(file, text, "a list of signs", lambda table: _read_table(file, table))
    _check(made, text)
    return made


def _read_table(file: Path, table: Table) -> SignsList:
    made = SignsList(
        file,
        {name: said(table, name) for name in _WORDS},
        texts(table, "before"),
        rows(table["group"], _read_group),
        _read_answer(table["answer"]),
        {name: read_step(each) for name, each in table["steps"].items()},
        rows(table["today"], _read_today),
    )
    only(table, *_WORDS, "before", "group", "answer", "steps", "today", *TRANSLATION_KEYS)
    return made


def _read_group(table: Table) -> Group:
    only(table, "heading", "signs")
    return Group(said(table, "heading"), rows(table["signs"], _read_sign))


def _read_sign(table: Table) -> Sign:
    only(table, "id", "text", "today")
    return Sign(said(table, "id"), said(table, "text"), texts(table, "today", ()))


def _read_answer(table: Table) -> Answer:
    only(table, "heading", "none", "some", "next", "urgent", "steps")
    lists = {name: texts(table, name) for name in ("none", "some", "urgent", "steps")}
    return Answer(heading=said(table, "heading"), next=said(table, "next"), **lists)


def read_step(table: Table) -> Step:
    only(table, "to", "text", "after")
    return Step(said(table, "to"), said(table, "text"), said(table, "after", ""))


def _read_today(table: Table) -> Today:
    only(table, "id", "heading", "text", "steps")
    return Today(said(table, "id"), said(table, "heading"), texts(table, "text"), texts(table, "steps", ()))


def _check(signs: SignsList, text: str) -> None:
    ids = [sign.id for sign in signs.signs] + [today.id for today in signs.today]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        _refuse(signs, text, twice, f"{twice!r} stands here twice")
    known = {today.id for today in signs.today}
    for sign in signs.signs:
        for name in sign.today:
            if name not in known:
                _refuse(signs, text, name, f"the sign {sign.id!r} names {name!r}, which has no answer")
    named = {*signs.answer.urgent, *signs.answer.steps, *(s for today in signs.today for s in today.steps)}
    for name in sorted(named - set(signs.steps)):
        _refuse(signs, text, name, f"there is no step called {name!r}")
    for name, step in signs.steps.items():
        if step.to.partition(":")[0] not in _TARGETS:
            _refuse(signs, text, step.to, f"the step {name!r} leads to page:, door: or fact:")


def _refuse(signs: SignsList, text: str, near: str, reason: str) -> NoReturn:
    raise PackFault(signs.file, line_with(text, near), reason)
