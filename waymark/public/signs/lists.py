"""The lists of the packs in use, and where their steps lead. A broken one stops the face from starting."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from waymark.content.queries import library, path_of
from waymark.content.signs import SignsList, read_signs
from waymark.content.terms import FactKind, PackFault
from waymark.press.surroundings import doors, surroundings
from waymark.ui.languages import DEFAULT

FILE: Final = "signs.toml"


@dataclass(frozen=True, slots=True)
class Way:
    """A step as the page shows it: a link, or words around a number that can be dialled."""

    text: str
    href: str = ""
    phone: str = ""
    after: str = ""
    mark: bool = False  # nobody has checked this number lately


@lru_cache(maxsize=32)
def signs_in(language: str) -> SignsList | None:
    """The list in this language, from the nearest pack that has one; None when no pack has."""
    for pack in reversed(settings.PACKS):
        file = Path(settings.PACKS_DIR) / pack / language / FILE
        if file.exists():
            return read_signs(file, file.read_text(encoding="utf-8"))
    return None


def ways(signs: SignsList, names: tuple[str, ...], language: str) -> list[Way]:
    """These steps with their addresses in this language."""
    return [_way(signs, name, language) for name in names]


def check_lists() -> None:
    """Raises PackFault for a list that cannot be read, or a step of it that leads nowhere."""
    for language in library().languages:
        signs = signs_in(language)
        if signs is None and language == DEFAULT:
            raise PackFault(Path(settings.PACKS_DIR), 1, f"no pack in use has {DEFAULT}/{FILE}")
        if signs is not None:
            ways(signs, tuple(signs.steps), language)


def _way(signs: SignsList, name: str, language: str) -> Way:
    step = signs.steps[name]
    kind, _, target = step.to.partition(":")
    if kind == "fact":
        fact = library().facts.get(target)
        if fact and fact.kind is FactKind.PHONE:
            return Way(
                step.text, phone=fact.value, after=step.after, mark=fact.needs_mark(surroundings().today)
            )
    elif href := path_of(target, language) if kind == "page" else doors(language).get(target, ""):
        return Way(step.text, href, after=step.after)
    raise PackFault(signs.file, 1, f"the step {name!r} leads to {step.to!r}, which is not there")
