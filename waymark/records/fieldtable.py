"""What the server can see, as a page of the documentation: made from the models, never by hand."""

from itertools import groupby

from waymark.records.classes import FieldClass, StoredField, field_classes
from waymark.records.routing import KEYS, MAIN

OPENING = """# What the server can see

Made by `manage.py generated` from the models; a test fails when it is out of date. Every column of every
table is **sealed** (an envelope: unreadable without a key that the server does not keep), a **tag** (a keyed
hash), or **plain**, with the reason why it has to be. `threats.md` says from whom this protects.
"""
DATABASE_TITLES = {
    MAIN: "The main database",
    KEYS: "The keys store (never in the main backup)",
}


def field_table() -> str:
    """The whole page. The same models give the same bytes."""
    stored = field_classes()
    parts = [OPENING]
    for database, title in DATABASE_TITLES.items():
        here = [field for field in stored if field.database == database]
        parts.append(f"## {title}\n")
        parts.append(_count(here))
        parts.extend(
            _table(table, list(fields)) for table, fields in groupby(here, key=lambda each: each.table)
        )
    return "\n".join(parts)


def _count(fields: list[StoredField]) -> str:
    counts = {kind: sum(1 for field in fields if field.kind is kind) for kind in FieldClass}
    said = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    return f"{len({field.table for field in fields})} tables; columns: {said}.\n"


def _table(name: str, fields: list[StoredField]) -> str:
    lines = [f"### {name}\n", "| column | class | why |", "|---|---|---|"]
    lines += [f"| {field.column} | {field.kind.value} | {field.reason} |" for field in fields]
    return "\n".join(lines) + "\n"
