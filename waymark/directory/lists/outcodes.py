"""Lists of postcodes as their publishers write them, and the middle of each outcode, for a `places.toml`.

Reads three layouts: a table with the columns outcode, latitude and longitude; a directory of postcodes with
a latitude and longitude in each row, as the statistics office publishes it; and Code-Point Open's tables
without a first line, in metres of the national grid. Rows stream; only a sum for each outcode is kept.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waymark.directory.lists.grid import degrees_of
from waymark.records.refusal import Refused

MOST_FAULTS: Final = 50
_OUTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}")
# First names win: a directory has several spellings of one postcode, and all of them will do.
_POSTCODES: Final = ("pcds", "pcd8", "pcd7", "pcd", "pcd2", "postcode")
# Where nothing is known the statistics office writes a place at the pole.
_NOWHERE: Final = 90.0
# Code-Point Open: postcode, positional quality, eastings, northings. Quality 90 is "no coordinates".
_NO_COORDINATES: Final = "90"


@dataclass(slots=True)
class Sum:
    """The rows of one outcode so far."""

    rows: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    town: str = ""

    def add(self, latitude: float, longitude: float, town: str) -> None:
        self.rows += 1
        self.latitude += latitude
        self.longitude += longitude
        self.town = self.town or town


@dataclass(slots=True)
class Outcodes:
    """What a file gave: sums by outcode, how many rows were left out, and why the first of them were."""

    sums: dict[str, Sum] = field(default_factory=dict)
    left_out: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def leave_out(self, line: int, why: str) -> None:
        self.left_out += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append((line, why))

    def middles(self) -> dict[str, tuple[float, float, str]]:
        """Latitude and longitude in degrees to three decimals, and the town where the file names one."""
        return {
            code: (round(one.latitude / one.rows, 3), round(one.longitude / one.rows, 3), one.town)
            for code, one in sorted(self.sums.items(), key=lambda each: _in_order(each[0]))
        }


def _in_order(code: str) -> tuple[str, int, str]:
    found = re.fullmatch(r"([A-Z]+)(\d+)(.*)", code)
    assert found
    return found[1], int(found[2]), found[3]


def read_outcodes(path: Path, only: Sequence[str] = ()) -> Outcodes:
    """The outcodes of a file, or of the tables in a zip; with `only`, those of these letters or codes.

    Refused when the file cannot be read, or is none of the three layouts.
    """
    found = Outcodes()
    wanted = {each.upper() for each in only}
    try:
        with ExitStack() as held:
            for lines in _tables(path, held):
                _read_table(lines, wanted, found)
    except (OSError, zipfile.BadZipFile) as wrong:
        raise Refused(f"{path} cannot be read.") from wrong
    except UnicodeDecodeError as wrong:
        raise Refused(f"{path} is not text in UTF-8.") from wrong
    except csv.Error as wrong:
        raise Refused(f"{path} is not a table: {wrong}.") from wrong
    if not found.sums:
        raise Refused(f"{path} holds no outcode that could be read.")
    return found


def _tables(path: Path, held: ExitStack) -> Iterator[Iterable[str]]:
    if path.suffix.lower() != ".zip":
        yield held.enter_context(path.open(encoding="utf-8-sig", newline=""))
        return
    archive = held.enter_context(zipfile.ZipFile(path))
    for name in sorted(archive.namelist()):
        # Beside the data both publishers ship tables of codes and of column names.
        if name.lower().endswith(".csv") and "doc" not in name.lower().split("/")[:-1]:
            raw = held.enter_context(archive.open(name))
            yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")


def _read_table(lines: Iterable[str], wanted: set[str], found: Outcodes) -> None:
    rows = csv.reader(lines)
    first = next(rows, None)
    if first is None:
        return
    names = {name.strip().lower(): at for at, name in enumerate(first)}
    longitude = names.get("long", names.get("longitude"))
    latitude = names.get("lat", names.get("latitude"))
    if latitude is not None and longitude is not None:
        named = ("outcode", *_POSTCODES)
        code = next((names[name] for name in named if name in names), None)
        if code is None:
            return
        columns = {"code": code, "latitude": latitude, "longitude": longitude, "town": names.get("town", -1)}
        for line, row in enumerate(rows, 2):
            _read_degrees(line, row, columns, wanted, found)
    elif len(first) >= 4 and _code_of(first[0]):
        for line, row in enumerate([first], 1):
            _read_metres(line, row, wanted, found)
        for line, row in enumerate(rows, 2):
            _read_metres(line, row, wanted, found)


def _code_of(text: str) -> str:
    """The outcode of a postcode or outcode, in any of the publishers' spacings."""
    text = text.strip().upper()
    if found := _POSTCODE.fullmatch(text):
        return found[1]
    return text if _OUTCODE.fullmatch(text) else ""


def _is_wanted(code: str, wanted: set[str]) -> bool:
    return (
        not wanted
        or code in wanted
        or code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").rstrip("0123456789") in wanted
    )


def _read_degrees(
    line: int, row: list[str], columns: Mapping[str, int], wanted: set[str], found: Outcodes
) -> None:
    if not any(row):
        return None
    if len(row) <= max(columns.values()):
        return found.leave_out(line, "The row is too short.")
    code = _code_of(row[columns["code"]])
    if not code:
        return found.leave_out(line, "This is no postcode.")
    if not _is_wanted(code, wanted):
        return None
    try:
        latitude, longitude = float(row[columns["latitude"]]), float(row[columns["longitude"]])
    except ValueError:
        return found.leave_out(line, "The latitude or longitude is no number.")
    if latitude > _NOWHERE:
        return found.leave_out(line, "It has no place.")
    if not (49 <= latitude <= 61 and -9 <= longitude <= 2):
        return found.leave_out(line, "It lies outside the United Kingdom.")
    town = row[columns["town"]].strip() if columns["town"] >= 0 else ""
    found.sums.setdefault(code, Sum()).add(latitude, longitude, town)
    return None


def _read_metres(line: int, row: list[str], wanted: set[str], found: Outcodes) -> None:
    if not any(row):
        return None
    code = _code_of(row[0])
    if not code:
        return found.leave_out(line, "This is no postcode.")
    if not _is_wanted(code, wanted):
        return None
    if len(row) < 4:
        return found.leave_out(line, "The row is too short.")
    if row[1].strip() == _NO_COORDINATES:
        return found.leave_out(line, "It has no place.")
    try:
        east, north = float(row[2]), float(row[3])
    except ValueError:
        return found.leave_out(line, "The eastings or northings are no number.")
    if not (0 < east <= 700_000 and 0 < north <= 1_300_000):
        return found.leave_out(line, "It lies outside the national grid.")
    found.sums.setdefault(code, Sum()).add(*degrees_of(east, north), "")
    return None
