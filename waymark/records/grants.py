"""Grants: who was handed which secret. Each is sealed to its holder and wrapped under the secret's shred key.

For islands' keys and teams' secret halves alike. Plain, the secret goes to its taker only.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from waymark.records.engines import overwrite_without_trace
from waymark.records.ids import new_id
from waymark.records.models import Grant, ShredKey
from waymark.records.routing import KEYS
from waymark.records.turns import turn
from waymark.sealing.envelopes import unseal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.grants import seal_grant, unseal_grant
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import IslandKey, PublicKey, SecretKey, new_island_key
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.places import Place


def begin_shred_key(of_id: UUID, kind: Kind) -> IslandKey:
    """Make and commit the shred key of an island or a team, before anything is wrapped under it.

    A first try that was not saved in the main database leaves one behind: the next try finds it.
    """
    with turn(KEYS):
        ShredKey.objects.bulk_create(
            [ShredKey(island_id=of_id, kind=kind.value, key=new_island_key().raw)], ignore_conflicts=True
        )
        return IslandKey.of(ShredKey.objects.get(island_id=of_id).key)


def make_shred_key(kind: Kind) -> tuple[UUID, IslandKey]:
    """As `begin_shred_key`, for an id that is drawn here: nobody was there before, so one statement is
    enough.
    """
    row = ShredKey(island_id=new_id(), kind=kind.value, key=new_island_key().raw)
    with turn(KEYS, of_one_statement=True):
        row.save(force_insert=True)
    return row.island_id, IslandKey.of(row.key)


def shred_keys(of_ids: Iterable[UUID]) -> dict[UUID, IslandKey]:
    """The shred keys that still exist, in one query."""
    found = ShredKey.objects.filter(island_id__in=list(of_ids)).values_list("island_id", "key")
    return {of_id: IslandKey.of(key) for of_id, key in found}


def shred_key(of_id: UUID) -> IslandKey:
    """The shred key; `DoesNotUnseal` once it is destroyed."""
    found = shred_keys([of_id]).get(of_id)
    if found is None:
        raise DoesNotUnseal
    return found


def shreds_of(of_ids: Iterable[UUID]) -> dict[UUID, tuple[IslandKey, ...]]:
    """The same with the one that takes the key's place, while that is under way."""
    found = ShredKey.objects.filter(island_id__in=list(of_ids)).values_list("island_id", "key", "next")
    return {
        of_id: (IslandKey.of(key),) if after is None else (IslandKey.of(key), IslandKey.of(after))
        for of_id, key, after in found
    }


def begin_next_shred_key(of_id: UUID, holding: IslandKey) -> IslandKey:
    """Make and commit the shred key that takes the place of `holding`, under which everything is wrapped now.

    Both stay until `settle_shred_key`: no crash between the two databases leaves what neither opens. The
    caller holds the lock of the island's row.
    """
    following = new_island_key()
    with turn(KEYS):
        rows = ShredKey.objects.filter(island_id=of_id)
        if not overwrite_without_trace(rows, key=holding.raw, next=following.raw):
            raise DoesNotUnseal
    return following


def settle_shred_key(of_id: UUID, following: IslandKey) -> None:
    """`following` is the shred key from now on, if it is still the one that was to take the key's place."""
    with turn(KEYS):
        rows = ShredKey.objects.filter(island_id=of_id, next=following.raw)
        overwrite_without_trace(rows, key=following.raw, next=None)


def drop_next_shred_key(of_id: UUID) -> None:
    """Forget the one under which nothing is wrapped. Under the lock of the island's row only."""
    with turn(KEYS):
        overwrite_without_trace(ShredKey.objects.filter(island_id=of_id), next=None)


def between_shred_keys() -> list[UUID]:
    """Whatever has two."""
    return list(
        ShredKey.objects.filter(next__isnull=False).order_by("island_id").values_list("island_id", flat=True)
    )


def shred_in_use(grants: Sequence[Grant], shreds: Sequence[IslandKey]) -> IslandKey | None:
    """Which of these all the grants are wrapped under; it asks nobody's key. None where there is no such one,
    or no grant.
    """
    return next((one for one in shreds if grants and all(_is_under(one, each) for each in grants)), None)


def _is_under(shred: IslandKey, grant: Grant) -> bool:
    try:
        unseal_in(shred, key_place(Kind(grant.of_kind), grant.of_id, grant.epoch), grant.sealed)
    except DoesNotUnseal:
        return False
    return True


def key_place(kind: Kind, of_id: UUID, epoch: int) -> Place:
    """Where the key of an epoch belongs."""
    return Place(kind, of_id, Field.KEY, epoch=epoch)


def write_grants(
    place: Place, shred: IslandKey, secret: bytes, *, to: Iterable[tuple[Holder, PublicKey]]
) -> list[Grant]:
    """Hand the secret at `place` to each holder, in one insert."""
    rows = [
        Grant(
            of_kind=place.kind.value,
            of_id=place.record,
            epoch=place.epoch,
            holder_kind=holder.kind.value,
            holder_id=holder.id,
            holder_epoch=holder.epoch,
            sealed=seal_grant(shred, place, public, secret),
        )
        for holder, public in to
    ]
    return Grant.objects.bulk_create(rows)


def take_grant(
    grants: Iterable[Grant], shreds: Sequence[IslandKey], keyring: Keyring
) -> tuple[int, bytes, IslandKey]:
    """The newest epoch among these grants that this keyring opens, its secret, and which of the shred keys it
    was wrapped under; or `DoesNotUnseal`.
    """
    held = set(keyring.holders)
    for grant in sorted(grants, key=lambda each: each.epoch, reverse=True):
        holder = holder_of(grant)
        if holder in held:
            secret, shred = open_grant(grant, shreds, keyring.secret_for(holder))
            return grant.epoch, secret, shred
    raise DoesNotUnseal


def open_grant(
    grant: Grant, shreds: Sequence[IslandKey], holder_secret: SecretKey
) -> tuple[bytes, IslandKey]:
    """What was granted, and which of the shred keys it was wrapped under; or `DoesNotUnseal`."""
    place = key_place(Kind(grant.of_kind), grant.of_id, grant.epoch)
    for shred in shreds:
        with suppress(DoesNotUnseal):
            return unseal_grant(shred, place, holder_secret, grant.sealed), shred
    raise DoesNotUnseal


def holder_of(grant: Grant) -> Holder:
    """Whom a grant was made to."""
    return Holder(HolderKind(grant.holder_kind), grant.holder_id, grant.holder_epoch)


def grants_of(of_ids: Iterable[UUID]) -> Mapping[UUID, list[Grant]]:
    """All grants of these islands or teams, in one query."""
    found: dict[UUID, list[Grant]] = {}
    for grant in Grant.objects.filter(of_id__in=list(of_ids)):
        found.setdefault(grant.of_id, []).append(grant)
    return found


def withdraw_grants(holder: Holder) -> int:
    """Delete every grant to this holder, whatever its epoch: nobody else is asked."""
    return Grant.objects.filter(holder_kind=holder.kind.value, holder_id=holder.id).delete()[0]
