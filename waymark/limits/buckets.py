"""Token buckets in the database, so that they hold across processes and restarts.

A bucket is found by a keyed hash of what it counts; neither a name nor an address is ever stored.
A take that is refused writes nothing, so a flood costs reads only.
"""

import time

from django.conf import settings

from waymark.limits.models import Bucket
from waymark.limits.terms import AskedToWait, Limit
from waymark.records.turns import turn
from waymark.sealing.hashing import LP, H

TAG_BYTES = 16


def take(limit: Limit, key: str = "") -> None:
    """Take one from the bucket of `key`; `AskedToWait` when it is empty.

    Inside a turn it is part of it, and given back if the turn fails; outside it is one short write.
    """
    tag = _tag(limit, key)
    _next_full_at(limit, Bucket.objects.filter(tag=tag).first())
    with turn():
        row = _locked(tag)
        full_at = _next_full_at(limit, row)
        Bucket.objects.filter(tag=tag).update(full_at=full_at)


def may_take(limit: Limit, key: str = "") -> bool:
    """Whether `take` would go through now. Takes nothing."""
    try:
        _next_full_at(limit, Bucket.objects.filter(tag=_tag(limit, key)).first())
    except AskedToWait:
        return False
    return True


def refill(limit: Limit, key: str = "") -> None:
    """Fill the bucket of `key` again, after a success has shown who it was."""
    with turn():
        Bucket.objects.filter(tag=_tag(limit, key)).delete()


def forget_full_buckets() -> int:
    """Delete the rows that no longer hold anybody back. Returns how many."""
    with turn():
        return Bucket.objects.filter(full_at__lte=_now()).delete()[0]


def _tag(limit: Limit, key: str) -> bytes:
    message = LP(limit.name.encode(), key.encode())
    return H(settings.KEYS.limits_key(), "waymark-limits", message, TAG_BYTES)


def _locked(tag: bytes) -> Bucket:
    rows = Bucket.objects.select_for_update().filter(tag=tag)
    row = rows.first()
    if row is None:
        Bucket.objects.bulk_create([Bucket(tag=tag)], ignore_conflicts=True)
        row = rows.get()
    return row


def _next_full_at(limit: Limit, row: Bucket | None) -> int:
    now = _now()
    full_at = max(row.full_at if row else 0, now) + limit.milliseconds
    too_soon = full_at - now - limit.size * limit.milliseconds
    if too_soon > 0:
        raise AskedToWait(limit.sentence, -(-too_soon // 1000))
    return full_at


def _now() -> int:
    return int(time.time() * 1000)
