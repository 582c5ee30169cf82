"""What a safety plan asks and suggests, as a pack says it. It holds no answer, no weight and no sum."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from waymark.content.signs import Step


class AskKind(StrEnum):
    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    TICKS = "ticks"
    PEOPLE = "people"
    LIST = "list"
    HOME = "home"


class Who(StrEnum):
    """Whose things stand in the bag."""

    ME = "me"
    CHILD = "child"
    BABY = "baby"
    PET = "pet"


@dataclass(frozen=True, slots=True)
class Named:
    """A text with its id: a choice, something that a trusted person knows or does."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Stage(Named):
    """Where somebody is now. `friend`: it is about somebody else."""

    friend: bool


@dataclass(frozen=True, slots=True)
class Ask:
    id: str
    kind: AskKind
    text: str
    hint: str
    choices: tuple[Named, ...]
    quick: bool
    stages: tuple[str, ...]
    apart: bool = False  # could lead somebody to the person: left out of a copy until it is ticked


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, why, and its own risk. `when`: what brings it up; empty: always."""

    id: str
    text: str
    why: str
    risk: str
    when: tuple[str, ...]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: str
    lead: str
    danger: str
    stages: tuple[str, ...]
    quick: bool
    asks: tuple[Ask, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can matter most, and the sections that then come first."""

    id: str
    text: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerSign:
    id: str
    text: str
    today: tuple[str, ...]
    ways: tuple[str, ...]
    friend: bool


@dataclass(frozen=True, slots=True)
class BagThing:
    id: str
    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class EverydayList:
    id: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """All of it in one language. `steps` are the ways to talk to somebody, by name."""

    file: Path
    words: Mapping[str, str]
    knows: tuple[Named, ...]
    does: tuple[Named, ...]
    innocent: tuple[str, ...]
    child_heading: str
    child_lines: tuple[str, ...]
    stages: tuple[Stage, ...]
    matters: tuple[Matter, ...]
    sections: tuple[Section, ...]
    steps: Mapping[str, Step]
    dangers: tuple[DangerSign, ...]
    bag: tuple[BagThing, ...]
    household: tuple[EverydayList, ...]

    def is_friend(self, stage: str) -> bool:
        """Whether whoever is at this stage plans for somebody else: without matters, a bag, a child."""
        return any(each.friend for each in self.stages if each.id == stage)

    def dangers_at(self, stage: str) -> tuple[DangerSign, ...]:
        """The signs that are asked at this stage."""
        friend = self.is_friend(stage)
        return tuple(each for each in self.dangers if each.friend is friend)

    def ids(self) -> Iterator[str]:
        """Every id, twice where it stands twice."""
        for named in (self.knows, self.does, self.stages, self.matters, self.dangers, self.bag):
            yield from (each.id for each in named)
        yield from (each.id for each in self.household)
        for section in self.sections:
            yield section.id
            for ask in section.asks:
                yield ask.id
                yield from (choice.id for choice in ask.choices)
            yield from (action.id for action in section.actions)
