"""Destroying an island: one committed delete in the keys store. What remains is noise, in every backup.

The rows in the main database go afterwards; the worker finishes what a crash left behind.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings

from waymark.records.checks import LONGEST_KEYS_BACKUP
from waymark.records.engines import delete_without_trace, scrub
from waymark.records.grants import shred_keys
from waymark.records.models import BackLink, Grant, Island, SearchTag, ShredKey, TokenKey
from waymark.records.routing import KEYS
from waymark.records.turns import turn
from waymark.sealing.labels import Kind

BATCH = 500


def destroy_island(island_id: UUID) -> bool:
    """Delete the island's shred key and search tags, now and for good. False when it was gone already."""
    return destroy_islands([island_id]) == 1


def destroy_islands(island_ids: list[UUID]) -> int:
    """`destroy_island` for several in one commit. Returns how many still had a key."""
    with turn(KEYS):
        gone = delete_without_trace(ShredKey.objects.filter(island_id__in=island_ids))
        delete_without_trace(SearchTag.objects.filter(island_id__in=island_ids))
    scrub(ShredKey)
    return gone


def unreadable_from(destroyed_on: date) -> date:
    """From this day on no backup that follows the rules can bring it back: the keys store's are all newer."""
    kept = min(int(getattr(settings, "KEYS_BACKUP_DAYS", LONGEST_KEYS_BACKUP)), LONGEST_KEYS_BACKUP)
    return destroyed_on + timedelta(days=kept + 1)


def delete_island_rows(island_id: UUID) -> None:
    """Delete the rows of this room about a destroyed island, in the caller's turn."""
    Grant.objects.filter(of_id=island_id).delete()
    BackLink.objects.filter(island_id=island_id).delete()
    Island.objects.filter(id=island_id).delete()


def destroyed_islands() -> list[Island]:
    """Islands whose rows are still here while their shred key, always the first to exist, is gone."""
    found: list[Island] = []
    islands = Island.objects.order_by("id").iterator(chunk_size=BATCH)
    while some := list(islice(islands, BATCH)):
        alive = shred_keys(island.id for island in some)
        found.extend(island for island in some if island.id not in alive)
    return found


def scrub_keys_store() -> bool:
    """For the worker: leave no byte of a deleted key in the keys store. False: try again later."""
    done = [scrub(table, wholly=True) for table in (ShredKey, SearchTag, TokenKey)]
    return all(done)


def finish_destroying(rows_of: Callable[[Island], None], kinds: Collection[Kind] = tuple(Kind)) -> int:
    """Delete what is left of destroyed islands of these kinds: other rooms' rows by `rows_of`, then ours."""
    finished = 0
    for island in destroyed_islands():
        if island.kind not in kinds:
            continue
        with turn():
            rows_of(island)
            delete_island_rows(island.id)
        finished += 1
    scrub_keys_store()
    return finished
