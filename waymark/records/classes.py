"""Every stored field says what it is: sealed, a tag, or plain with a reason. Nothing is stored unclassified.

A sealed field takes only `Sealed` values, so that plain text cannot be saved in one by mistake.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query_utils import DeferredAttribute

from waymark.records.libraries import LIBRARY_FIELDS
from waymark.sealing.envelopes import Sealed

Assigned_contra = TypeVar("Assigned_contra", contravariant=True)
Read_co = TypeVar("Read_co", covariant=True)
AnyField = TypeVar("AnyField", bound="models.Field[Any, Any]")

TAG_BYTES = 16

if TYPE_CHECKING:
    _Bytes = models.Field
else:  # Django's fields take their types in stubs only

    class _Bytes(models.BinaryField):
        def __class_getitem__(cls, _types: object) -> type[models.BinaryField]:
            return cls


class _SealedSlot(DeferredAttribute):
    """Where a model keeps a sealed value: refuses anything else at the moment of assignment."""

    def __set__(self, instance: models.Model, value: object) -> None:
        if not (value is None or isinstance(value, Sealed | Expression)):
            raise TypeError(f"{self.field.name} takes sealed bytes only, not {type(value).__name__}")
        instance.__dict__[self.field.attname] = value


class SealedField(_Bytes[Assigned_contra, Read_co]):
    """Bytes of an envelope. In Python it is a `Sealed`, never its raw bytes."""

    _pyi_private_set_type: Sealed[Any]  # what the type checker's plugin reads
    _pyi_private_get_type: Sealed[Any]
    descriptor_class = _SealedSlot
    empty_strings_allowed = False

    def from_db_value(
        self, value: bytes | memoryview | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> Sealed[Any] | None:
        return None if value is None else Sealed(bytes(value))

    def get_prep_value(self, value: object) -> object:
        if value is None or isinstance(value, Expression):
            return value
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} takes sealed bytes only, not {type(value).__name__}")
        return value.raw

    def to_python(self, value: Any) -> Any:
        return value


class TagField(_Bytes[Assigned_contra, Read_co]):
    """A keyed hash of a fixed length, by which something is found without being readable. May be indexed."""

    _pyi_private_set_type: bytes
    _pyi_private_get_type: bytes

    def __init__(self, *args: Any, length: int = TAG_BYTES, **kwargs: Any) -> None:
        kwargs["max_length"] = length
        super().__init__(*args, **kwargs)
        self.length = length

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["length"] = kwargs.pop("max_length")
        return name, path, list(args), kwargs

    def from_db_value(
        self, value: bytes | memoryview | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> bytes | None:
        return None if value is None else bytes(value)

    def get_prep_value(self, value: object) -> object:
        if value is None or isinstance(value, Expression):
            return value
        if not isinstance(value, bytes) or len(value) != self.length:
            raise TypeError(f"{self.name} takes a tag of {self.length} bytes")
        return value


def plain(field: AnyField, *, because: str) -> AnyField:
    """The same field, marked as readable by whoever has the database, with the reason why it has to be.

    A foreign key would lose its type in here: name it in the model's own `plain_because` mapping instead.
    """
    if not because:
        raise ValueError("a plain field says why it is plain")
    field.plain_because = because  # type: ignore[attr-defined]  # our own mark on a library's object
    return field


class FieldClass(StrEnum):
    SEALED = "sealed"
    TAG = "tag"
    PLAIN = "plain"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, order=True)
class StoredField:
    """One column of one table, and what whoever has the database can read in it."""

    database: str
    table: str
    column: str
    kind: FieldClass
    reason: str


def field_classes() -> tuple[StoredField, ...]:
    """Every column of every installed model, ours or a library's, in a fixed order."""
    return tuple(sorted(_stored_fields()))


def unclassified() -> tuple[StoredField, ...]:
    """Columns that say nothing about themselves: a fault, which a test of the house reports."""
    return tuple(stored for stored in field_classes() if stored.kind is FieldClass.UNCLASSIFIED)


def _stored_fields() -> Iterator[StoredField]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        database = "keys" if getattr(model, "keys_store", False) else "default"
        for field in model._meta.local_concrete_fields:
            kind, reason = _class_of(model, field)
            yield StoredField(database, model._meta.db_table, str(field.column), kind, reason)


def _class_of(model: type[models.Model], field: "models.Field[Any, Any]") -> tuple[FieldClass, str]:
    if isinstance(field, SealedField):
        return FieldClass.SEALED, ""
    if isinstance(field, TagField):
        return FieldClass.TAG, ""
    said = getattr(model, "plain_because", {}).get(field.name) or getattr(field, "plain_because", "")
    reason = said or _library_reason(model, field)
    return (FieldClass.PLAIN, reason) if reason else (FieldClass.UNCLASSIFIED, "")


def _library_reason(model: type[models.Model], field: "models.Field[Any, Any]") -> str:
    if model.__module__.startswith("waymark."):
        return ""
    return LIBRARY_FIELDS.get(model._meta.label, {}).get(field.name, "")
