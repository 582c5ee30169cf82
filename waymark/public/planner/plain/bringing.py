"""What another room brings into a plan: people who could help, and how to reach them, as if typed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waymark.public.planner.plain.notes import MOST_PACKED, Notes, Person, pack
from waymark.public.planner.plain.taking import LONGEST_LINE, LONGEST_NAME, MOST_PEOPLE
from waymark.records.refusal import Refused


def with_people(notes: Notes, people: Iterable[tuple[str, str]]) -> Notes:
    """The notes with each of these, once. Refuses what finds no room."""
    for whole, reach in people:
        name = whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 1].rstrip()}…"
        if any(each.name == name for each in notes.people):
            continue
        known = {each.id for each in notes.people}
        if len(known) >= MOST_PEOPLE:
            raise Refused(_("There is room for twelve people. Take one out first."))
        own = next(n for i in range(1, 99) if (n := f"p{i}") not in known)
        notes = notes.with_person(Person(own, name, reach[:LONGEST_LINE]))
    if len(pack(notes)) > MOST_PACKED:
        raise Refused(_("These notes are as long as we can carry. Please make what you wrote here shorter."))
    return notes


def is_only_brought(notes: Notes) -> bool:
    """Whether nobody has written anything besides: then the script may take these over."""
    return notes == Notes(people=notes.people)
