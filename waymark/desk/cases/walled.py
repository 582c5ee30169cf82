"""Who may open a case, in the words of its page."""

from dataclasses import dataclass

from waymark.cases.file.models import Case
from waymark.cases.file.rules import may_wall
from waymark.staff.models import Member
from waymark.staff.queries import admitted_to, named_in


@dataclass(frozen=True, slots=True)
class WallLine:
    """What stands on the page: who may open the case behind its wall, who of them cannot at this moment."""

    walled: bool
    named: list[str]
    waiting: list[str]
    low: bool
    may_change: bool


def wall_line(case: Case, reader: Member) -> WallLine:
    """Of a case that its whole team opens, only whether the reader may put up a wall."""
    wall = case.behind
    if wall is None:
        return WallLine(walled=False, named=[], waiting=[], low=False, may_change=may_wall(case, reader))
    holding = admitted_to(wall)
    waiting = [one.shown_name for one in named_in(wall) if one not in holding]
    return WallLine(
        walled=True,
        named=[one.shown_name for one in holding],
        waiting=waiting,
        low=len(holding) < 2,
        may_change=may_wall(case, reader),
    )
