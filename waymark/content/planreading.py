"""Reads what a plan asks and suggests from a pack. One with a fault is refused with file, line and reason.

Ids are the same in every language, since a plan that was made in one may be read in another.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from waymark.content.files import TRANSLATION_KEYS, read_toml
from waymark.content.planchecks import check_pieces
from waymark.content.plans import (
    Action,
    Ask,
    AskKind,
    BagThing,
    DangerSign,
    EverydayList,
    Matter,
    Named,
    PlanText,
    Section,
    Stage,
    Who,
)
from waymark.content.signs import Step
from waymark.content.tables import line_with, said, texts
from waymark.content.terms import FALLBACK, Library, PackFault, Surroundings
from waymark.content.ways import ways

_FACT: Final = re.compile(r"\{\{fact:([a-z0-9-]+)\}\}")
WORDS: Final = (
    "heading", "printed", "before", "promise", "stage", "stage_hint", "matter", "matter_hint", "danger",
    "danger_lead", "danger_after", "bag", "bag_lead", "kept", "why", "risk", "child", "household",
)  # fmt: skip


def plan_in(library: Library, language: str, around: Surroundings) -> PlanText | None:
    """What the plan asks in this language, facts filled in; None when no pack in use has it."""
    held = library.plans.get(language)
    return _read(held[0], _filled(*held, library, language, around)) if held else None


def check_plan(library: Library, language: str, around: Surroundings) -> None:
    """Raises PackFault for a plan that cannot be read, leads nowhere, or has other ids than the English."""
    plan, english = plan_in(library, language, around), plan_in(library, FALLBACK, around)
    assert plan is not None
    ways(plan, plan.steps, library, language, around)
    if english is not None and (strange := set(plan.ids()) ^ set(english.ids())):
        raise PackFault(plan.file, 1, f"has other ids than the English plan: {', '.join(sorted(strange))}")


def _filled(file: Path, text: str, library: Library, language: str, around: Surroundings) -> str:
    """The text with each {{fact:…}} as its value; one that nobody checked lately says so beside it."""
    words = library.words.get(language) or library.words[FALLBACK]

    def show(slot: re.Match[str]) -> str:
        fact = library.facts.get(slot[1])
        if fact is None:
            line = text.count("\n", 0, slot.start()) + 1
            raise PackFault(file, line, f"there is no fact called {slot[1]!r}")
        mark = f" ({words['check']})" if fact.needs_mark(around.today) else ""
        return json.dumps(f"{fact.value}{mark}", ensure_ascii=False)[1:-1]

    return _FACT.sub(show, text)


def read_plan(file: Path, text: str) -> PlanText:
    """The plan in this text, in which every slot is filled. Raises PackFault."""
    table = read_toml(file, text)
    try:
        plan = _read_table(file, table)
    except KeyError as missing:
        raise PackFault(file, _near(text, missing), f"lacks {missing.args[0]!r}{_inside(missing)}") from None
    except (TypeError, ValueError, AttributeError) as wrong:
        raise PackFault(
            file, _near(text, wrong), f"is not written as a plan: {wrong}{_inside(wrong)}"
        ) from None
    check_pieces(plan, text)
    return plan


_read: Final = lru_cache(maxsize=32)(read_plan)


def _read_table(file: Path, table: dict[str, Any]) -> PlanText:
    known = ("words", "people", "child", "stage", "matter", "section", "ways", "danger", "bag", "household")
    _only(table, *known, *TRANSLATION_KEYS)
    people, child = table["people"], table["child"]
    return PlanText(
        file=file,
        words={name: said(table["words"], name) for name in WORDS},
        knows=_all(people["knows"], _read_named),
        does=_all(people["does"], _read_named),
        innocent=texts(people, "texts"),
        child_heading=said(child, "heading"),
        child_lines=texts(child, "lines"),
        stages=_all(table["stage"], _read_stage),
        matters=_all(table["matter"], _read_matter),
        sections=_all(table["section"], _read_section),
        steps={name: _read_step(each) for name, each in table["ways"].items()},
        dangers=_all(table["danger"], _read_danger),
        bag=_all(table["bag"], _read_thing),
        household=_all(table["household"], _read_list),
    )


def _all(tables: list[dict[str, Any]], read: Any) -> tuple[Any, ...]:
    """Each of these tables read. What is wrong in one is told with the id of the innermost."""
    found = []
    for each in tables:
        try:
            found.append(read(each))
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            if not getattr(wrong, "__notes__", ()) and isinstance(each, dict):
                wrong.add_note(str(each.get("id", "")))
            raise
    return tuple(found)


def _inside(wrong: BaseException) -> str:
    notes = [note for note in getattr(wrong, "__notes__", ()) if note]
    return f", in {notes[0]!r}" if notes else ""


def _near(text: str, wrong: BaseException) -> int:
    notes = [note for note in getattr(wrong, "__notes__", ()) if note]
    return line_with(text, notes[0]) if notes else 1


def _only(table: dict[str, Any], *names: str) -> None:
    """A misspelt key would otherwise be a text that nobody ever sees."""
    if unknown := sorted(set(table) - set(names)):
        raise ValueError(f"{', '.join(unknown)} means nothing")


def _read_named(table: dict[str, Any]) -> Named:
    _only(table, "id", "text")
    return Named(said(table, "id"), said(table, "text"))


def _read_stage(table: dict[str, Any]) -> Stage:
    _only(table, "id", "text", "friend")
    return Stage(said(table, "id"), said(table, "text"), _flag(table, "friend"))


def _read_matter(table: dict[str, Any]) -> Matter:
    _only(table, "id", "text", "sections")
    return Matter(said(table, "id"), said(table, "text"), texts(table, "sections"))


def _read_section(table: dict[str, Any]) -> Section:
    _only(table, "id", "heading", "lead", "danger", "stages", "quick", "ask", "action")
    return Section(
        said(table, "id"),
        said(table, "heading"),
        said(table, "lead"),
        said(table, "danger", ""),
        texts(table, "stages", ()),
        _flag(table),
        _all(table["ask"], _read_ask),
        _all(table["action"], _read_action),
    )


def _read_ask(table: dict[str, Any]) -> Ask:
    _only(table, "id", "kind", "text", "hint", "choices", "quick", "stages", "apart")
    return Ask(
        said(table, "id"),
        AskKind(table["kind"]),
        said(table, "text"),
        said(table, "hint", ""),
        _all(table.get("choices", []), _read_named),
        _flag(table),
        texts(table, "stages", ()),
        _flag(table, "apart"),
    )


def _read_action(table: dict[str, Any]) -> Action:
    _only(table, "id", "text", "why", "risk", "when", "stages")
    risk = table["risk"]  # has to be thought of, even where there is none
    if not isinstance(risk, str):
        raise ValueError("risk is a text")
    when, stages = texts(table, "when", ()), texts(table, "stages", ())
    return Action(said(table, "id"), said(table, "text"), said(table, "why"), risk, when, stages)


def _read_step(table: dict[str, Any]) -> Step:
    _only(table, "to", "text", "after")
    return Step(said(table, "to"), said(table, "text"), said(table, "after", ""))


def _read_danger(table: dict[str, Any]) -> DangerSign:
    _only(table, "id", "text", "today", "ways", "friend")
    today, ways = texts(table, "today"), texts(table, "ways")
    return DangerSign(said(table, "id"), said(table, "text"), today, ways, _flag(table, "friend"))


def _read_thing(table: dict[str, Any]) -> BagThing:
    _only(table, "id", "who", "text")
    return BagThing(said(table, "id"), Who(table["who"]), said(table, "text"))


def _read_list(table: dict[str, Any]) -> EverydayList:
    _only(table, "id", "title", "items")
    return EverydayList(said(table, "id"), said(table, "title"), texts(table, "items"))


def _flag(table: dict[str, Any], name: str = "quick") -> bool:
    found = table.get(name, False)
    if not isinstance(found, bool):
        raise ValueError(f"{name} is true or false")
    return found
