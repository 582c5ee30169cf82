"""Whether the pieces of a plan fit each other. The first that does not is told with its line."""

import re
from typing import Final, NoReturn

from waymark.content.files import line_with
from waymark.content.plans import Action, Ask, AskKind, PlanText, Section
from waymark.content.terms import PackFault

_ID: Final = re.compile(r"[a-z]{1,3}\d{0,3}[a-z]?")
HOME_SHOWS: Final = frozenset({"home-none", "home-wait", "home-ask"})
"""What else brings an action up: no way and nowhere to wait, a room to wait in, too little known."""
FEWEST_LISTS, FEWEST_LINES = 4, 6


def check_pieces(plan: PlanText, text: str) -> None:
    """Raises PackFault for an id that stands twice, or a name of something that is not there."""
    _Checking(plan, text).check()


class _Checking:
    def __init__(self, plan: PlanText, text: str) -> None:
        self.plan, self.text = plan, text

    def refuse(self, near: str, reason: str) -> NoReturn:
        raise PackFault(self.plan.file, line_with(self.text, near), reason)

    def check(self) -> None:
        seen: set[str] = set()
        for name in self.plan.ids():
            if not _ID.fullmatch(name):
                self.refuse(name, f"the id {name!r} is not one to three letters, a number, a letter")
            if name in seen:
                self.refuse(name, f"{name!r} stands here twice")
            seen.add(name)
        for section in self.plan.sections:
            self._check_section(section)
        self._check_names()
        if len(self.plan.household) < FEWEST_LISTS or not any(each.quick for each in self.plan.sections):
            self.refuse("", f"needs {FEWEST_LISTS} everyday lists and a section that is quick")

    def _check_section(self, section: Section) -> None:
        stages = {stage.id for stage in self.plan.stages}
        brings = {choice.id for each in self.plan.sections for ask in each.asks for choice in ask.choices}
        owners: tuple[Section | Ask | Action, ...] = (section, *section.asks, *section.actions)
        for owner in owners:
            for name in owner.stages:
                if name not in stages:
                    self.refuse(owner.id, f"{owner.id!r} names the stage {name!r}, which is not there")
        for ask in section.asks:
            if bool(ask.choices) != (ask.kind in {AskKind.CHOICE, AskKind.TICKS}):
                self.refuse(
                    ask.id, f"{ask.id!r}: choices belong to the kinds choice and ticks, and to no other"
                )
        for action in section.actions:
            for name in action.when:
                if name not in brings | HOME_SHOWS:
                    self.refuse(action.id, f"{action.id!r} waits for {name!r}, which nobody can choose")

    def _check_names(self) -> None:
        sections = {section.id for section in self.plan.sections}
        for matter in self.plan.matters:
            for name in matter.sections:
                if name not in sections:
                    self.refuse(matter.id, f"{matter.id!r} names the section {name!r}, which is not there")
        for danger in self.plan.dangers:
            for name in danger.ways or ("",):
                if name not in self.plan.steps:
                    self.refuse(danger.id, f"{danger.id!r} names the way {name!r}, which is not there")
        for each in self.plan.household:
            if len(each.items) < FEWEST_LINES:
                self.refuse(each.id, f"the list {each.id!r} needs {FEWEST_LINES} lines, to be picked from")
