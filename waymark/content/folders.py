"""A pack as its files: every text by its path inside the pack, whether from a folder or from tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from waymark.content.terms import PackFault


@dataclass(frozen=True, slots=True)
class PackText:
    """One pack, unread. `root` is only for telling where a fault is; `hidden` pages were withdrawn."""

    name: str
    root: Path
    files: Mapping[str, str]
    hidden: frozenset[str] = frozenset()

    def file(self, path: str) -> Path:
        return self.root / path

    def text(self, path: str) -> str:
        try:
            return self.files[path]
        except KeyError:
            raise PackFault(self.file(path), 1, "this file is missing") from None

    def named(self, folder: str) -> Iterator[tuple[str, str]]:
        """(name without ending, path) of each Markdown file that stands right in this folder."""
        for path in sorted(self.files):
            parent, _, name = path.rpartition("/")
            if parent == folder and name.endswith(".md"):
                yield name.removesuffix(".md"), path


def read_folder(folder: Path) -> PackText:
    """Every file of the pack in this folder. Raises PackFault for one that is not text."""
    files = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and not any(part.startswith(".") for part in path.split("/")):
            files[path] = _read(file)
    return PackText(folder.name, folder, files)


def _read(file: Path) -> str:
    raw = file.read_bytes()
    if b"\0" in raw or b"\r" in raw:
        raise PackFault(file, 1, "a pack holds text files with plain line ends")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise PackFault(file, 1, "a pack holds text in UTF-8, and this file is not") from None
