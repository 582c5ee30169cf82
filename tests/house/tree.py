"""The house's own files and syntax trees, read once for every architecture test."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Source:
    path: Path
    text: str

    @property
    def name(self) -> str:
        return str(self.path.relative_to(HOUSE))

    @property
    def module(self) -> str:
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the house but migrations."""
    paths = sorted((HOUSE / "waymark").rglob("*.py"))
    return tuple(Source(path, path.read_text("utf-8")) for path in paths if "migrations" not in path.parts)


def named(file: str) -> tuple[Source, ...]:
    """Every room's file (or folder) of that name: `rules` finds rules.py and rules/*.py."""
    return tuple(s for s in sources() if s.path.stem == file or file in s.path.relative_to(HOUSE).parts)


def functions(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def texts_of(held: object) -> Iterator[str]:
    """Every text in a file of data."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from texts_of(each)
