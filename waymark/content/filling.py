"""Fills the facts into a list of signs or a plan, which are no pages and have no foot."""

import json
import re
from pathlib import Path
from typing import Final

from waymark.content.markup import DOUBT
from waymark.content.terms import FALLBACK, Fact, FactKind, FactStatus, Library, PackFault, Surroundings

_FACT: Final = re.compile(r"\{\{fact:([a-z0-9-]+)\}\}")
_TO_THE_END: Final = re.compile(rf'{DOUBT}([^"]*?)(?=[.!?۔؟।](?:[\s”’)]|\\?")|\\?")')


def fill_facts(file: Path, text: str, library: Library, language: str, around: Surroundings) -> str:
    """The text with each {{fact:…}} as its value, and what words rest on as nothing. One that nobody checked
    lately says so where its sentence ends.
    """
    mark = f" ({checking_words(library, language)})"

    def show(slot: re.Match[str]) -> str:
        fact = library.facts.get(slot[1])
        if fact is None:
            line = text.count("\n", 0, slot.start()) + 1
            raise PackFault(file, line, f"there is no fact called {slot[1]!r}")
        doubt = fact.needs_mark(around.today) and not _is_of_danger(fact)
        if fact.is_rested_on:
            return mark if doubt else ""
        return json.dumps(fact.value, ensure_ascii=False)[1:-1] + (DOUBT if doubt else "")

    return _TO_THE_END.sub(lambda found: found[1].replace(DOUBT, "") + mark, _FACT.sub(show, text))


def _is_of_danger(fact: Fact) -> bool:
    """What is known and settled says what to do in danger: nothing stands beside it, even once overdue."""
    return fact.kind is FactKind.KNOWN and fact.status is FactStatus.SETTLED


def checking_words(library: Library, language: str) -> str:
    """What a mark says in this language."""
    return (library.words.get(language) or library.words[FALLBACK])["check"]
