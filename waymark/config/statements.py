"""What only the service can say of itself: how to complain, who answers for data, how long records are kept.

Each is a table of `service.toml` with the day on which somebody made sure of it. Nothing here has a default:
a page that sends somebody to an address which nobody reads does harm.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from waymark.clocks.saying import Length, Sayable, Unit

Said = str | tuple[str, ...] | Sayable
Table = dict[str, Any]

REACHED: Final = ("phone", "email", "address")
STATED_ON: Final = "stated_on"
_DAY_MADE_SURE: Final = "# the day on which somebody made sure"
# What each table must hold, as the line that a service.toml without it has to be given.
TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "complaints": {
        "to": '"…"  # who takes a complaint, such as "the quality lead"',
        "phone": '"…"  # phone, email, address: at least one of them',
        "email": '"…"',
        "address": '"…"',
        "days": "20  # working days until a complaint is answered",
        "next": '"…"  # who looks at it again, and how to reach them',
    },
    "data": {
        "controller": '"…"  # the organisation that answers for data',
        "phone": '"…"  # phone, email, address: at least one of them',
        "email": '"…"',
        "address": '"…"',
        "registration": '"…"  # its number at the Information Commissioner; without one, no line',
    },
    "keeping": {
        "years": "7  # how long a case is kept after it was closed; then it is destroyed",
        "weeks": "26  # how long a message without a mailbox is kept once you set it aside",
    },
}
_MAY: Final = frozenset({*REACHED, "registration"})
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE: Final = re.compile(r"\+?[0-9 ().-]*[0-9][0-9 ().-]*")
_LONGEST: Final = {"days": 60, "weeks": 520, "years": 100}
COUNTS: Final = frozenset(_LONGEST)


class NotStated(Exception):  # noqa: N818 - named for what it says
    """A sentence about the table that is not as it has to be."""


def lacking(raw: Table, today: date) -> str:
    """The lines that a service.toml without one of the tables has to be given; empty when it has all."""
    return "\n".join(_lines(name, today) for name in TABLES if not isinstance(raw.get(name), dict))


def _lines(name: str, today: date) -> str:
    told = "".join(f"{key} = {value}\n" for key, value in TABLES[name].items())
    return f"[{name}]\n{told}{STATED_ON} = {today.isoformat()}  {_DAY_MADE_SURE}\n"


def read_statements(raw: Table, today: date) -> dict[str, Said]:
    """Each statement by the name of its slot. Raises NotStated with one sentence that names what is wrong."""
    return {slot: said for name in TABLES for slot, said in read_table(name, raw[name], today).items()}


def read_table(name: str, table: Table, today: date) -> dict[str, Said]:
    """What one table says. Raises NotStated."""
    _check_keys(name, table, today)
    return _SAYS[name](table) | {f"{name}-stated": _day(name, table, today)}


def _complaints(table: Table) -> dict[str, Said]:
    return {
        "complaints": _reached("complaints", table),
        "complaints-to": _text("complaints", table, "to"),
        "complaints-next": _text("complaints", table, "next"),
        "complaints-days": Length(_count("complaints", table, "days"), Unit.WORKING_DAYS),
    }


def _data(table: Table) -> dict[str, Said]:
    number = [f"ICO registration {_text('data', table, 'registration')}"] if "registration" in table else []
    return {
        "data": (*_reached("data", table), *number),
        "data-controller": _text("data", table, "controller"),
    }


def _keeping(table: Table) -> dict[str, Said]:
    return {
        "kept": Length(_count("keeping", table, "years"), Unit.YEARS),
        "kept-message": Length(_count("keeping", table, "weeks"), Unit.WEEKS),
    }


_SAYS: Final[Mapping[str, Callable[[Table], dict[str, Said]]]] = {
    "complaints": _complaints,
    "data": _data,
    "keeping": _keeping,
}


def _check_keys(name: str, table: Table, today: date) -> None:
    known = {*TABLES[name], STATED_ON}
    if missing := [key for key in (*TABLES[name], STATED_ON) if key not in table and key not in _MAY]:
        wanted = TABLES[name].get(missing[0], f"{today.isoformat()}  {_DAY_MADE_SURE}")
        raise NotStated(f"[{name}] does not say {', '.join(missing)}: add the line  {missing[0]} = {wanted}")
    if unknown := sorted(set(table) - known):
        raise NotStated(f"[{name}] has names that are not known: {', '.join(unknown)}")


def _reached(name: str, table: Table) -> tuple[str, ...]:
    """Every way that is given, in one order on every page."""
    ways: dict[str, Callable[[str], object]] = {"phone": PHONE.fullmatch, "email": _EMAIL.fullmatch}
    found = []
    for way in REACHED:
        if way in table:
            value = _text(name, table, way)
            if way in ways and not ways[way](value):
                raise NotStated(f"[{name}] {way}: {value!r} is none")
            found.append(value)
    if not found:
        raise NotStated(f"[{name}] says no way to be reached: give phone, email or address")
    return tuple(found)


def _text(name: str, table: Table, key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip() or "…" in value or "\n" in value:
        raise NotStated(f"[{name}] {key} must be text on one line, filled in")
    return value.strip()


def _count(name: str, table: Table, key: str) -> int:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LONGEST[key]:
        raise NotStated(f"[{name}] {key} must be a whole number from 1 to {_LONGEST[key]}")
    return value


def _day(name: str, table: Table, today: date) -> date:
    value = table[STATED_ON]
    if isinstance(value, datetime) or not isinstance(value, date):
        raise NotStated(f"[{name}] {STATED_ON} must be a day, bare, such as {today.isoformat()}")
    if value > today:
        raise NotStated(f"[{name}] {STATED_ON} is a day that is still to come")
    return value


def this_day() -> date:
    return datetime.now(ZoneInfo("Europe/London")).date()
