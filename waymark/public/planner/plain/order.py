"""What matters most: in an order made by moving one up or down, or by choosing between two at a time."""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from waymark.public.planner.plain.notes import Notes
from waymark.public.planner.plain.shown import Button, Context, Shown

Where = tuple[str, tuple[str, ...], Notes]
"""A screen, what it is about, and the notes."""
LIST: Final = "matter"


def matter_screen(shown: Shown) -> Context:
    texts = {each.id: each for each in shown.plan.matters}
    return {
        "template": "matter",
        "heading": shown.plan.words["matter"],
        "plan": shown.plan,
        "ordered": [texts[each] for each in shown.notes.matters],
        "rest": [each for each in shown.plan.matters if each.id not in shown.notes.matters],
        "buttons": [
            Button(LIST, _("Put these in order"), quiet=False),
            Button("pair:1:0:1", _("Choose between two at a time")),
            Button("list", _("All parts")),
        ],
    }


def pair_screen(shown: Shown) -> Context:
    """The one that is looking for its place, and the one in the middle of where that may be."""
    at, low, high = _numbers(shown.args)
    texts, matters = {each.id: each.text for each in shown.plan.matters}, shown.notes.matters
    half = (low + high) // 2
    return {
        "template": "pair",
        "heading": _("Which matters more to you now?"),
        "pair": [
            Button(f"pair:{at}:{low}:{half}", texts[matters[at]]),
            Button(f"pair:{at}:{half + 1}:{high}", texts[matters[half]]),
        ],
        "buttons": [Button(LIST, _("That is enough"))],
    }


def move(notes: Notes, matter: str, step: int) -> Notes:
    """One place up or down; at the end it stays."""
    order = list(notes.matters)
    if matter in order:
        at = order.index(matter)
        order.insert(max(0, at + step), order.pop(at))
    return replace(notes, matters=tuple(order))


def compare(notes: Notes, said: list[str]) -> Where:
    """`said`: which one looks for its place, and between which places, counted from 0, that still may be.

    Those before it stand in order. One that found its place makes way for the next; after the last, the list.
    """
    try:
        at, low, high = _numbers(said)
    except ValueError:
        return LIST, (), notes
    order = list(notes.matters)
    if not 0 <= low <= high <= at < len(order):
        return LIST, (), notes
    if low == high:
        order.insert(low, order.pop(at))
        notes, at, low, high = replace(notes, matters=tuple(order)), at + 1, 0, at + 1
    if at >= len(order):
        return LIST, (), notes
    return "pair", (str(at), str(low), str(high)), notes


def _numbers(said: tuple[str, ...] | list[str]) -> tuple[int, int, int]:
    at, low, high = (int(each) for each in said)
    return at, low, high
