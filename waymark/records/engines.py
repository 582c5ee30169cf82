"""The one place that knows which database engine is below: destroying needs what no common SQL says.

After a shred key is deleted its bytes must leave the file, the write-ahead log and the dead rows as well.
"""

from django.db import connections, models

from waymark.records.routing import database_of

BRIEFLY = 250  # milliseconds that a person's own erasing waits for readers; the worker has longer


def delete_without_trace(rows: models.QuerySet[models.Model]) -> int:
    """Delete these rows so that SQLite overwrites their bytes in its file. Returns how many there were."""
    connection = connections[database_of(rows.model)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    return rows.delete()[0]


def overwrite_without_trace(rows: models.QuerySet[models.Model], **values: object) -> int:
    """The same for what other values take the place of. Returns how many rows there were."""
    connection = connections[database_of(rows.model)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    return rows.update(**values)


def scrub(model: type[models.Model], *, wholly: bool = False) -> bool:
    """Remove what deleted rows left in the log or in dead rows. False when it has to be tried again.

    Outside a transaction only: neither engine can do it inside one. On PostgreSQL a plain VACUUM can leave
    the bytes of a page's last row; `wholly` writes the table anew, for which only the worker should wait.
    """
    connection = connections[database_of(model)]
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            how = "FULL" if wholly else "SKIP_LOCKED"
            cursor.execute(f"VACUUM ({how}) {connection.ops.quote_name(model._meta.db_table)}")
            return True
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {BRIEFLY if not wholly else patience}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        return busy == 0
