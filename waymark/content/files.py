"""Reads the texts of a pack: index, pages, parts, facts, words. Faults are told with file and line."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from waymark.clocks.hours import NotHours, read_week
from waymark.content.folders import PackText
from waymark.content.terms import (
    FALLBACK,
    Fact,
    FactKind,
    FactStatus,
    PackFault,
    PageKind,
    TranslationState,
)

_FENCE: Final = "+++"
_LINE_OF: Final = re.compile(r"at line (\d+)")
_CODE: Final = re.compile(r"(?:[a-z0-9]{2,4})?")
_HASH: Final = re.compile(r"[0-9a-f]{8}")
_PAGE_KEYS: Final = frozenset({"id", "code", "heading"})
_PAGE_EXTRAS: Final = frozenset({"kind", "of"})
TRANSLATION_KEYS: Final = frozenset({"state", "checked_by", "checked_on", "from"})
_FACT_KEYS: Final = frozenset({"id", "kind", "value", "source", "owner", "review_due", "status"})
_FACT_EXTRAS: Final = frozenset({"checked_on", "because"})


@dataclass(frozen=True, slots=True)
class Translation:
    """How far a translation has come, and the short hash of each English block that it was made from."""

    state: TranslationState
    blocks: tuple[str, ...]
    checked_by: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as written: the Markdown of its body starts at `line` of its file."""

    id: str
    code: str
    heading: str
    markdown: str
    line: int
    file: Path
    kind: PageKind = PageKind.PAGE
    of: str = ""
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class RawPart:
    """A part as written; the English one has no front matter."""

    name: str
    markdown: str
    line: int
    file: Path
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class PackIndex:
    """`shelves` are rows of pages: a page's number in its title counts within its own."""

    file: Path
    id: str
    over: str
    languages: tuple[str, ...]
    shelves: dict[str, tuple[str, ...]]

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(page for shelf in self.shelves.values() for page in shelf)


def read_toml(file: Path, text: str, first_line: int = 1) -> dict[str, Any]:
    """The tables of a TOML text; its shape is checked by whoever asked."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE_OF.search(str(wrong))
        line = int(found[1]) - 1 if found else 0
        raise PackFault(file, first_line + line, f"not TOML: {wrong}") from None


def line_with(text: str, near: str) -> int:
    """The first line that holds `near` in quotation marks, else the first of all."""
    lines = text.split("\n")
    return next((number for number, held in enumerate(lines, 1) if f'"{near}"' in held), 1)


def line_of(text: str, key: str) -> int:
    """The line of this key of a page's front matter, else the first within it."""
    lines = text.split("\n")
    return next((number for number, held in enumerate(lines, 1) if re.match(rf"{key}\s*=", held)), 2)


def read_index(pack: PackText) -> PackIndex:
    file, text = pack.file("pack.toml"), pack.text("pack.toml")
    table = read_toml(file, text)
    missing = {"id", "languages", "shelves"} - set(table)
    if missing:
        raise PackFault(file, 1, f"the index lacks {', '.join(sorted(missing))}")
    if unknown := set(table) - {"id", "name", "over", "languages", "shelves"}:
        raise PackFault(file, 1, f"the index has {', '.join(sorted(unknown))}, which means nothing")
    if table["id"] != pack.name:
        line = line_with(text, table["id"])
        raise PackFault(file, line, f"the id {table['id']!r} is not the name of the folder")
    shelves = table["shelves"]
    if not isinstance(shelves, dict) or not all(isinstance(pages, list) for pages in shelves.values()):
        raise PackFault(file, 1, "shelves are a table: each name with its list of pages")
    index = PackIndex(
        file,
        table["id"],
        table.get("over", ""),
        tuple(table["languages"]),
        {name: tuple(pages) for name, pages in shelves.items()},
    )
    if twice := sorted({page for page in index.pages if index.pages.count(page) > 1}):
        raise PackFault(file, line_with(text, twice[0]), f"{', '.join(twice)} stands on the shelves twice")
    return index


def read_page(file: Path, text: str, language: str) -> RawPage:
    found = _front_matter(file, text)
    if found is None:
        raise PackFault(file, 1, "a page begins with front matter between +++ lines")
    table, markdown, line = found
    allowed = _PAGE_KEYS | _PAGE_EXTRAS | (TRANSLATION_KEYS if language != FALLBACK else set())
    if _PAGE_KEYS - set(table) or set(table) - allowed:
        raise PackFault(
            file,
            2,
            f"front matter holds {', '.join(sorted(_PAGE_KEYS))}; it may hold "
            f"{', '.join(sorted(allowed - _PAGE_KEYS))} and nothing else",
        )
    if table["id"] != file.stem:
        raise PackFault(file, line_of(text, "id"), f"the id {table['id']!r} is not the name of the file")
    if not _CODE.fullmatch(table["code"]):
        raise PackFault(
            file, line_of(text, "code"), "a code is 2 to 4 small letters or digits that say nothing"
        )
    try:
        kind = PageKind(table.get("kind", PageKind.PAGE))
    except ValueError:
        line = line_of(text, "kind")
        raise PackFault(file, line, f"there is no kind of page called {table['kind']!r}") from None
    if (kind is PageKind.EASY) != bool(table.get("of")):
        raise PackFault(file, 2, "an easy page says of which page, and no other does")
    translation = None if language == FALLBACK else read_translation(file, table)
    return RawPage(
        table["id"], table["code"], table["heading"], markdown, line, file,
        kind, table.get("of", ""), translation,
    )  # fmt: skip


