"""Reads what a plan asks and suggests from a pack. One with a fault is refused with file, line and reason.

Ids are the same in every language, since a plan that was made in one may be read in another.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from waymark.content.files import TRANSLATION_KEYS
from waymark.content.filling import fill_facts
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
from waymark.content.signs import read_step
from waymark.content.tables import Table, flag, only, read_whole, rows, said, texts
from waymark.content.terms import FALLBACK, Library, PackFault, Surroundings
from waymark.content.ways import ways

WORDS: Final = (
    "heading", "printed", "before", "promise", "stage", "stage_hint", "matter", "matter_hint", "danger",
    "danger_lead", "danger_after", "bag", "bag_lead", "kept", "why", "risk", "child", "household",
)  # fmt: skip


def plan_in(library: Library, language: str, around: Surroundings) -> PlanText | None:
    """What the plan asks in this language, facts filled in; None when no pack in use has it."""
    held = library.plans.get(language)
    return _read(held[0], fill_facts(*held, library, language, around)) if held else None


def check_plan(library: Library, language: str, around: Surroundings) -> None:
    """Raises PackFault for a plan that cannot be read, leads nowhere, or has other ids than the English."""
    plan, english = plan_in(library, language, around), plan_in(library, FALLBACK, around)
    assert plan is not None
    ways(plan, plan.steps, library, language, around)
    if english is not None and (strange := set(plan.ids()) ^ set(english.ids())):
        raise PackFault(plan.file, 1, f"has other ids than the English plan: {', '.join(sorted(strange))}")


def read_plan(file: Path, text: str) -> PlanText:
    """The plan in this text, in which every slot is filled. Raises PackFault."""
    plan = read_whole(file, text, "a plan", lambda table: _read_table(file, table))
    check_pieces(plan, text)
    return plan


_read: Final = lru_cache(maxsize=32)(read_plan)


def _read_table(file: Path, table: Table) -> PlanText:
    known = ("words", "people", "child", "stage", "matter", "section", "ways", "danger", "bag", "household")
    only(table, *known, *TRANSLATION_KEYS)
    people, child = table["people"], table["child"]
    return PlanText(
        file=file,
        words={name: said(table["words"], name) for name in WORDS},
        knows=rows(people["knows"], _read_named),
        does=rows(people["does"], _read_named),
        innocent=texts(people, "texts"),
        child_heading=said(child, "heading"),
        child_lines=texts(child, "lines"),
        stages=rows(table["stage"], _read_stage),
        matters=rows(table["matter"], _read_matter),
        sections=rows(table["section"], _read_section),
        steps={name: read_step(each) for name, each in table["ways"].items()},
        dangers=rows(table["danger"], _read_danger),
        bag=rows(table["bag"], _read_thing),
        household=rows(table["household"], _read_list),
    )


def _read_named(table: Table) -> Named:
    only(table, "id", "text")
    return Named(said(table, "id"), said(table, "text"))


def _read_stage(table: Table) -> Stage:
    only(table, "id", "text", "friend")
    return Stage(said(table, "id"), said(table, "text"), flag(table, "friend"))


def _read_matter(table: Table) -> Matter:
    only(table, "id", "text", "sections")
    return Matter(said(table, "id"), said(table, "text"), texts(table, "sections"))


def _read_section(table: Table) -> Section:
    only(table, "id", "heading", "lead", "danger", "stages", "quick", "ask", "action")
    return Section(
        said(table, "id"),
        said(table, "heading"),
        said(table, "lead"),
        said(table, "danger", ""),
        texts(table, "stages", ()),
        flag(table, "quick"),
        rows(table["ask"], _read_ask),
        rows(table["action"], _read_action),
    )


def _read_ask(table: Table) -> Ask:
    only(table, "id", "kind", "text", "hint", "choices", "quick", "stages", "apart")
    return Ask(
        said(table, "id"),
        AskKind(table["kind"]),
        said(table, "text"),
        said(table, "hint", ""),
        rows(table.get("choices", []), _read_named),
        flag(table, "quick"),
        texts(table, "stages", ()),
        flag(table, "apart"),
    )


def _read_action(table: Table) -> Action:
    only(table, "id", "text", "why", "risk", "when", "stages")
    risk = table["risk"]  # has to be thought of, even where there is none
    if not isinstance(risk, str):
        raise ValueError("risk is a text")
    when, stages = texts(table, "when", ()), texts(table, "stages", ())
    return Action(said(table, "id"), said(table, "text"), said(table, "why"), risk, when, stages)


def _read_danger(table: Table) -> DangerSign:
    only(table, "id", "text", "today", "ways", "friend")
    today, ways = texts(table, "today"), texts(table, "ways")
    return DangerSign(said(table, "id"), said(table, "text"), today, ways, flag(table, "friend"))


def _read_thing(table: Table) -> BagThing:
    only(table, "id", "who", "text")
    return BagThing(said(table, "id"), Who(table["who"]), said(table, "text"))


def _read_list(table: Table) -> EverydayList:
    only(table, "id", "title", "items")
    return EverydayList(said(table, "id"), said(table, "title"), texts(table, "items"))
