"""Services of an Open Referral feed (HSDS or Open Referral UK 3.0), whole, one by one, faults by row.

A feed is somebody else's text: every part of it may be missing, mistyped or hostile.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from waymark.clocks.opening import ALWAYS, DAYS
from waymark.directory.entries import Entry, Number, Place
from waymark.directory.lists.wording import read_categories, read_numbers, ways_in, whom_in
from waymark.directory.rows import Row
from waymark.directory.rules import REFUGE_HAS_NO_PLACE, SOUNDS_LIKE_REFUGE
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, How, Known, What
from waymark.records.refusal import Refused

LONGEST_LINE: Final = 1_000_000
LARGEST_WHOLE: Final = 32_000_000
_TERMS: Final = {
    name.casefold(): term.value for names in (WHOM_NAMES, WHAT_NAMES) for term, name in names.items()
}
_WAYS: Final = {name.casefold(): term for term, name in HOW_NAMES.items()}
_TEXT: Final = frozenset({"text", "sms"})
Json = dict[str, Any]


def read_lines(file: BinaryIO) -> Iterator[Row]:
    """One service a line (ndjson): a file of any size, one line of it in memory."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            yield Row(number, f"line {number}", "", fault="This line is too long.")
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE)
        elif raw.strip():
            yield from _guarded(number, raw)


def read_pages(file: BinaryIO) -> Iterator[Row]:
    """A page of a feed, a list of services, or one service, read whole.

    Raises Refused for a file that is too large for that, or no JSON.
    """
    raw = file.read(LARGEST_WHOLE + 1)
    if len(raw) > LARGEST_WHOLE:
        raise Refused("This file is too large to read in one piece. Give it as .ndjson: one service a line.")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused("This file is no JSON.") from None
    if isinstance(found, dict):
        found = found.get("contents", [found])
    if not isinstance(found, list):
        raise Refused("This file holds no services.")
    for number, each in enumerate(found, 1):
        yield from _rows(number, each)


def _guarded(number: int, raw: bytes) -> Iterator[Row]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        yield Row(number, f"line {number}", "", fault="This line is no JSON.")
        return
    yield from _rows(number, found)


def _rows(number: int, found: object) -> Iterator[Row]:
    """One row, or one for each of its places: an entry here has one place at most."""
    if not isinstance(found, dict) or not _text(found, "id") or not _text(found, "name"):
        yield Row(number, f"line {number}", "", fault="This is no service: it has no id or no name.")
        return
    key, name = _text(found, "id")[:120], _text(found, "name")
    if _text(found, "status") not in {"", "active"}:
        yield Row(
            number, key, name, fault=f"Its status is “{_text(found, 'status')[:30]}”, so nobody can go there."
        )
        return
    remarks: list[str] = []
    try:
        entry = _entry(found, remarks)
        places = _places(found)
        if places and (entry.is_refuge or SOUNDS_LIKE_REFUGE.search(f"{entry.name} {entry.about}")):
            raise Refused(REFUGE_HAS_NO_PLACE, field="address")
    except Refused as refused:
        yield Row(number, key, name, fault=refused.sentence)
        return
    for at, place in enumerate(places or [None]):
        own = key if at == 0 else f"{key}/{at + 1}"
        yield Row(number, own, name, _placed(entry, place), remarks=tuple(remarks))


def _placed(entry: Entry, place: Place | None) -> Entry:
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**{**values, "place": place})


