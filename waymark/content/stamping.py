"""Writes into a translation which English blocks it was made from, so that nobody computes a hash by hand."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from waymark.content.composing import check_shape, hashes_of
from waymark.content.data import NAMES, stamp_of
from waymark.content.files import RawPage, RawPart, read_page, read_part
from waymark.content.folders import PackText
from waymark.content.terms import FALLBACK, PackFault

_FROM: Final = re.compile(r"^from = \[[^\]]*\]\n", re.MULTILINE)
_A_LINE: Final = 8
_DRAFT: Final = '+++\nstate = "draft"\n+++\n'


def stamp_packs(packs: Sequence[PackText], language: str, again: Collection[str] = ()) -> list[Path]:
    """Stamps each page and part of the last of these packs in this language that has no stamp yet, and
    those named in `again`. English that it translates may stand in any of them.

    Returns the files that were written. Raises PackFault, and writes nothing, where one is not built block
    for block as its English is.
    """
    nearest = packs[::-1]
    written = {
        file: text
        for path, name in _texts(nearest[0], language)
        if (found := _stamp_one(nearest, path, name, language, again))
        for file, text in (found,)
    }
    for file, text in written.items():
        file.write_text(text, encoding="utf-8")
    return sorted(written)


def stamp_text(text: str, hashes: Collection[str]) -> str:
    """The text with this stamp in its front matter; a part without front matter is given some, as a draft."""
    if not text.startswith("+++\n"):
        text = _DRAFT + text
    quoted = [f'"{each}"' for each in hashes]
    rows = [", ".join(quoted[at : at + _A_LINE]) for at in range(0, len(quoted), _A_LINE)]
    stamp = "from = [" + ",\n  ".join(rows) + "]\n"
    head, end = text[: text.index("\n+++\n", 3) + 1], text[text.index("\n+++\n", 3) + 1 :]
    bare = _FROM.sub("", head)
    return bare + stamp + end


def _texts(pack: PackText, language: str) -> Iterator[tuple[str, str]]:
    """(path, path behind the language) of each page, part and file of data in this language."""
    yield from ((f"{language}/{name}", name) for name in NAMES if f"{language}/{name}" in pack.files)
    for folder in (language, f"{language}/parts"):
        for _, path in pack.named(folder):
            yield path, path.removeprefix(f"{language}/")


def _stamp_one(
    packs: Sequence[PackText], path: str, name: str, language: str, again: Collection[str]
) -> tuple[Path, str] | None:
    stamp = _stamped_data if name in NAMES else _stamped
    return stamp(packs, path, name, language, again)


def _english(packs: Sequence[PackText], name: str, file: Path) -> tuple[PackText, str]:
    """The nearest pack that has this in English, and the path there."""
    path = f"{FALLBACK}/{name}"
    under = next((each for each in packs if path in each.files), None)
    if under is None:
        raise PackFault(file, 1, f"there is no {path} that this could translate")
    return under, path


def _stamped_data(
    packs: Sequence[PackText],
    path: str,
    name: str,
    language: str,  # noqa: ARG001 - called as its twin is
    again: Collection[str],
) -> tuple[Path, str] | None:
    file, text = packs[0].file(path), packs[0].text(path)
    if _FROM.search(text) and file.stem not in again:
        return None
    under, english = _english(packs, name, file)
    state = "" if re.search(r"^state = ", text, re.MULTILINE) else 'state = "draft"\n'
    return file, f'{state}from = ["{stamp_of(under.text(english))}"]\n' + _FROM.sub("", text)


def _stamped(
    packs: Sequence[PackText], path: str, name: str, language: str, again: Collection[str]
) -> tuple[Path, str] | None:
    pack = packs[0]
    file, text = pack.file(path), pack.text(path)
    own = _read(file, text, language)
    known = own.translation is not None and own.translation.blocks
    if known and file.stem not in again:
        return None
    under, english_path = _english(packs, name, file)
    english = _read(under.file(english_path), under.text(english_path), FALLBACK)
    check_shape(own, english)
    return file, stamp_text(text, hashes_of(english))


def _read(file: Path, text: str, language: str) -> RawPage | RawPart:
    if file.parent.name != "parts":
        return read_page(file, text, language)
    if language != FALLBACK and not text.startswith("+++\n"):
        text = _DRAFT + text
    return read_part(file, text, language)
