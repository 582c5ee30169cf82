"""The finished plan on one page, to read, copy or print: a bland heading, only what was said or kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waymark.content.plans import Action, AskKind, PlanText, Section
from waymark.public.planner.plain.asking import lines_of
from waymark.public.planner.plain.homes import RoomSaid, drawing, in_words, to_find_out
from waymark.public.planner.plain.notes import HomeData, Notes, Person
from waymark.public.planner.plain.screens import helped_words, steps_of
from waymark.public.planner.plain.shown import Context
from waymark.public.planner.plain.taking import sections_for


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomeSaid:
    """A home as it is printed. `ask`: what is to be found out about its doors."""

    name: str
    map: str
    rooms: tuple[RoomSaid, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is printed."""

    heading: str
    rows: tuple[Row, ...]
    people: tuple[tuple[str, tuple[Row, ...]], ...]
    homes: tuple[HomeSaid, ...]
    actions: tuple[tuple[Action, str], ...]


def sheet(plan: PlanText, notes: Notes) -> Context:
    """What the last page shows. Sections in which nothing was said are left out."""
    begun = {name for section in plan.sections for name in _ids(section)} & {*notes.answers, *notes.kept}
    parts = [
        _part(plan, section, notes) for section in plan.sections if _has_place(plan, section, notes, begun)
    ]
    matters = {each.id: each.text for each in plan.matters}
    return {
        "plan": plan,
        "matters": [matters[each] for each in notes.matters],
        "parts": [part for part in parts if part.rows or part.people or part.homes or part.actions],
        "bag": _bag(plan, notes),
        "steps": steps_of(each for each in plan.dangers_at(notes.stage) if each.id in notes.dangers),
    }


def _has_place(plan: PlanText, section: Section, notes: Notes, begun: set[str]) -> bool:
    """A section of another stage stays, once something was said in it: changing the stage loses nothing."""
    return section in sections_for(plan, notes.stage) or bool(begun & set(_ids(section)))


def _ids(section: Section) -> list[str]:
    return [ask.id for ask in section.asks] + [action.id for action in section.actions]


def _bag(plan: PlanText, notes: Notes) -> list[tuple[str, tuple[str, ...]]]:
    """What is done, and the things of which it is so: said once for all, since paper is short."""
    marks = {
        "pc": _("Packed, and a copy kept"),
        "p": _("Packed"),
        "c": _("A copy is kept"),
        "": _("Where it is"),
    }
    found: dict[str, list[str]] = {mark: [] for mark in marks}
    for each in plan.bag:
        mark, where = notes.bag.get(each.id, ""), notes.where.get(each.id, "")
        if mark or where:
            found[mark].append(f"{each.text}: {where}" if where else each.text)
    rows = [(label, tuple(found[mark])) for mark, label in marks.items() if found[mark]]
    return [*rows, *([(_("Anything else?"), tuple(lines_of(notes.more)))] if notes.more else [])]


def _part(plan: PlanText, section: Section, notes: Notes) -> Part:
    kinds = {ask.kind for ask in section.asks}
    rows = (Row(ask.text, said) for ask in section.asks if (said := _said(ask.id, section, notes)))
    people = [(each.name, _person(plan, each)) for each in notes.people] if AskKind.PEOPLE in kinds else []
    homes = [_home(home) for home in notes.homes] if AskKind.HOME in kinds else []
    words = helped_words()
    actions = tuple(
        (action, words[notes.helped[action.id]] if action.id in notes.helped else "")
        for action in section.actions
        if action.id in notes.kept
    )
    return Part(section.heading, tuple(rows), tuple(people), tuple(homes), actions)


def _home(home: HomeData) -> HomeSaid:
    map_of = drawing(home) if home["rooms"] else ""
    return HomeSaid(home["name"], map_of, tuple(in_words(home, brief=True)), to_find_out(home))


def _said(ask_id: str, section: Section, notes: Notes) -> tuple[str, ...]:
    texts = {choice.id: choice.text for ask in section.asks if ask.id == ask_id for choice in ask.choices}
    if many := notes.many(ask_id):
        return _joined(texts[each] for each in many if each in texts)
    text = notes.text(ask_id)
    return (texts.get(text, text),) if text else ()


def _joined(texts: Iterable[str]) -> tuple[str, ...]:
    said = "; ".join(texts)
    return (said,) if said else ()


def _person(plan: PlanText, person: Person) -> tuple[Row, ...]:
    knows = _joined(each.text for each in plan.knows if each.id in person.knows)
    does = _joined(each.text for each in plan.does if each.id in person.does)
    rows = (
        Row(_("How to reach them"), (person.reach,) if person.reach else ()),
        Row(_("They know"), knows),
        Row(_("When they hear the code word"), does),
        Row(_("A plain text that means: I need help"), (person.innocent,) if person.innocent else ()),
    )
    return tuple(row for row in rows if row.said)
