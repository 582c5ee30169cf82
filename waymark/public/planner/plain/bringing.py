"""What another room brings into a plan: people who could help, and how to reach them, as if typed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waymark.content.plans import PlanText
from waymark.public.planner.plain.notes import Notes, Person
from waymark.public.planner.plain.taking import LONGEST_LINE, LONGEST_NAME, MOST_PEOPLE, is_too_much
from waymark.records.refusal import Refused


def with_people(plan: PlanText, notes: Notes, people: Iterable[tuple[str, str]], most: int) -> Notes:
    """The notes with each of these, once. `most`: what notes may be as a burden to each page of this visitor.

    Refuses what finds no room.
    """
    for whole, reach in people:
        name = whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 1].rstrip()}…"
        if any(each.name == name for each in notes.people):
            continue
        known = {each.id for each in notes.people}
        if len(known) >= MOST_PEOPLE:
            raise Refused(_("There is room for twelve people. Take one out first."))
        own = next(n for i in range(1, 99) if (n := f"p{i}") not in known)
        notes = notes.with_person(Person(own, name, reach[:LONGEST_LINE]))
    if is_too_much(plan, notes, most):
        raise Refused(
            _("There is no room for these in your notes. Please choose fewer, or make your notes shorter.")
        )
    return notes


def is_only_brought(notes: Notes) -> bool:
    """Whether nobody has written anything besides: then the script may take these over."""
    return notes == Notes(people=notes.people)
