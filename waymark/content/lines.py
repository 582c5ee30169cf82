"""Reads the lines of a pack that can be rung: for whom, the hours as a clock reads them, the fact that is the
number.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from waymark.clocks.hours import NotHours, read_week
from waymark.content.files import read_toml
from waymark.content.folders import PackText
from waymark.content.terms import Fact, FactKind, Line, PackFault

LINES: Final = "lines.toml"
_NEEDED: Final = {"name": str, "fact": str, "whom": str, "hours": list, "source": str, "owner": str}
_MAY: Final = {"children": bool, "checked_on": date, "review_due": date}


def read_lines(pack: PackText, facts: Mapping[str, Fact]) -> tuple[Line, ...]:
    """The lines of one pack, in the order of the file, with numbers from the facts of all packs in use.

    Raises PackFault with the line of the file.
    """
    if LINES not in pack.files:
        return ()
    text = pack.files[LINES]
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[line]]"]
    tables = read_toml(pack.file(LINES), text).get("line", [])
    whom = dict(_whom(pack))
    found = zip(starts, tables, strict=True)
    return tuple(_line(pack, at, table, whom, facts) for at, table in found)


def _whom(pack: PackText) -> Iterator[tuple[str, dict[str, str]]]:
    """Each language with what `{language}/lines.toml` says for whom a line is, by the line's name."""
    for path, text in pack.files.items():
        language, _, name = path.rpartition("/")
        if language and name == LINES:
            yield language, read_toml(pack.file(path), text).get("whom", {})


def _line(
    pack: PackText,
    at: int,
    table: dict[str, Any],
    whom: Mapping[str, dict[str, str]],
    facts: Mapping[str, Fact],
) -> Line:
    file = pack.file(LINES)
    name = table.get("name", "without a name")
    if missing := (_NEEDED.keys() | {"review_due"}) - set(table):
        raise PackFault(file, at, f"the line {name!r} lacks {', '.join(sorted(missing))}")
    for key, value in table.items():
        kind = (_NEEDED | _MAY).get(key)
        if kind is None or not isinstance(value, kind):
            raise PackFault(file, at, f"the line {name!r}: {key} means nothing, or is not what it should be")
    try:
        week = read_week(table["hours"])
    except NotHours as wrong:
        raise PackFault(file, at, f"the line {name!r}: {wrong}") from None
    number = facts.get(table["fact"])
    if number is None or number.kind is not FactKind.PHONE:
        raise PackFault(file, at, f"the line {name!r}: {table['fact']!r} is no fact with a number")
    return Line(
        name=table["name"],
        number=number,
        whom=table["whom"],
        week=week,
        children=table.get("children", False),
        review_due=table["review_due"],
        checked_on=table.get("checked_on"),
        whom_in={language: said[name] for language, said in whom.items() if name in said},
    )
