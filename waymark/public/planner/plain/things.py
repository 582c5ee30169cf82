"""The screens of the bag and of the page for a child, and the question before something is taken out."""

from django.utils.translation import gettext as _

from waymark.content.plans import AskKind, BagThing, Named, PlanText
from waymark.public.planner.plain.asking import any_of, box, make_form
from waymark.public.planner.plain.notes import Notes
from waymark.public.planner.plain.shown import Button, Context, Shown, plain_form


def bag_screen(shown: Shown) -> Context:
    """Each thing with what was said of it: packed, a copy kept, where it is."""
    who = {"me": _("For me"), "child": _("For a child"), "baby": _("For a baby"), "pet": _("For a pet")}
    said = shown.said or {}

    def seen(each: BagThing) -> tuple[BagThing, str, str]:
        marks = "".join(mark for mark in "pc" if each.id in said.get(mark, ())) if said else None
        where = said.get(f"w-{each.id}", shown.notes.where.get(each.id, ""))
        return each, shown.notes.bag.get(each.id, "") if marks is None else marks, where

    groups = [
        (label, [seen(each) for each in shown.plan.bag if each.who == name]) for name, label in who.items()
    ]
    fields = {"more": box(_("Anything else?"), _("One on each line."))}
    return {
        "template": "bag",
        "heading": shown.plan.words["bag"],
        "plan": shown.plan,
        "groups": groups,
        "faults": shown.faults or {},
        "form": make_form(fields, shown.boxes({"more": shown.notes.more}), shown.faults),
        "buttons": [Button("list", _("Go on"), quiet=False), Button("look", _("Read it all"))],
    }


def child_screen(shown: Shown) -> Context:
    lines = [Named(str(at), line) for at, line in enumerate(shown.plan.child_lines)]
    fields = {
        "lines": any_of(shown.plan.child_heading, lines),
        "words": box(_("In the child’s own words")),
    }
    known = {"lines": list(shown.notes.lines), "words": shown.notes.childs_words}
    lead = _("Only if it is safe for the child to have it. Choose what fits, or use their words.")
    buttons = [Button("page", _("Show the page"), quiet=False), Button("list", _("All parts"))]
    form = make_form(fields, shown.boxes(known), shown.faults)
    return plain_form(shown.plan.words["child"], form, buttons, lead=[lead])


def child_page(shown: Shown) -> Context:
    """Alone on its page: whoever prints it prints nothing else."""
    lines = shown.plan.child_lines
    return {
        "template": "page",
        "heading": shown.plan.child_heading,
        "lines": [lines[int(at)] for at in shown.notes.lines if int(at) < len(lines)],
        "own": shown.notes.childs_words,
        "buttons": [Button("child", _("Back")), Button("list", _("All parts"))],
    }


def sure_screen(shown: Shown) -> Context:
    """Before somebody or a home is taken out. LookupError for one that is not there."""
    kind, own = shown.args
    name, back = named(shown.plan, shown.notes, kind, own)
    return {
        "template": "sure",
        "heading": _("Take this out?"),
        "name": name,
        "buttons": [Button(f"out-{kind}:{own}", _("Take this out"), quiet=False), Button(back, _("Back"))],
    }


def named(plan: PlanText, notes: Notes, kind: str, own: str) -> tuple[str, str]:
    """What it is called, and the part in which it stands."""
    of = AskKind.PEOPLE if kind == "p" else AskKind.HOME
    [section] = [each.id for each in plan.sections for ask in each.asks if ask.kind is of]
    names = (
        {each.id: each.name for each in notes.people}
        if kind == "p"
        else {each["id"]: each["name"] for each in notes.homes}
    )
    return names[own], f"s:{section}"
