"""The finished plan to read, copy or print: a bland heading, only what was said or kept, on one page.

What one page cannot carry to a slow phone goes on to a second. It is cut between pieces, never within one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from django.utils.translation import gettext as _

from waymark.content.plans import AskKind, PlanText, Section
from waymark.public.planner.plain.asking import lines_of
from waymark.public.planner.plain.homes import RoomSaid, drawing, in_words, to_find_out
from waymark.public.planner.plain.notes import HomeData, Notes, Person
from waymark.public.planner.plain.screens import helped_words, steps_of
from waymark.public.planner.plain.shown import Button, Context
from waymark.public.planner.plain.taking import sections_for

ORDER, ROW, LINE, NAME = "order", "row", "line", "name"
HOME, ROOM, SENTENCE, WAYS = "home", "room", "sentence", "ways"
"""How a piece is drawn. Those of one kind that follow each other make one list."""
NOTHING: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that stays together. `under`: a smaller heading within the part; `whose`: what tells
    two of the same name apart.
    """

    heading: str
    kind: str
    label: str = ""
    said: tuple[str, ...] = NOTHING
    under: str = ""
    whose: str = ""
    room: RoomSaid | None = None


def pieces_of(plan: PlanText, notes: Notes) -> list[Piece]:
    """Everything that was said or kept, in the order in which it is read."""
    begun = {name for section in plan.sections for name in _ids(section)} & {*notes.answers, *notes.kept}
    found = []
    if notes.matters:
        matters = {each.id: each.text for each in plan.matters}
        said = tuple(matters[each] for each in notes.matters)
        found.append(Piece(plan.words["matter"], ORDER, said=said))
    for section in plan.sections:
        if _has_place(plan, section, notes, begun):
            found += _section(plan, section, notes)
    found += _bag(plan, notes)
    if any(each.id in notes.dangers for each in plan.dangers_at(notes.stage)):
        found.append(Piece(plan.words["danger"], WAYS))
    return found


def ways_to_call(plan: PlanText, notes: Notes) -> list[str]:
    """The ways to talk to somebody that belong to the danger signs which were ticked."""
    return steps_of(each for each in plan.dangers_at(notes.stage) if each.id in notes.dangers)


def cut(pieces: Sequence[Piece], weigh: Callable[[Sequence[Piece]], int], most: int) -> list[int]:
    """After how many pieces each next page begins: as few pages as carry them at this weight. What is too
    heavy alone stands alone.
    """
    cuts, start = [], 0
    while start < len(pieces) and (whole := weigh(pieces[start:])) > most:
        rest, bare = pieces[start:], weigh(())
        share = max(0, most - bare) / max(1, whole - bare)
        start += _fitting(rest, max(1, int(len(rest) * share)), lambda some: weigh(some) <= most)
        cuts.append(start)
    return [each for each in cuts if each < len(pieces)]


def pages_of(pieces: Sequence[Piece], cuts: Sequence[int]) -> list[Sequence[Piece]]:
    return [pieces[start:end] for start, end in pairwise([0, *cuts, len(pieces)])]


def read_cuts(text: str, end: int) -> list[int] | None:
    """Where an earlier page said that the next ones begin; None for anything that it would not say."""
    if not re.fullmatch(r"[0-9]{1,4}(,[0-9]{1,4})*", text):
        return None
    cuts = [int(each) for each in text.split(",")]
    return cuts if all(one < other for one, other in pairwise([0, *cuts, end])) else None


def _fitting(pieces: Sequence[Piece], guess: int, fits: Callable[[Sequence[Piece]], bool]) -> int:
    """How many of the first fit, looked for from a guess on: each look draws a page."""
    least, most, step = 1, len(pieces), 2  # one has to go; all of them do not fit
    at = min(guess, most - 1)
    while most - least > 1:
        at = min(max(at, least + 1), most - 1)
        if fits(pieces[:at]):
            least, at = at, at + step
        else:
            most, at = at, at - step
        step *= 2
    return least


def drawn(pages: Sequence[Sequence[Piece]], at: int, cuts: Sequence[int]) -> Context:
    """What the template walks for the page at this place, counted from 0: parts with their heading, within
    them lists of one kind; and the ways on, which say where pages begin. One page says nothing of pages.
    """
    begin = ",".join(map(str, cuts))
    names = [_("Page {at} of {of}").format(at=each + 1, of=len(pages)) for each in range(len(pages))]
    others = [each for each in (at + 1, at - 1) if 0 <= each < len(pages)]
    parts = [
        (heading, [(*which, list(same)) for which, same in groupby(part, _list)])
        for heading, part in groupby(pages[at], lambda each: each.heading)
    ]
    return {
        "parts": parts,
        "where": names[at] if others else "",
        "buttons": [
            *(Button(f"sheet:{each + 1}:{begin}", names[each], quiet=each < at) for each in others),
            Button("list", _("Change something")),
        ],
    }


