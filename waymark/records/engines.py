"""The one place that knows which database engine is below: destroying needs what no common SQL says.

After a shred key is deleted its bytes must leave the file, the write-ahead log and the dead rows as well.
"""

from django.db import connections, models

from waymark.records.routing import database_of


def delete_without_trace(rows: models.QuerySet[models.Model]) -> int:
    """Delete these rows so that SQLite overwrites their bytes in its file. Returns how many there were."""
    connection = connections[database_of(rows.model)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    return rows.delete()[0]


def scrub(model: type[models.Model]) -> bool:
    """Remove what deleted rows left in the log or in dead tuples. False when it has to be tried again.

    Outside a transaction only: neither engine can do it inside one.
    """
    connection = connections[database_of(model)]
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            row = cursor.fetchone()
            return row is not None and row[0] == 0
        cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")
        return True
