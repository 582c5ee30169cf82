"""A pack as one zip file, and back. Nothing is unpacked to a disk; an odd zip is refused whole."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

from waymark.content.folders import PackText
from waymark.records.refusal import Refused

MOST_BYTES: Final = 4 * 1024 * 1024  # as sent
MOST_FILES: Final = 4000
MOST_OF_ONE: Final = 512 * 1024
MOST_TOGETHER: Final = 24 * 1024 * 1024
_PATH: Final = re.compile(r"(?:[a-z0-9_-]+/){0,3}[a-z0-9_-]+\.(?:md|toml|csv|json|txt)")
_NAME: Final = re.compile(r"[a-z0-9-]{1,64}")
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


def zip_pack(pack: PackText) -> bytes:
    """Every file in a folder with the pack's name. The same pack makes the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        for path, text in sorted(pack.files.items()):
            entry = zipfile.ZipInfo(f"{pack.name}/{path}", _FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            held.writestr(entry, text)
    return made.getvalue()


def unzip_pack(raw: bytes) -> PackText:
    """*Refuses* what is no zip, too much, named oddly, not text, or not in one folder."""
    if len(raw) > MOST_BYTES:
        raise _refused(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        with zipfile.ZipFile(BytesIO(raw)) as held:
            return _read_all(held)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _refused("This is not a zip file that can be read.") from None


def _read_all(held: zipfile.ZipFile) -> PackText:
    entries = [entry for entry in held.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise _refused(f"It holds more than {MOST_FILES} files.")
    files: dict[str, str] = {}
    names, together = set(), 0
    for entry in entries:
        name, _, path = entry.filename.partition("/")
        names.add(name)
        if not _NAME.fullmatch(name) or not _PATH.fullmatch(path):
            raise _refused(f"{entry.filename[:120]!r} is not the name of a file of a pack.")
        if path in files:
            raise _refused(f"{path} is in it twice.")
        raw = _read(held, entry)
        together += len(raw)
        if together > MOST_TOGETHER:
            raise _refused("Unpacked it is too much.")
        files[path] = _text(path, raw)
    if len(names) != 1:
        raise _refused("It holds one folder, named as the pack is, and the pack’s files in it.")
    name = names.pop()
    return PackText(name, Path(name), files)


def _read(held: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the header says about a size is not believed: no more is unpacked than is allowed."""
    with held.open(entry) as stream:
        raw = stream.read(MOST_OF_ONE + 1)
    if len(raw) > MOST_OF_ONE:
        raise _refused(f"{entry.filename} is larger than {MOST_OF_ONE // 1024} kB.")
    return raw


def _text(path: str, raw: bytes) -> str:
    if b"\0" in raw or b"\r" in raw:
        raise _refused(f"{path} is not text with plain line ends.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(f"{path} is not text in UTF-8.") from None


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="file")