def _list(piece: Piece) -> tuple[str, str, str]:
    return piece.whose, piece.under, piece.kind


def _has_place(plan: PlanText, section: Section, notes: Notes, begun: set[str]) -> bool:
    """A section of another stage stays, once something was said in it: changing the stage loses nothing."""
    return section in sections_for(plan, notes.stage) or bool(begun & set(_ids(section)))


def _ids(section: Section) -> list[str]:
    return [ask.id for ask in section.asks] + [action.id for action in section.actions]


def _section(plan: PlanText, section: Section, notes: Notes) -> Iterator[Piece]:
    kinds = {ask.kind for ask in section.asks}
    for ask in section.asks:
        if said := _said(ask.id, section, notes):
            yield Piece(section.heading, ROW, ask.text, said)
    if AskKind.PEOPLE in kinds:
        for person in notes.people:
            yield from _person(plan, section.heading, person)
    if AskKind.HOME in kinds:
        for home in notes.homes:
            yield from _home(section.heading, home)
    yield from _kept(plan, section, notes)


def _kept(plan: PlanText, section: Section, notes: Notes) -> Iterator[Piece]:
    """What somebody will do, each with its own risk: that counts when it is done; the reason was read."""
    words = helped_words()
    for action in section.actions:
        if action.id in notes.kept:
            risk = f"{plan.words['risk']}: {action.risk}" if action.risk else ""
            how = f"{_('Did it help?')} {words[notes.helped[action.id]]}" if action.id in notes.helped else ""
            small = tuple(each for each in (risk, how) if each)
            yield Piece(section.heading, LINE, action.text, small, under=plan.words["kept"])


def _bag(plan: PlanText, notes: Notes) -> Iterator[Piece]:
    """What is done, and the things of which it is so: said once for all, since paper is short."""
    marks = {
        "pc": _("Packed, and a copy kept"),
        "p": _("Packed"),
        "c": _("A copy is kept"),
        "": _("Where it is"),
    }
    for mark, label in marks.items():
        for each in plan.bag:
            where = notes.where.get(each.id, "")
            if notes.bag.get(each.id, "") == mark and (mark or where):
                text = f"{each.text}: {where}" if where else each.text
                yield Piece(plan.words["bag"], LINE, text, under=label)
    for line in lines_of(notes.more):
        yield Piece(plan.words["bag"], LINE, line, under=_("Anything else?"))


def _home(heading: str, home: HomeData) -> Iterator[Piece]:
    map_of = (drawing(home),) if home["rooms"] else NOTHING
    yield Piece(heading, HOME, home["name"], map_of)
    for room in in_words(home, brief=True):
        yield Piece(heading, ROOM, room=room)
    if ask := to_find_out(home):
        yield Piece(heading, SENTENCE, ask)


def _said(ask_id: str, section: Section, notes: Notes) -> tuple[str, ...]:
    texts = {choice.id: choice.text for ask in section.asks if ask.id == ask_id for choice in ask.choices}
    if many := notes.many(ask_id):
        return _joined(texts[each] for each in many if each in texts)
    text = notes.text(ask_id)
    return (texts.get(text, text),) if text else NOTHING


def _joined(texts: Iterable[str]) -> tuple[str, ...]:
    said = "; ".join(texts)
    return (said,) if said else NOTHING


def _person(plan: PlanText, heading: str, person: Person) -> Iterator[Piece]:
    own = (
        (_("How to reach them"), person.reach),
        (_("They know"), "; ".join(each.text for each in plan.knows if each.id in person.knows)),
        (
            _("When they hear the code word"),
            "; ".join(each.text for each in plan.does if each.id in person.does),
        ),
        (_("Anything else about them"), person.more),
        (_("A plain text that means: I need help"), person.innocent),
    )
    name = person.name or "–"
    rows = [(label, said) for label, said in own if said]
    for label, said in rows:
        yield Piece(heading, ROW, label, (said,), under=name, whose=person.id)
    if not rows:
        yield Piece(heading, NAME, under=name, whose=person.id)
