"""Fills the facts into a list of signs or a plan, which are no pages and have no block for a mark to end."""

import json
import re
from pathlib import Path
from typing import Final

from waymark.content.terms import FALLBACK, FactKind, Library, PackFault, Surroundings

_FACT: Final = re.compile(r"\{\{fact:([a-z0-9-]+)\}\}")


def fill_facts(file: Path, text: str, library: Library, language: str, around: Surroundings) -> str:
    """The text with each {{fact:…}} as its value, and a law as nothing; one that nobody checked lately says
    so beside it.
    """
    check = checking_words(library, language)

    def show(slot: re.Match[str]) -> str:
        fact = library.facts.get(slot[1])
        if fact is None:
            line = text.count("\n", 0, slot.start()) + 1
            raise PackFault(file, line, f"there is no fact called {slot[1]!r}")
        mark = f" ({check})" if fact.needs_mark(around.today) else ""
        shown = "" if fact.kind is FactKind.LAW else fact.value
        return json.dumps(f"{shown}{mark}", ensure_ascii=False)[1:-1]

    return _FACT.sub(show, text)


def checking_words(library: Library, language: str) -> str:
    """What a mark says in this language."""
    return (library.words.get(language) or library.words[FALLBACK])["check"]
