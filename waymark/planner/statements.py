"""The two reads of looking into a vault as plain SQL: having the ORM make them costs four times what they do.

Both always run, whether there is something or not, so that nothing and something cost alike.
"""

from typing import Any
from uuid import UUID

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from waymark.planner.models import Vault
from waymark.records.days import day
from waymark.records.models import ShredKey
from waymark.records.routing import KEYS, MAIN
from waymark.sealing.envelopes import Sealed
from waymark.sealing.keys import IslandKey

_VAULT = f'SELECT stamp, sealed FROM "{Vault._meta.db_table}" WHERE tag = %s AND kept_until >= %s'  # noqa: S608 - our own table's name, no value
_SHRED = f'SELECT "key" FROM "{ShredKey._meta.db_table}" WHERE island_id = %s'  # noqa: S608 - as above


def vault_row(tag: bytes) -> tuple[bytes, Sealed[bytes]] | None:
    """Stamp and sealed bytes of a vault whose day is not over."""
    connection = connections[MAIN]
    found = _one(connection, _VAULT, [tag, connection.ops.adapt_datefield_value(day())])
    return None if found is None else (bytes(found[0]), Sealed(bytes(found[1])))


def vault_shred_key(vault: UUID) -> IslandKey | None:
    """The shred key of a vault, or None once it is destroyed."""
    connection = connections[KEYS]
    found = _one(connection, _SHRED, [ShredKey._meta.pk.get_db_prep_value(vault, connection)])
    return None if found is None else IslandKey.of(found[0])


def _one(
    connection: BaseDatabaseWrapper, statement: str, values: list[Any]
) -> tuple[bytes | memoryview, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[bytes | memoryview, ...] | None = cursor.fetchone()
    return found
