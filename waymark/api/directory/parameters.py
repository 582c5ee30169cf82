"""What a request may ask, read once and strictly: the same table is printed in the OpenAPI document."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from waymark.api.answers import BadParameter

MOST_A_PAGE: Final = 500
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name: what it must be, as JSON Schema, and how it is read. `read` raises ValueError."""

    name: str
    says: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.removeprefix("-").isdecimal() and len(text) < 12):
            raise ValueError
        value = int(text)
        if not low <= value <= high:
            raise ValueError
        return value

    return read


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = float(text)
        if not math.isfinite(value) or not low <= value <= high or "_" in text or not text.isascii():
            raise ValueError
        return value

    return read


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _uuid(text: str) -> UUID:
    found = UUID(text)
    if str(found) != text.lower():
        raise ValueError
    return found


def _moment(text: str) -> datetime:
    found = parse_datetime(text.replace(" ", "+", 1) if "T" in text else text)
    if found is None or "T" not in text.upper():
        raise ValueError
    found = found if timezone.is_aware(found) else found.replace(tzinfo=UTC)
    try:
        # Databases take fewer offsets than the standard allows.
        return found.astimezone(UTC)
    except OverflowError:
        return found.replace(tzinfo=UTC)


def _clock(text: str) -> time:
    if len(text) != 5:
        raise ValueError
    return time.fromisoformat(text)


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError
        return text

    return read


def _text(text: str) -> str:
    if len(text) > 200 or "\x00" in text:
        raise ValueError
    return text


_UUID: Final = {"type": "string", "format": "uuid"}
_WORDS: Final = {"type": "string", "maxLength": 200, "pattern": r"^[^\x00]*$"}
_BOOL: Final = {"type": "boolean"}
_CLOCK: Final = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_AGE: Final = {"type": "number", "minimum": 0, "maximum": 130}

PARAMETERS: Final = {
    each.name: each
    for each in (
        Parameter("search", "Words; spelling is forgiven.", _WORDS, _text),
        Parameter(
            "page",
            "The number of the page, from 1.",
            {"type": "integer", "minimum": 1, "maximum": 1_000_000},
            _whole(1, 1_000_000),
        ),
        Parameter(
            "per_page",
            "How many on a page.",
            {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE, "default": 50},
            _whole(1, MOST_A_PAGE),
        ),
        Parameter(
            "format",
            "`ndjson`: all results, one a line, without pages.",
            {"type": "string", "enum": ["json", "ndjson"]},
            _one_of("json", "ndjson"),
        ),
        Parameter("taxonomy_term_id", "Only with this term.", _UUID, _uuid),
        Parameter("taxonomy_id", "Only with a term of this taxonomy.", _UUID, _uuid),
        Parameter("organization_id", "Only of this organisation.", _UUID, _uuid),
        Parameter(
            "modified_after",
            "Only what has changed since.",
            {"type": "string", "format": "date-time"},
            _moment,
        ),
        Parameter("minimal", "Only id and time of change.", _BOOL, _truth),
        Parameter("full", "Each record whole.", _BOOL, _truth),
        Parameter("full_service", "With each service whole.", _BOOL, _truth),
        Parameter("minimum_age", "For somebody of this age and older.", _AGE, _number(0, 130)),
        Parameter("maximum_age", "For somebody of this age and younger.", _AGE, _number(0, 130)),
        Parameter("start_time", "Open at or after this time, HH:MM.", _CLOCK, _clock),
        Parameter("end_time", "Open at or before this time, HH:MM.", _CLOCK, _clock),
        Parameter("day", "Open on this day.", {"type": "string", "enum": list(DAYS)}, _one_of(*DAYS)),
        Parameter(
            "postcode",
            "A postcode or its first half; only the first half is used.",
            _WORDS,
            _text,
        ),
        Parameter(
            "proximity",
            "Metres from the middle of that outcode; 15000 if not given.",
            {"type": "integer", "minimum": 1, "maximum": 500_000},
            _whole(1, 500_000),
        ),
        Parameter("top_only", "Only terms without a parent; all of ours are.", _BOOL, _truth),
        Parameter("parent_id", "Only terms under this one; ours have none.", _UUID, _uuid),
    )
}


def read_parameters(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    """The values that this address knows. Raises BadParameter; an unknown name is passed over."""
    found: dict[str, Any] = {}
    for name in names:
        given = request.GET.getlist(name)
        if not given:
            continue
        parameter = PARAMETERS[name]
        try:
            if len(given) > 1:
                raise ValueError
            found[name] = parameter.read(given[0])
        except (ValueError, KeyError, OverflowError):
            raise BadParameter(f"{name} cannot be read. {parameter.says}") from None
    return found
