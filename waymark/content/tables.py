"""Reads single values out of the tables of a pack, and finds the line that a fault stands in."""

from typing import Any


def said(table: dict[str, Any], name: str, absent: str | None = None) -> str:
    """A text that is not empty, unless `absent` is what its lack or its emptiness means."""
    text = table[name] if absent is None else table.get(name, absent)
    if not isinstance(text, str) or not (text.strip() or absent == ""):
        raise ValueError(f"{name} is a text")
    return text


def texts(table: dict[str, Any], name: str, absent: tuple[str, ...] | None = None) -> tuple[str, ...]:
    found = table[name] if absent is None else table.get(name, absent)
    if not isinstance(found, list | tuple) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"{name} is a list of texts")
    return tuple(found)


def line_with(text: str, near: str) -> int:
    """The first line that holds `near` in quotation marks, else the first of all."""
    lines = text.split("\n")
    return next((number for number, held in enumerate(lines, 1) if f'"{near}"' in held), 1)
