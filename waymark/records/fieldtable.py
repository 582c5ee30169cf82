"""What the server can see, as a page of the documentation: made from the models, never by hand."""

from collections.abc import Mapping
from itertools import groupby

from django.conf import settings

from waymark.records.classes import FieldClass, StoredField, field_classes
from waymark.records.routing import KEYS, MAIN

OPENING = """# What the server can see

Made by `manage.py generated` from the models; a test fails when it is out of date. Every column of every
table is **sealed** (an envelope: unreadable without a key that the server does not keep), a **tag** (a keyed
hash), or **plain**, with the reason why it has to be. `threats.md` says from whom this protects.
Below each table stands what the public process may do to it on PostgreSQL (`waymark roles`); on SQLite that
wall is code only.
"""
DATABASE_TITLES = {
    MAIN: "The main database",
    KEYS: "The keys store (never in the main backup)",
}


def field_table() -> str:
    """The whole page. The same models give the same bytes."""
    stored, rights = field_classes(), _rights_of_the_public_role()
    parts = [OPENING]
    for database, title in DATABASE_TITLES.items():
        here = [field for field in stored if field.database == database]
        parts.append(f"## {title}\n")
        parts.append(_count(here))
        for table, fields in groupby(here, key=lambda each: each.table):
            parts.append(_table(table, list(fields), rights.get(database, {}).get(table, "nothing")))
    return "\n".join(parts)


def _count(fields: list[StoredField]) -> str:
    counts = {kind: sum(1 for field in fields if field.kind is kind) for kind in FieldClass}
    said = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    return f"{len({field.table for field in fields})} tables; columns: {said}.\n"


def _rights_of_the_public_role() -> Mapping[str, Mapping[str, str]]:
    """In words, from the settings: database, table, verbs. The composition root knows them."""
    given: Mapping[str, Mapping[str, str]] = getattr(settings, "PUBLIC_RIGHTS_IN_WORDS", {})
    return given


def _table(name: str, fields: list[StoredField], public: str) -> str:
    lines = [f"### {name}\n", "| column | class | why |", "|---|---|---|"]
    lines += [f"| {field.column} | {field.kind.value} | {field.reason} |" for field in fields]
    return "\n".join([*lines, f"\nThe public process may: {public}.\n"])
