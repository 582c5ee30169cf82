"""Reads what a pack says as tables: single values, rows of them, a whole file with the line of its fault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from waymark.content.files import line_with, read_toml
from waymark.content.terms import PackFault

Table = dict[str, Any]
T = TypeVar("T")
_AMISS: Final = (KeyError, TypeError, ValueError, AttributeError)


def read_whole(file: Path, text: str, called: str, read: Callable[[Table], T]) -> T:
    """What `read` makes of this text. Raises PackFault with the line of the innermost row that is amiss."""
    table = read_toml(file, text)
    try:
        return read(table)
    except KeyError as missing:
        reason = f"lacks {missing.args[0]!r}"
        raise PackFault(file, _near(text, missing), f"{reason}{_inside(missing)}") from None
    except _AMISS as wrong:
        reason = f"is not written as {called}: {wrong}"
        raise PackFault(file, _near(text, wrong), f"{reason}{_inside(wrong)}") from None


def rows(tables: list[Table], read: Callable[[Table], T]) -> tuple[T, ...]:
    """Each of these tables read. What is wrong in one is told with the id of the innermost."""
    found = []
    for each in tables:
        try:
            found.append(read(each))
        except _AMISS as wrong:
            if not getattr(wrong, "__notes__", ()) and isinstance(each, dict):
                wrong.add_note(str(each.get("id", "")))
            raise
    return tuple(found)


def only(table: Table, *names: str) -> None:
    """A misspelt key would otherwise be a text that nobody ever sees."""
    if unknown := sorted(set(table) - set(names)):
        raise ValueError(f"{', '.join(unknown)} means nothing")


def said(table: Table, name: str, absent: str | None = None) -> str:
    """A text that is not empty, unless `absent` is what its lack or its emptiness means."""
    text = table[name] if absent is None else table.get(name, absent)
    if not isinstance(text, str) or not (text.strip() or absent == ""):
        raise ValueError(f"{name} is a text")
    return text


def texts(table: Table, name: str, absent: tuple[str, ...] | None = None) -> tuple[str, ...]:
    found = table[name] if absent is None else table.get(name, absent)
    if not isinstance(found, list | tuple) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"{name} is a list of texts")
    return tuple(found)


def flag(table: Table, name: str) -> bool:
    found = table.get(name, False)
    if not isinstance(found, bool):
        raise ValueError(f"{name} is true or false")
    return found


def _row(wrong: BaseException) -> str:
    return next((note for note in getattr(wrong, "__notes__", ()) if note), "")


def _inside(wrong: BaseException) -> str:
    return f", in {_row(wrong)!r}" if _row(wrong) else ""


def _near(text: str, wrong: BaseException) -> int:
    return line_with(text, _row(wrong)) if _row(wrong) else 1