def _entry(found: Json, remarks: list[str]) -> Entry:
    names = [_text(term, "name").casefold() for term in _terms(found)]
    whom, what, unknown = read_categories(_TERMS.get(name, name) for name in names if name not in _WAYS)
    if unknown:
        remarks.append(f"Unknown terms: {', '.join(unknown)[:120]}")
    said = f"{_text(found, 'name')} {_text(found, 'description')}"
    if What.HOUSING in what and SOUNDS_LIKE_REFUGE.search(said):
        what |= {What.REFUGE}
    who = _text(found, "eligibility_description")
    numbers = tuple(_numbers(found))
    web, email = _text(found, "url"), _text(found, "email")
    hours, words = _hours(found)
    organisation = found.get("organization")
    ways: set[How] = {_WAYS[name] for name in names if name in _WAYS}
    return Entry(
        organisation=_text(organisation, "name") if isinstance(organisation, dict) else _text(found, "name"),
        name=_text(found, "name"),
        about=_text(found, "description"),
        who=who,
        access=_text(found, "interpretation_services"),
        cost=_text(found, "fees_description") or _text(found, "fees"),
        web=web,
        email=email,
        hours=hours,
        hours_words=words,
        minimum_age=_age(found, "minimum_age"),
        maximum_age=_age(found, "maximum_age"),
        numbers=numbers,
        areas=tuple(
            _text(area, "name")[:80] for area in _list(found, "service_areas") if _text(area, "name")
        ),
        whom=whom | whom_in(who),
        what=what,
        how=ways_in(said, numbers, email=bool(email), web=bool(web)) | ways,
        check_first="The hours are not clear." if words else "",
        source=_text(found, "url"),
        source_seen=_day(_text(found, "assured_date") or _text(found, "last_modified")),
    )


def _terms(found: Json) -> list[Json]:
    terms = [attribute.get("taxonomy_term") for attribute in _list(found, "attributes")]
    return [term for term in terms if isinstance(term, dict)]


def _numbers(found: Json) -> Iterator[Number]:
    for phone in _list(found, "phones"):
        typed = _text(phone, "number")
        is_text = _text(phone, "type").casefold() in _TEXT
        yield from read_numbers(
            "" if is_text else typed, typed if is_text else "", free=Known.UNKNOWN, on_bill=Known.UNKNOWN
        )


def _hours(found: Json) -> tuple[str, str]:
    """Weekly hours as editors type them; what is not weekly stays as words."""
    rules, words = [], []
    for row in _list(found, "schedules"):
        opens, closes = _text(row, "opens_at")[:5], _text(row, "closes_at")[:5]
        days = [day.strip().title() for day in _text(row, "byday").split(",") if day.strip()]
        weekly = _text(row, "freq") in {"", "WEEKLY"} and row.get("interval") in {None, 1}
        if weekly and opens and closes and days and set(days) <= {*DAYS, "Ph"}:
            rules.append((days, f"{opens}-{closes}"))
        elif text := _text(row, "description") or _text(row, "notes"):
            words.append(text)
        else:
            words.append(f"{_text(row, 'byday')} {opens}-{closes}".strip())
    by_day: dict[str, list[str]] = {}
    for days, times in rules:
        for day in days:
            by_day.setdefault("PH" if day == "Ph" else day, []).append(times)
    text = "; ".join(f"{day} {','.join(times)}" for day, times in by_day.items())
    if set(by_day) == {*DAYS} and {tuple(times) for times in by_day.values()} == {("00:00-00:00",)}:
        text = ALWAYS
    return text, "; ".join(words)[:300] if words and not text else ""


def _places(found: Json) -> list[Place]:
    places = []
    for each in _list(found, "service_at_locations"):
        location = each.get("location")
        if not isinstance(location, dict) or _text(location, "location_type") == "virtual":
            continue
        address = next(iter(_list(location, "addresses")), {})
        place = Place(
            _text(address, "address_1")[:160],
            _text(address, "city")[:80],
            _text(address, "postal_code").upper()[:10],
            _number(location, "latitude"),
            _number(location, "longitude"),
        )
        if place != Place() and place not in places:
            places.append(place)
    return places


def _list(found: Mapping[str, Any], name: str) -> list[Json]:
    value = found.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        return ""
    # Half of a pair of signs can stand in JSON, and in no database.
    return " ".join(value.encode("utf-8", "replace").decode().replace("\x00", " ").split())


def _number(found: Mapping[str, Any], name: str) -> float | None:
    value = found.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")  # no place and no age: refused as that


def _age(found: Mapping[str, Any], name: str) -> int | None:
    value = _number(found, name)
    if value is None:
        return None
    if not 0 <= value <= 130:
        raise Refused("An age here is between 0 and 130.", field=name)
    return int(value)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
