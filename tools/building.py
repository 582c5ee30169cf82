"""Builds everything that is built, twice, and compares the bytes. `./do build-twice` runs this.

From two copies of what git would commit, in folders of other names and depths, with other file times, hash
seeds, time zones, languages and masks; the second with a clock that is months ahead. The age bundle is
built anew by a test of its own, from its packages.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from waymark.config.about import write_service
from waymark.config.keysfolder import make_keys
from waymark.config.made_up import FACTS, OPEN_IN_DEMONSTRATION, STATEMENTS
from waymark.config.statements import STATED_ON

HOUSE: Final = Path(__file__).resolve().parent.parent
# name of the copy, mask, seconds by which the clock is ahead, time of the files, and the environment
ONE: Final = ("one", 0o022, 0, 1_000_000_000, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"})
FURTHEST: Final = 300
"""Days: within the year after which a page says that a service's statement is old."""
_DUE: Final = re.compile(r"^review_due\s*=\s*(\d{4}-\d\d-\d\d)", re.MULTILINE)
ELSEWHERE: Final = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
Circumstances = tuple[str, int, int, int, dict[str, str]]
Steps = tuple[tuple[str, ...], ...]
IN_PLACE: Final = ("docs/generated", "docs/settings.md", "waymark/locale", "waymark/clocks/holiday_table.py")
PACK: Final = ("hatchling", "build", "-d", "{made}/dist")
PRESS: Final = ("tools.pressing",)
WRITE: Final = (
    ("manage", "generated"),
    ("waymark.config", "settings", "--write", "docs/settings.md"),
    ("tools.bank_holidays",),
    ("tools.catalogues",),
)
"""What writes back into the house. Not in the first copy: what is committed was written once already."""
RUN: Final = """
import os, runpy, sys, time
import time_machine
os.umask(int(sys.argv[1]))
time_machine.travel(time.time() + int(sys.argv[2]), tick=True).start()
sys.argv = sys.argv[3:]
sys.path.insert(0, os.getcwd())
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


class CannotBuild(Exception):  # noqa: N818 - says nothing about the bytes
    """A step ended badly."""


def committed_files(house: Path) -> list[str]:
    """What git holds or would take in: no environment, no data, nothing left over from an earlier build."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(command, cwd=house, capture_output=True, check=True)  # noqa: S603 - no word of others
    return sorted({name for name in told.stdout.decode().split("\0") if name and (house / name).is_file()})


def copy_house(house: Path, copy: Path, *, mask: int, when: int) -> None:
    for name in committed_files(house):
        here, there = house / name, copy / name
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here, there)
        there.chmod((0o777 if os.access(here, os.X_OK) else 0o666) & ~mask)
        os.utime(there, (when, when))


def build(house: Path, folder: Path, circumstances: Circumstances, steps: Steps) -> dict[str, bytes]:
    """Everything that is built, by name, from a copy of the house that is made in this folder."""
    name, mask, ahead, when, environment = circumstances
    copy, made, data = folder / name, folder / name / "build" / "made", folder / name / "build" / "data"
    copy_house(house, copy, mask=mask, when=when)
    make_keys(data / "keys")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    statements = {each: {**said, STATED_ON: yesterday} for each, said in STATEMENTS.items()}
    write_service(
        data / "service.toml", {**FACTS, **statements, **dict.fromkeys(OPEN_IN_DEMONSTRATION, True)}
    )
    ours = (
        "WAYMARK_",
        "DJANGO_",
        "DATABASE",
        "KEYS_DATABASE",
        "PYTHON",
        "SOURCE_DATE_EPOCH",
        "LC_",
        "LANG",
        "TZ",
    )
    env = {key: value for key, value in os.environ.items() if not key.startswith(ours)} | environment
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "WAYMARK_DATA": str(data)}
    for step in steps:
        command = [
            sys.executable,
            "-c",
            RUN,
            str(mask),
            str(ahead),
            *(word.format(made=made) for word in step),
        ]
        done = subprocess.run(  # noqa: S603 - steps named above
            command, cwd=copy, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CannotBuild(f"`{' '.join(step)}` in {name!r} ended with {done.returncode}:\n{done.stderr}")
    return dict(collected(copy, made, data))


def collected(copy: Path, made: Path, data: Path) -> Iterator[tuple[str, bytes]]:
    for archive in sorted((made / "dist").iterdir()):
        yield archive.name, archive.read_bytes()
    yield from files_below(data / "static", "static")
    for place in IN_PLACE:
        yield from files_below(copy / place, place)
    with closing(sqlite3.connect(data / "waymark.sqlite3")) as database:
        for path, body in database.execute("SELECT path, body FROM press_pressedpage"):
            yield f"page {path}", body
        yield (
            "stamp of the pages",
            database.execute("SELECT stamp FROM press_pressing").fetchone()[0].encode(),
        )


def files_below(place: Path, name: str) -> Iterator[tuple[str, bytes]]:
    if place.is_file():
        yield name, place.read_bytes()
    for file in sorted(place.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            yield f"{name}/{file.relative_to(place)}", file.read_bytes()


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """A sentence for each thing that is not the same bytes; of an archive, the first member that is not."""
    found = [f"{name} was built only once" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        if one[name] != other[name]:
            inside = ""
            if name.endswith((".whl", ".tar.gz")):
                first, second = dict(members(name, one[name])), dict(members(name, other[name]))
                inside = next(
                    (f", at {each}" for each in first if first[each] != second.get(each)),
                    ", in how it is packed",
                )
            found.append(f"{name} differs{inside}")
    return found


def members(name: str, archive: bytes) -> Iterator[tuple[str, object]]:
    if name.endswith(".whl"):
        with zipfile.ZipFile(BytesIO(archive)) as wheel:
            for entry in wheel.infolist():
                yield entry.filename, (entry.date_time, entry.external_attr, wheel.read(entry))
    else:
        with tarfile.open(fileobj=BytesIO(archive)) as source:
            for member in source:
                body = source.extractfile(member)
                yield member.name, (member.mtime, member.mode, member.uid, member.uname, body and body.read())


def days_ahead(house: Path, today: date) -> int:
    """How far the second clock may be ahead: a page rightly says something else once a fact is overdue.

    A day less than that, since clocks change by an hour.
    """
    found = (
        date.fromisoformat(due)
        for file in house.glob("packs/*/*.toml")
        for due in _DUE.findall(file.read_text("utf-8"))
    )
    return max(0, min([FURTHEST, *((due - today).days - 1 for due in found if due >= today)]))


def build_twice(house: Path = HOUSE) -> tuple[int, list[str]]:
    """How many things were built, and what differs between the two times. Raises CannotBuild."""
    with tempfile.TemporaryDirectory(prefix="waymark-built-") as folder:
        one = build(house, Path(folder), ONE, (PACK, PRESS))
        ahead = days_ahead(house, datetime.now(UTC).date()) * 86_400
        elsewhere = ("further/down/the other one", 0o077, ahead, 1_790_000_000, ELSEWHERE)
        other = build(house, Path(folder), elsewhere, (PACK, *WRITE, PRESS))
    return len(one), differences(one, other)


def main() -> int:
    try:
        count, found = build_twice()
    except CannotBuild as why:
        print(why)
        return 1
    for each in found:
        print(each)
    print(f"{count} things were built twice: {len(found) or 'none'} of them not the same bytes.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
