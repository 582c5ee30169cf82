"""Rows that are true to any state of a model, made from its field types alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from waymark.records.classes import SealedField, TagField
from waymark.sealing.envelopes import Sealed

# Where a constraint over several columns decides, which a field alone does not tell: given a row's values.
HAND: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "cases.case": lambda values: {"stage": "closed" if values.get("closed_on") else "paused"},
    "directory.service": lambda _values: {"is_refuge": False},
    "staff.team": lambda values: {"kind": "wall" if values.get("within") else "casework"},
}


class RowMaker:
    """Makes rows; no two values of a kind are the same, so that what is mixed up shows."""

    def __init__(self) -> None:
        self.number = 100

    def make(self, model: type[models.Model], alias: str, *, full: bool) -> models.Model:
        """One row. `full`: with every field filled in; else only those that must be."""
        values: dict[str, Any] = {}
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.AutoField) or (field.null and not full):
                continue
            if isinstance(field, models.ForeignKey):
                values[field.name] = self.make(field.remote_field.model, alias, full=False)
            else:
                self.number += 1
                values[field.name] = value_for(field, self.number)
            if isinstance(field, models.BooleanField):
                values[field.name] = full
        if decide := HAND.get(model._meta.label_lower):
            values |= decide(values)
        return model._base_manager.using(alias).create(**values)


def value_for(field: Any, number: int) -> Any:
    """A value of the field's type; another one for each number."""
    if field.choices:
        return field.choices[number % len(field.choices)][0]
    for kind, make in KINDS:
        if isinstance(field, kind):
            return make(field, number)
    raise AssertionError(f"rows.py makes no value for {type(field).__name__} of {field.model._meta.label}")


# The first that fits: a kind stands before those that it descends from.
KINDS: list[tuple[type, Any]] = [
    (SealedField, lambda _field, number: Sealed(b"sealed \x00\xff %d" % number)),
    (TagField, lambda field, number: number.to_bytes(field.length, "big")),
    (models.BinaryField, lambda field, number: number.to_bytes(field.max_length or 40, "big")),
    (models.UUIDField, lambda _field, number: UUID(int=number << 64 | number)),
    (models.TextField, lambda _field, number: f"words خط {number} 'quoted' %s \\ \n line"),
    (models.CharField, lambda field, number: f"{number} é'"[: field.max_length]),
    (
        models.DateTimeField,
        lambda _field, number: datetime(2026, 3, 29, 0, 59, tzinfo=UTC) + timedelta(days=number),
    ),
    (models.DateField, lambda _field, number: date(2024, 2, 29) + timedelta(days=number)),
    (models.TimeField, lambda _field, number: time(number % 24, 59)),
    (models.BooleanField, lambda _field, _number: False),  # a row in full says true to each
    (models.FloatField, lambda _field, number: number % 80 + 0.125),
    (models.IntegerField, lambda _field, number: number),
]
