"""Where the steps of a list of signs or of a plan lead: to a page, a door into another room, or a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from waymark.content.files import line_with
from waymark.content.filling import fill_facts
from waymark.content.signs import SignsList, Step, read_signs
from waymark.content.terms import FactKind, Library, PackFault, Surroundings, page_path

_read = lru_cache(maxsize=64)(read_signs)


@dataclass(frozen=True, slots=True)
class Way:
    """A step as a page shows it: a link, or words around a number that can be dialled."""

    text: str
    href: str = ""
    phone: str = ""
    after: str = ""
    mark: bool = False  # nobody has checked this number lately


class HasSteps(Protocol):
    """What names its steps in a file of a pack."""

    @property
    def file(self) -> Path: ...
    @property
    def steps(self) -> Mapping[str, Step]: ...


def signs_in(library: Library, language: str, around: Surroundings) -> SignsList | None:
    """The list to tick in this language, facts filled in; None when no pack in use has one."""
    held = library.signs.get(language)
    return _read(held[0], fill_facts(*held, library, language, around)) if held else None


def ways(
    owner: HasSteps, names: Iterable[str], to: Library, language: str, around: Surroundings
) -> list[Way]:
    """These steps with their addresses in this language. Raises PackFault for one that leads nowhere."""
    return [_way(owner, name, to, language, around) for name in names]


def check_ways(library: Library, language: str, around: Surroundings) -> None:
    """Raises PackFault for a list that cannot be read, or a step of it that leads nowhere."""
    signs = signs_in(library, language, around)
    if signs is not None:
        ways(signs, signs.steps, library, language, around)


def _way(owner: HasSteps, name: str, to: Library, language: str, around: Surroundings) -> Way:
    step = owner.steps[name]
    kind, _, target = step.to.partition(":")
    if kind == "fact":
        fact = to.facts.get(target)
        if fact and fact.kind is FactKind.PHONE:
            return Way(step.text, phone=fact.value, after=step.after, mark=fact.needs_mark(around.today))
    else:
        codes = {page: page_path(language, code) for code, page in to.codes.items()}
        found = (codes if kind == "page" else around.doors(language)).get(target, "")
        if found:
            return Way(step.text, found, after=step.after)
    texts = (text for file, text in (*to.signs.values(), *to.plans.values()) if file == owner.file)
    line = line_with(next(texts, ""), step.to)
    raise PackFault(owner.file, line, f"the step {name!r} leads to {step.to!r}, which is not there")
