"""What stands in a database: its tables described line by line, and every row in them."""

import re
from typing import Any

from tests.house.moves import Contents

_COLUMNS = """
    SELECT 'column ' || table_name || '.' || column_name || ' ' || concat_ws(
        ' ', data_type, udt_name, character_maximum_length, numeric_precision, datetime_precision,
        'null ' || is_nullable, 'default ' || column_default, 'identity ' || identity_generation,
        'made ' || generation_expression, 'collation ' || collation_name)
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY(%s)
"""
_CONSTRAINTS = """
    SELECT 'constraint ' || conname || ' on ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text = ANY(%s)
"""
_INDEXES = """
    SELECT 'index ' || indexname || ' ' || indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = ANY(%s)
"""
_TRIGGERS = """
    SELECT 'trigger ' || tgname || ' ' || pg_get_triggerdef(oid) FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)
"""


def tables_of(connection: Any, labels: set[str]) -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(name for name in names if name.startswith(tuple(f"{label}_" for label in labels)))


def described(connection: Any, labels: set[str]) -> frozenset[str]:
    """One line for each column, constraint, index and trigger of these apps' tables."""
    tables = tables_of(connection, labels)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines: list[str] = []
            for query in (_COLUMNS, _CONSTRAINTS, _INDEXES, _TRIGGERS):
                cursor.execute(query, [tables])
                lines += [row[0] for row in cursor.fetchall()]
            return frozenset(lines)
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        rows = [row for row in cursor.fetchall() if row[2] in tables]
    return frozenset(line for row in rows for line in _lines(*row))


def _lines(kind: str, name: str, _table: str, sql: str) -> list[str]:
    """A table's statement falls into its columns and constraints, since their order says nothing."""
    flat = " ".join(sql.split())
    if kind != "table" or flat.upper().startswith("CREATE VIRTUAL"):
        return [f"{kind} {name} {flat}"]
    inside = flat[flat.index("(") + 1 : flat.rindex(")")]
    return [f"{kind} {name} {part}" for part in split_outside_brackets(inside)]


def split_outside_brackets(text: str) -> list[str]:
    parts, depth = [""], 0
    for piece in re.split(r"('(?:[^']|'')*'|\"[^\"]*\"|[(),])", text):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def contents(connection: Any, labels: set[str]) -> Contents:
    """Every row of these apps' tables; but the search index's own tables: it is checked by searching."""
    found: Contents = {}
    with connection.cursor() as cursor:
        for table in tables_of(connection, labels):
            if not table.startswith("directory_searchindex"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                names = [column[0] for column in cursor.description]
                rows = [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]
                found[table] = sorted(rows, key=repr)
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
