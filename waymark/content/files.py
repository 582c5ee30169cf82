"""Reads the files of a pack: front matter, body, facts, words. Faults are told with file and line."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from waymark.content.terms import Fact, FactKind, FactStatus, PackFault

_FENCE: Final = "+++"
_LINE_OF: Final = re.compile(r"at line (\d+)")
_CODE: Final = re.compile(r"(?:[a-z0-9]{2,4})?")
_PAGE_KEYS: Final = frozenset({"id", "code", "heading"})
_FACT_KEYS: Final = frozenset({"id", "kind", "value", "source", "owner", "review_due", "status"})
_FACT_EXTRAS: Final = frozenset({"checked_on", "because"})


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as written: the Markdown of its body starts at `line` of its file."""

    id: str
    code: str
    heading: str
    markdown: str
    line: int
    file: Path


@dataclass(frozen=True, slots=True)
class PackIndex:
    folder: Path
    id: str
    over: str
    languages: tuple[str, ...]
    pages: tuple[str, ...]


def read_toml(file: Path) -> dict[str, Any]:
    """The tables of a TOML file; its shape is checked by whoever asked."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackFault(file, 1, "this file is missing") from None
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE_OF.search(str(wrong))
        raise PackFault(file, int(found[1]) if found else 1, f"not TOML: {wrong}") from None


def read_index(folder: Path) -> PackIndex:
    file = folder / "pack.toml"
    table = read_toml(file)
    missing = {"id", "languages", "pages"} - set(table)
    if missing:
        raise PackFault(file, 1, f"the index lacks {', '.join(sorted(missing))}")
    if table["id"] != folder.name:
        raise PackFault(file, 1, f"the id {table['id']!r} is not the name of the folder")
    return PackIndex(
        folder, table["id"], table.get("over", ""), tuple(table["languages"]), tuple(table["pages"])
    )


def read_page(file: Path) -> RawPage:
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    if lines[0] != _FENCE or _FENCE not in lines[1:]:
        raise PackFault(file, 1, "a page begins with front matter between +++ lines")
    end = lines.index(_FENCE, 1)
    try:
        table = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as wrong:
        raise PackFault(file, 2, f"front matter is not TOML: {wrong}") from None
    if set(table) != _PAGE_KEYS:
        raise PackFault(file, 2, f"front matter holds {', '.join(sorted(_PAGE_KEYS))} and nothing else")
    if table["id"] != file.stem:
        raise PackFault(file, 2, f"the id {table['id']!r} is not the name of the file")
    if not _CODE.fullmatch(table["code"]):
        raise PackFault(file, 2, "a code is 2 to 4 small letters or digits that say nothing")
    return RawPage(table["id"], table["code"], table["heading"], "\n".join(lines[end + 1 :]), end + 2, file)


def read_facts(file: Path) -> dict[str, Fact]:
    """The facts of a pack by id; a pack need not have any."""
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").split("\n")
    starts = [number for number, line in enumerate(lines, 1) if line.strip() == "[[fact]]"]
    facts: dict[str, Fact] = {}
    for line, table in zip(starts, read_toml(file).get("fact", []), strict=True):
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
    if kind is FactKind.WEB and not table["value"].startswith("https://"):
        raise PackFault(file, line, f"the fact {name!r}: an address starts with https://")
    return Fact(**{**table, "kind": kind, "status": status})


def read_words(file: Path) -> dict[str, str]:
    return {key: str(value) for key, value in read_toml(file).items()}
