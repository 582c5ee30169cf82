"""Print the SQL that gives a face's process a PostgreSQL role of its own, for one of the two databases.

Prints only; the databases' owner runs it, again after each migration.
"""

import argparse

from django.db import connections

from waymark.config.roles import api_role_sql, public_role_sql
from waymark.records.refusal import Refused


def run(asked: argparse.Namespace) -> None:
    connection = connections[asked.database]
    if connection.vendor != "postgresql":
        raise Refused("Roles are for PostgreSQL. On SQLite one file holds everything: see docs/threats.md.")
    try:
        write = api_role_sql if asked.face == "api" else public_role_sql
        role = asked.role or f"waymark_{asked.face}"
        statements = write(role, asked.database, connection.introspection.table_names())
    except ValueError as wrong:
        raise Refused(f"{wrong}.") from wrong
    print(";\n".join(statements) + ";")  # noqa: T201 - a command speaks to whoever typed it
