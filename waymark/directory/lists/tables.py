"""Lists as tables (CSV, UTF-8): one row a service, columns by their names, faults by row."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO, Final

from waymark.clocks.hours import NotHours
from waymark.directory.entries import Entry, Place
from waymark.directory.lists.wording import read_categories, read_hours, read_numbers, ways_in, whom_in
from waymark.directory.rows import Row
from waymark.directory.rules import REFUGE_HAS_NO_PLACE, SOUNDS_LIKE_REFUGE
from waymark.directory.storing import fold
from waymark.directory.terms import Known, What
from waymark.records.refusal import Refused

LONGEST_CELL: Final = 10_000
LONGEST_LINE: Final = 200_000
# Names that columns may have, ours first.
COLUMNS: Final = {
    "organisation": ("organisation", "organization"),
    "calls": ("phone", "phones"),
    "texts": ("text_phone", "text"),
    "who": ("who", "audience"),
    "areas": ("areas", "areas_covered"),
    "access": ("access", "languages_or_access"),
    "about": ("about", "summary", "description"),
    "source": ("source", "source_url"),
    "source_seen": ("source_seen", "last_seen"),
}
PLACE: Final = ("address", "town", "postcode", "latitude", "longitude")


def read_table(file: BinaryIO, *, keep_words: bool = False) -> Iterator[Row]:
    """Rows in order. With `keep_words`, hours that cannot be read stay as words, marked "check first".

    Raises Refused for a file that is no such table at all.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _read(text, keep_words=keep_words)
    finally:
        text.detach()  # whoever opened the file closes it


class _Lines:
    """The lines of a file, none of them whole in memory that is too long to be a row."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.text = text

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) < LONGEST_LINE:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(LONGEST_LINE)
        raise csv.Error("too long")


def _read(text: TextIOWrapper, *, keep_words: bool) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(_Lines(text), strict=True)
    try:
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
    except csv.Error as wrong:
        raise Refused("This file cannot be read as a table with commas.") from wrong
    if "name" not in columns:
        raise Refused("This file has no column called “name”. Is it a table in UTF-8 with a first line?")
    reader.fieldnames = columns
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            line = reader.line_num
            yield Row(line, f"line {line}", "", fault="This line is broken off or too long.")
            continue
        yield _row(reader.line_num, cells, keep_words=keep_words)


def _row(line: int, cells: dict[str, str | None], *, keep_words: bool) -> Row:
    if None in cells:
        return Row(
            line, f"line {line}", str(cells.get("name") or ""), fault="It has more cells than columns."
        )
    values = {name: (value or "").strip() for name, value in cells.items()}
    name = values.get("name", "")
    key = values.get("id") or fold(name) or f"line {line}"
    if any("\udc80" <= sign <= "\udcff" for value in values.values() for sign in value):
        shown = name.encode("ascii", "replace").decode()
        return Row(line, f"line {line}", shown, fault="Its letters are not UTF-8. Save the file as UTF-8.")
    if any("\x00" in value for value in values.values()):
        return Row(line, f"line {line}", "", fault="It holds signs that are no text.")
    remarks: list[str] = []
    try:
        entry = _entry(values, remarks, keep_words=keep_words)
    except Refused as refused:
        return Row(line, key[:200], name, fault=refused.sentence)
    return Row(line, key[:200], name, entry, remarks=tuple(remarks))


def _entry(values: dict[str, str], remarks: list[str], *, keep_words: bool) -> Entry:
    def cell(name: str) -> str:
        return next((values[each] for each in COLUMNS.get(name, (name,)) if values.get(each)), "")

    whom, what, unknown = read_categories(cell("categories").split(";"))
    if unknown:
        remarks.append(f"Unknown categories: {', '.join(unknown)[:120]}")
    said = f"{cell('name')} {cell('about')} {cell('access')}"
    if What.HOUSING in what and SOUNDS_LIKE_REFUGE.search(said):
        what |= {What.REFUGE}
    place = _place(values)
    if place is not None and (What.REFUGE in what or SOUNDS_LIKE_REFUGE.search(said)):
        raise Refused(REFUGE_HAS_NO_PLACE, field="address")
    web, email = _ways(cell("web"), cell("email"), remarks)
    numbers = read_numbers(
        cell("calls"), cell("texts"), free=_known(cell("free"), said), on_bill=_bill(cell("on_bill"), said)
    )
    hours, words = _hours(cell("hours"), remarks, keep_words=keep_words)
    return Entry(
        organisation=cell("organisation") or cell("name"),
        name=cell("name"),
        about=cell("about"),
        who=cell("who"),
        access=cell("access"),
        cost=cell("cost"),
        web=web,
        email=email,
        hours=hours,
        hours_words=words,
        minimum_age=_age(cell("minimum_age"), "minimum_age"),
        maximum_age=_age(cell("maximum_age"), "maximum_age"),
        numbers=numbers,
        areas=tuple(area.strip()[:80] for area in cell("areas").split(";") if area.strip()),
        whom=whom | whom_in(cell("who")),
        what=what,
        how=ways_in(said, numbers, email=bool(email), web=bool(web)),
        place=place,
        check_first=cell("check_first") or ("The hours are not clear." if words else ""),
        source=cell("source"),
        source_seen=cell("source_seen"),
        staff_note=cell("staff_note"),
    )


def _hours(text: str, remarks: list[str], *, keep_words: bool) -> tuple[str, str]:
    if not text:
        return "", ""
    try:
        return read_hours(text), ""
    except NotHours as wrong:
        if not keep_words:
            reason = str(wrong)
            said = (
                reason if reason.startswith("cannot") else f"the hours “{text[:60]}” cannot be read: {reason}"
            )
            raise Refused(f"{said[:1].upper()}{said[1:]}.", field="hours") from None
        remarks.append(f"The hours “{text[:60]}” stay as words")
        return "", text


def _ways(web: str, email: str, remarks: list[str]) -> tuple[str, str]:
    """A website with its scheme. An e-mail address that stands in the wrong column is taken as what it is."""
    if "@" in web and "/" not in web and not email:
        remarks.append("The website is an e-mail address")
        return "", web
    return (web if not web or "://" in web else f"https://{web}"), email


def _place(values: dict[str, str]) -> Place | None:
    given = {name: values.get(name, "") for name in PLACE}
    if not any(given.values()):
        return None
    try:
        latitude, longitude = (float(given[name]) if given[name] else None for name in PLACE[3:])
    except ValueError:
        raise Refused("The coordinates are not numbers.", field="latitude") from None
    return Place(
        given["address"][:160], given["town"][:80], given["postcode"].upper()[:10], latitude, longitude
    )


def _age(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise Refused(f"“{text[:12]}” is not an age.", field=field)
    return int(text)


def _known(text: str, said: str) -> Known:
    if text.lower() in {"yes", "no"}:
        return Known(text.lower())
    return Known.YES if "calls free" in said.lower() else Known.UNKNOWN


def _bill(text: str, said: str) -> Known:
    if text.lower() in {"yes", "no"}:
        return Known(text.lower())
    hidden = ("not shown on bills", "not on phone bills")
    return Known.NO if any(each in said.lower() for each in hidden) else Known.UNKNOWN
