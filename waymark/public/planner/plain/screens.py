"""The pages of the plain way as contexts for their templates. They show; they keep and decide nothing.

A screen's name is what its button sends. Names say nothing: a browser may keep what was posted.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from waymark.content.plans import Action, AskKind, DangerSign, Named, PlanText, Section
from waymark.public.planner.plain.asking import any_of, box, fields_of, line, make_form, one_of
from waymark.public.planner.plain.homes import shows
from waymark.public.planner.plain.homescreens import doors_screen, home_screen, room_screen, ways_screen
from waymark.public.planner.plain.notes import Notes
from waymark.public.planner.plain.order import matter_screen, pair_screen
from waymark.public.planner.plain.shown import Button, Context, Shown, plain_form
from waymark.public.planner.plain.taking import quick_sections, section_of, section_of_people, sections_for
from waymark.public.planner.plain.things import bag_screen, child_page, child_screen, sure_screen

BACK_TO_ALL: Final = words("All parts")
FROM_THE_LIST: Final = words("Choose from the useful organisations")


def draw(page: str, shown: Shown) -> Context:
    """The context of a screen; a screen that is not there, or about something that is gone, is the list."""
    try:
        made = _SCREENS[page](shown)
    except (LookupError, ValueError):
        page, made = "list", _list(shown)
    return {"page": ":".join((page, *shown.args)) if page != "list" else page, "part": 2, **made}


def _stage(shown: Shown) -> Context:
    plan = shown.plan
    fields = {"stage": one_of(plan.words["stage"], plan.stages, plan.words["stage_hint"])}
    form = make_form(fields, shown.boxes({"stage": shown.notes.stage}))
    buttons = [Button("quick", _("Two minutes"), quiet=False), Button("list", _("As long as it takes"))]
    return plain_form(
        plan.words["heading"],
        form,
        buttons,
        lead=[plan.words["before"], plan.words["promise"]],
        under=_("How much time do you have?"),
    )


def _list(shown: Shown) -> Context:
    """Every part, in an order that puts first what matters most to them."""
    notes, plan = shown.notes, shown.plan
    first = [name for matter in notes.matters for name in {m.id: m for m in plan.matters}[matter].sections]
    sections = sections_for(plan, notes.stage)
    sections.sort(key=lambda each: first.index(each.id) if each.id in first else len(first))
    parts = [Button("danger", plan.words["danger"])]
    parts += [Button(f"s:{each.id}", each.heading) for each in sections]
    if not plan.is_friend(notes.stage):
        parts.insert(0, Button("matter", plan.words["matter"]))
        parts += [Button(name, plan.words[name]) for name in ("bag", "child")]
    begun = {f"s:{each.id}" for each in sections if _is_begun(each, notes)}
    begun |= {
        name
        for name, said in (
            ("matter", notes.matters),
            ("danger", notes.dangers),
            ("bag", notes.bag or notes.where or notes.more),
            ("child", notes.lines or notes.childs_words),
        )
        if said
    }
    return {
        "template": "list",
        "heading": plan.words["heading"],
        "parts": [(each, each.go in begun) for each in parts],
        "buttons": [Button("look", _("Read it all"), quiet=False), Button("stage", _("Back"))],
    }


def _is_begun(section: Section, notes: Notes) -> bool:
    kinds = {ask.kind for ask in section.asks}
    return (
        any(ask.id in notes.answers for ask in section.asks)
        or any(action.id in notes.kept for action in section.actions)
        or (AskKind.PEOPLE in kinds and bool(notes.people))
        or (AskKind.HOME in kinds and bool(notes.homes))
    )


def _quick(shown: Shown) -> Context:
    notes = shown.notes
    asks = [ask for each in quick_sections(shown.plan, notes.stage) for ask in each.asks if ask.quick]
    fields: dict[str, Any] = {}
    known: dict[str, Any] = dict(notes.answers)
    for ask in asks:
        if ask.kind is AskKind.PEOPLE:
            fields |= {"pn": line(ask.text, ask.hint), "pr": line(_("How do you reach them?"))}
            known |= {"pn": notes.people[0].name, "pr": notes.people[0].reach} if notes.people else {}
        fields |= fields_of([ask])
    dangers = [each.danger for each in quick_sections(shown.plan, notes.stage) if each.danger]
    buttons = [
        Button("look", _("Read it all"), quiet=False),
        Button("list", _(BACK_TO_ALL)),
        Button("stage", _("Back")),
    ]
    form = make_form(fields, shown.boxes(known), shown.faults)
    return plain_form(
        _("Two minutes"),
        form,
        buttons,
        lead=[shown.plan.words["before"]],
        dangers=dangers,
        steps=urgent(shown.plan),
    )


def _section(shown: Shown) -> Context:
    section = section_of(shown.plan, shown.args)
    fields = fields_of(section.asks)
    known = {name: shown.notes.answers.get(name, "") for name in fields}
    kinds = {ask.kind: ask for ask in section.asks}
    lists = []
    if AskKind.PEOPLE in kinds:
        people = [
            (Button(f"person:{each.id}", _("Change")), f"sure:p:{each.id}", each.name)
            for each in shown.notes.people
        ]
        adds = [Button("person:new", _("Add someone")), Button("help", _(FROM_THE_LIST))]
        lists.append((kinds[AskKind.PEOPLE], people, adds))
    if AskKind.HOME in kinds:
        homes = [
            (Button(f"ways:{each['id']}", _("See or change")), f"sure:h:{each['id']}", each["name"])
            for each in shown.notes.homes
        ]
        lists.append((kinds[AskKind.HOME], homes, [Button("home:new", _("Add a home"))]))
    buttons = [Button(f"do:{section.id}", _("Go on"), quiet=False), Button("list", _(BACK_TO_ALL))]
    form = make_form(fields, shown.boxes(known), shown.faults)
    return plain_form(
        section.heading,
        form,
        buttons,
        lead=[section.lead],
        dangers=[section.danger] if section.danger else [],
        steps=urgent(shown.plan) if section.danger else [],
        lists=lists,
    )


def urgent(plan: PlanText) -> list[str]:
    """The ways to talk to somebody at once, beside whatever says that something is dangerous."""
    return [name for name in ("call", "hush", "talk") if name in plan.steps]


def steps_of(dangers: Iterable[DangerSign]) -> list[str]:
    """Each way to somebody once."""
    return list(dict.fromkeys(name for each in dangers for name in each.ways))


def suggested(section: Section, notes: Notes) -> list[Action]:
    """The actions that fit what was said, and those that were kept before it changed."""
    said = {
        each
        for answer in notes.answers.values()
        for each in ([answer] if isinstance(answer, str) else answer)
    }
    said |= shows(notes.homes) if notes.homes else set()
    return [
        each
        for each in section.actions
        if each.id in notes.kept
        or (
            (not each.when or said & set(each.when))
            and (not notes.stage or not each.stages or notes.stage in each.stages)
        )
    ]


def _do(shown: Shown) -> Context:
    section = section_of(shown.plan, shown.args)
    sections = sections_for(shown.plan, shown.notes.stage)
    at = sections.index(section) if section in sections else -1
    following = sections[at + 1] if 0 <= at < len(sections) - 1 else None
    buttons = (
        [Button(f"s:{following.id}", f"{_('Next:')} {following.heading}", quiet=False)] if following else []
    )
    buttons += [Button("look", _("Read it all"), quiet=bool(following)), Button("list", _(BACK_TO_ALL))]
    buttons.append(Button(f"s:{section.id}", _("Back")))
    return {
        "template": "do",
        "heading": section.heading,
        "actions": [
            (each, each.id in shown.notes.kept, shown.notes.helped.get(each.id, ""))
            for each in suggested(section, shown.notes)
        ],
        "helped": helped_words(),
        "plan": shown.plan,
        "buttons": buttons,
    }


def helped_words() -> dict[str, str]:
    return {"": _("Not tried yet"), "yes": _("Yes"), "some": _("A little"), "no": _("No")}


def _person(shown: Shown) -> Context:
    plan, own = shown.plan, shown.args[0] if shown.args else ""
    known = {each.id: each for each in shown.notes.people}
    if own != "new" and own not in known and shown.said is None:
        raise LookupError(own)
    at = known.get(own)
    fields = {
        "name": line(_("Who is it?"), _("A nickname will do.")),
        "reach": line(_("How do you reach them?"), _("Leave this empty if you know it by heart.")),
        "knows": any_of(_("What do they know?"), plan.knows),
        "does": any_of(_("What do they do when they hear the code word?"), plan.does),
        "more": box(_("Anything else about them")),
        "innocent": line(
            _("A plain text that means: I need help"),
            " ".join(
                [_("Something you could send in front of others."), *(f"“{each}”" for each in plan.innocent)]
            ),
        ),
    }
    boxes = {name: getattr(at, name) for name in fields} if at else {}
    trusted = section_of_people(plan)
    buttons = [
        Button(f"s:{trusted.id}", _("Go on"), quiet=False),
        Button("person:new", _("Add someone else")),
    ]
    return plain_form(trusted.heading, make_form(fields, shown.boxes(boxes), shown.faults), buttons)


def _help(shown: Shown) -> Context:
    """On to the list of organisations, which gets the notes and gives them back with who was chosen."""
    back = f"s:{section_of_people(shown.plan).id}"
    return {"template": "help", "heading": _(FROM_THE_LIST), "buttons": [Button(back, _("Back"))]}


def _danger(shown: Shown) -> Context:
    plan = shown.plan
    fields = {
        "danger": any_of(
            _("Does any of this fit?"),
            [Named(each.id, each.text) for each in plan.dangers_at(shown.notes.stage)],
        )
    }
    form = make_form(fields, shown.boxes({"danger": list(shown.notes.dangers)}))
    buttons = [Button("today", _("Go on"), quiet=False), Button("list", _(BACK_TO_ALL))]
    return plain_form(plan.words["danger"], form, buttons, lead=[plan.words["danger_lead"]])


def _today(shown: Shown) -> Context:
    """What to do, without reading back what was ticked: somebody may look over a shoulder."""
    signs = shown.plan.dangers_at(shown.notes.stage)
    found = [each for each in signs if each.id in shown.notes.dangers]
    return {
        "template": "today",
        "heading": shown.plan.words["danger"],
        "plan": shown.plan,
        "dangers": found,
        "steps": steps_of(found) or urgent(shown.plan),
        "buttons": [Button("list", _(BACK_TO_ALL), quiet=False), Button("danger", _("Back"))],
    }


def _look(_shown: Shown) -> Context:
    buttons = [Button("sheet", _("Show it on one page"), quiet=False), Button("list", _(BACK_TO_ALL))]
    return {
        "template": "look",
        "heading": _("Where could this be found?"),
        "buttons": buttons,
    }


_SCREENS: Final[dict[str, Callable[[Shown], Context]]] = {
    "stage": _stage,
    "list": _list,
    "quick": _quick,
    "s": _section,
    "do": _do,
    "person": _person,
    "home": home_screen,
    "room": room_screen,
    "doors": doors_screen,
    "ways": ways_screen,
    "help": _help,
    "matter": matter_screen,
    "pair": pair_screen,
    "danger": _danger,
    "today": _today,
    "bag": bag_screen,
    "child": child_screen,
    "page": child_page,
    "sure": sure_screen,
    "look": _look,
}
