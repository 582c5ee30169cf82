"""The finished plan on one page, to read, copy or print: a bland heading, only what was said or kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from waymark.content.plans import Action, AskKind, PlanText, Section
from waymark.public.planner.plain.homes import RoomSaid, in_words
from waymark.public.planner.plain.notes import Notes, Person
from waymark.public.planner.plain.shown import Context
from waymark.public.planner.plain.taking import sections_for


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is printed."""

    heading: str
    rows: tuple[Row, ...]
    people: tuple[tuple[str, tuple[Row, ...]], ...]
    homes: tuple[tuple[str, tuple[RoomSaid, ...]], ...]
    actions: tuple[Action, ...]


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
        "bag": [
            Row(each.text, (_marks()[notes.bag[each.id]],)) for each in plan.bag if notes.bag.get(each.id)
        ],
        "dangers": [each for each in plan.dangers if each.id in notes.dangers],
        "child": notes.child,
    }


def _has_place(plan: PlanText, section: Section, notes: Notes, begun: set[str]) -> bool:
    """A section of another stage stays, once something was said in it: changing the stage loses nothing."""
    return section in sections_for(plan, notes.stage) or bool(begun & set(_ids(section)))


def _ids(section: Section) -> list[str]:
    return [ask.id for ask in section.asks] + [action.id for action in section.actions]


def _marks() -> dict[str, str]:
    return {"p": _("packed"), "c": _("copy kept"), "pc": _("packed, and a copy kept")}


def _part(plan: PlanText, section: Section, notes: Notes) -> Part:
    kinds = {ask.kind for ask in section.asks}
    rows = (Row(ask.text, said) for ask in section.asks if (said := _said(ask.id, section, notes)))
    people = [(each.name, _person(plan, each)) for each in notes.people] if AskKind.PEOPLE in kinds else []
    homes = (
        [(home["name"], tuple(in_words(home, brief=True))) for home in notes.homes]
        if AskKind.HOME in kinds
        else []
    )
    actions = tuple(action for action in section.actions if action.id in notes.kept)
    return Part(section.heading, tuple(rows), tuple(people), tuple(homes), actions)


def _said(ask_id: str, section: Section, notes: Notes) -> tuple[str, ...]:
    texts = {choice.id: choice.text for ask in section.asks if ask.id == ask_id for choice in ask.choices}
    if many := notes.many(ask_id):
        return tuple(texts[each] for each in many if each in texts)
    text = notes.text(ask_id)
    return (texts.get(text, text),) if text else ()


def _person(plan: PlanText, person: Person) -> tuple[Row, ...]:
    knows = tuple(each.text for each in plan.knows if each.id in person.knows)
    does = tuple(each.text for each in plan.does if each.id in person.does)
    rows = (
        Row(_("How to reach them"), (person.reach,) if person.reach else ()),
        Row(_("They know"), knows),
        Row(_("When they hear the code word"), does),
        Row(_("A plain text that means: I need help"), (person.innocent,) if person.innocent else ()),
    )
    return tuple(row for row in rows if row.said)
