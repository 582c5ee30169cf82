"""Takes a pack apart into what an editor works on, one page or fact at a time, and puts it together again.

Nothing is lost on the way: together the pieces are the files, byte for byte.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from waymark.content.folders import PackText
from waymark.content.terms import ItemKind

FACTS: Final = "facts.toml"
_FACT: Final = re.compile(r"^\s*\[\[fact\]\]\s*$")
_ID: Final = re.compile(r"^id\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)
_PATHS: Final = (
    (re.compile(r"pack\.toml"), ItemKind.INDEX),
    (re.compile(r"(?P<language>[a-z]{2,3}(?:-[a-z]+)?)/words\.toml"), ItemKind.WORDS),
    (re.compile(r"(?P<language>[a-z]{2,3}(?:-[a-z]+)?)/parts/(?P<name>[^/]+)\.md"), ItemKind.PART),
    (re.compile(r"(?P<language>[a-z]{2,3}(?:-[a-z]+)?)/(?P<name>[^/]+)\.md"), ItemKind.PAGE),
)
_READ: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]+)?/)?lines\.toml|[a-z]{2,3}(?:-[a-z]+)?/(?:signs|plan)\.toml"
)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which piece of which pack. A fact has no language; other data is named by its path."""

    pack: str
    kind: ItemKind
    language: str
    name: str

    @property
    def path(self) -> str:
        """The file that the piece stands in."""
        return {
            ItemKind.INDEX: "pack.toml",
            ItemKind.WORDS: f"{self.language}/words.toml",
            ItemKind.PART: f"{self.language}/parts/{self.name}.md",
            ItemKind.PAGE: f"{self.language}/{self.name}.md",
            ItemKind.FACTS_HEAD: FACTS,
            ItemKind.FACT: FACTS,
            ItemKind.DATA: self.name,
        }[self.kind]


def is_carried(key: Key) -> bool:
    """Whether it is a file that the pack only carries, such as its places and its list of organisations: the
    site does not read it from the tables, so that no edit of it would ever be seen.
    """
    return key.kind is ItemKind.DATA and not _READ.fullmatch(key.name)


@dataclass(frozen=True, slots=True)
class Piece:
    """`position` counts facts in the order of their file."""

    key: Key
    position: int
    text: str


def take_apart(pack: PackText) -> list[Piece]:
    """The pieces of a pack, in the order of its files."""
    pieces: list[Piece] = []
    for path, text in sorted(pack.files.items()):
        if path == FACTS:
            pieces += _facts(pack.name, text)
        else:
            pieces.append(Piece(_key(pack.name, path), 0, text))
    return pieces


def put_together(
    name: str, root: Path, pieces: Iterable[Piece], hidden: frozenset[str] = frozenset()
) -> PackText:
    """The pack that these pieces make. `hidden` are the ids of pages that were withdrawn."""
    files: dict[str, str] = {}
    for piece in sorted(pieces, key=lambda each: (each.key.path, each.position, each.key)):
        files[piece.key.path] = files.get(piece.key.path, "") + piece.text
    return PackText(name, root, files, hidden)


def _key(pack: str, path: str) -> Key:
    for pattern, kind in _PATHS:
        if found := pattern.fullmatch(path):
            named = found.groupdict()
            return Key(pack, kind, named.get("language") or "", named.get("name") or "")
    return Key(pack, ItemKind.DATA, "", path)


def _facts(pack: str, text: str) -> Iterator[Piece]:
    """The head of the file, then each fact with whatever stands behind it up to the next."""
    stretches = [""]
    for line in text.splitlines(keepends=True):
        if _FACT.match(line):
            stretches.append("")
        stretches[-1] += line
    yield Piece(Key(pack, ItemKind.FACTS_HEAD, "", ""), 0, stretches[0])
    for position, stretch in enumerate(stretches[1:], 1):
        found = _ID.search(stretch)
        name = found[1] if found else f"without-an-id-{position}"
        yield Piece(Key(pack, ItemKind.FACT, "", name), position, stretch)