def read_part(file: Path, text: str, language: str) -> RawPart:
    found = _front_matter(file, text)
    if language == FALLBACK:
        if found:
            raise PackFault(file, 1, "a part in English has no front matter")
        return RawPart(file.stem, text, 1, file)
    table, markdown, line = found or ({}, text, 1)
    if set(table) - TRANSLATION_KEYS:
        raise PackFault(file, 2, f"the front matter of a part holds {', '.join(sorted(TRANSLATION_KEYS))}")
    return RawPart(file.stem, markdown, line, file, read_translation(file, table))


def _front_matter(file: Path, text: str) -> tuple[dict[str, Any], str, int] | None:
    """The table, the text under it, and that text's first line; None without front matter."""
    lines = text.split("\n")
    if lines[0] != _FENCE or _FENCE not in lines[1:]:
        return None
    end = lines.index(_FENCE, 1)
    try:
        table = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as wrong:
        raise PackFault(file, 2, f"front matter is not TOML: {wrong}") from None
    return table, "\n".join(lines[end + 1 :]), end + 2


def read_translation(file: Path, table: dict[str, Any]) -> Translation:
    """How far a translation has come, from its front matter. Raises PackFault."""
    try:
        state = TranslationState(table.get("state", ""))
    except ValueError:
        raise PackFault(file, 2, 'a translation says state = "draft" or state = "checked"') from None
    by, on = table.get("checked_by", ""), table.get("checked_on")
    if (state is TranslationState.CHECKED) != bool(by) or bool(by) != isinstance(on, date):
        raise PackFault(file, 2, "a checked translation says checked_by and checked_on, and a draft neither")
    blocks = table.get("from", [])
    if not isinstance(blocks, list) or not all(
        isinstance(block, str) and _HASH.fullmatch(block) for block in blocks
    ):
        raise PackFault(file, 2, "from is a list of short hashes, as `waymark pack stamp` writes them")
    return Translation(state, tuple(blocks), by, on)


def read_facts(file: Path, text: str) -> dict[str, Fact]:
    """The facts of a pack by id."""
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[fact]]"]
    facts: dict[str, Fact] = {}
    for line, table in zip(starts, read_toml(file, text).get("fact", []), strict=True):
        fact = _read_fact(file, line, table)
        if fact.id in facts:
            raise PackFault(file, line, f"the fact {fact.id!r} stands here twice")
        facts[fact.id] = fact
    return facts


def _read_fact(file: Path, line: int, table: dict[str, Any]) -> Fact:
    name = table.get("id", "without an id")
    if missing := _FACT_KEYS - set(table):
        raise PackFault(file, line, f"the fact {name!r} lacks {', '.join(sorted(missing))}")
    if unknown := set(table) - _FACT_KEYS - _FACT_EXTRAS:
        raise PackFault(
            file, line, f"the fact {name!r} has {', '.join(sorted(unknown))}, which means nothing"
        )
    try:
        kind, status = FactKind(table["kind"]), FactStatus(table["status"])
    except ValueError as wrong:
        raise PackFault(file, line, f"the fact {name!r}: {wrong}") from None
    for key in ("review_due", "checked_on"):
        if key in table and not isinstance(table[key], date):
            raise PackFault(file, line, f"the fact {name!r}: {key} is not a day")
    if (status is FactStatus.CHECKED) != ("checked_on" in table):
        raise PackFault(file, line, f"the fact {name!r} is checked with a day, or has neither")
    if (status is FactStatus.SETTLED) != bool(table.get("because")):
        raise PackFault(file, line, f"the fact {name!r}: settled says because, and nothing else does")
    if kind is FactKind.HOURS:
        try:
            read_week(table["value"].split(";"))
        except NotHours as wrong:
            raise PackFault(file, line, f"the fact {name!r}: {wrong}") from None
    if kind is FactKind.WEB and not table["value"].startswith("https://"):
        raise PackFault(file, line, f"the fact {name!r}: an address starts with https://")
    return Fact(**{**table, "kind": kind, "status": status})


def read_words(file: Path, text: str) -> dict[str, str]:
    return {key: str(value) for key, value in read_toml(file, text).items()}
