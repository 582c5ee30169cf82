"""An entry whole: what an editor types, what a list brings, what a page and the feed show. Frozen."""

import json
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waymark.clocks.opening import Opening, read_opening
from waymark.directory.terms import How, Known, NumberKind, Stage, What, Whom


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is dialled; `send` is the word that a text must hold."""

    kind: NumberKind
    number: str
    send: str = ""
    free: Known = Known.UNKNOWN
    on_bill: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service can be found. A refuge never has one."""

    address: str = ""
    town: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that is said of one service."""

    organisation: str
    name: str
    about: str = ""
    who: str = ""
    access: str = ""
    cost: str = ""
    web: str = ""
    email: str = ""
    hours: str = ""
    hours_words: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    numbers: tuple[Number, ...] = ()
    areas: tuple[str, ...] = ()
    whom: frozenset[Whom] = frozenset()
    what: frozenset[What] = frozenset()
    how: frozenset[How] = frozenset()
    place: Place | None = None
    check_first: str = ""
    source: str = ""
    source_seen: str = ""
    staff_note: str = ""

    @property
    def is_refuge(self) -> bool:
        return What.REFUGE in self.what

    @property
    def opening(self) -> Opening | None:
        return read_opening(self.hours) if self.hours else None


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it stands in the directory."""

    id: UUID
    organisation_id: UUID
    entry: Entry
    stage: Stage
    checked_on: date | None
    checked_by: UUID | None
    review_due: date | None
    changed_at: datetime

    def is_overdue(self, today: date) -> bool:
        return self.review_due is not None and self.review_due < today

    @property
    def is_unverified(self) -> bool:
        return self.checked_on is None


def write_entry(entry: Entry) -> str:
    """The entry as text, for its history: equal entries give equal texts."""
    values = _parts(entry)
    values["numbers"] = [_parts(number) for number in entry.numbers]
    values["place"] = _parts(entry.place) if entry.place else None
    for name in ("whom", "what", "how"):
        values[name] = sorted(values[name])
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _parts(record: Entry | Number | Place) -> dict[str, Any]:
    """A record as a dict, one level deep: a list of thousands of rows is hashed and written by it."""
    return {name: getattr(record, name) for name in record.__slots__}


def read_entry(text: str) -> Entry:
    """The pair of `write_entry`. Names that are no longer known are left out."""
    values: dict[str, Any] = json.loads(text)
    known = {field.name for field in fields(Entry)}
    values = {name: value for name, value in values.items() if name in known}
    entry = Entry(**{**values, "numbers": (), "place": None})
    return replace(
        entry,
        numbers=tuple(
            Number(
                NumberKind(each["kind"]),
                each["number"],
                each["send"],
                Known(each["free"]),
                Known(each["on_bill"]),
            )
            for each in values["numbers"]
        ),
        areas=tuple(values["areas"]),
        whom=frozenset(Whom(word) for word in values["whom"]),
        what=frozenset(What(word) for word in values["what"]),
        how=frozenset(How(word) for word in values["how"]),
        place=Place(**values["place"]) if values["place"] else None,
    )


def differences(before: Entry, after: Entry) -> list[tuple[str, str, str]]:
    """What differs: the name of the part, what it said, what it says."""
    return [
        (field.name.replace("_", " "), _said(getattr(before, field.name)), _said(getattr(after, field.name)))
        for field in fields(Entry)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


def _said(value: object) -> str:
    if isinstance(value, frozenset | tuple):
        return ", ".join(sorted(str(getattr(each, "number", each)) for each in value)) or "nothing"
    if isinstance(value, Place):
        parts = (value.address, value.town, value.postcode, value.latitude, value.longitude)
        return ", ".join(str(part) for part in parts if part not in {"", None})
    return "nothing" if value in {"", None} else str(value)[:120]
