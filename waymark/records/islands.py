"""Islands: sealed things with a key of their own. Made, unlocked by whoever was granted it, turned.

The shred key is committed before anything is wrapped under it. Nobody without a grant learns more than that.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction

from waymark.records.days import day
from waymark.records.grants import (
    begin_next_shred_key,
    between_shred_keys,
    drop_next_shred_key,
    grants_of,
    holder_of,
    key_place,
    make_shred_key,
    settle_shred_key,
    shred_in_use,
    shred_key,
    shreds_of,
    take_grant,
    write_grants,
)
from waymark.records.models import BackLink, Grant, Island
from waymark.records.refusal import NotSaved
from waymark.records.turns import turn
from waymark.sealing.envelopes import Sealed, seal_in, unseal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import IslandKey, PublicKey, new_island_key
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place


@dataclass(frozen=True)
class Unlocked:
    """An island's current key and the epoch that new records must name in their place."""

    epoch: int
    key: IslandKey = field(repr=False)
    shred: IslandKey = field(repr=False)


def begin_island(kind: Kind, *, to: Iterable[tuple[Holder, PublicKey]]) -> tuple[Island, IslandKey]:
    """Make an island of epoch 0 and grant its key. Inside the caller's turn; its shred key commits first."""
    island, shred = begin_shredded(kind)
    key = new_island_key()
    write_grants(key_place(kind, island.id, 0), shred, key.raw, to=to)
    return island, key


def begin_shredded(kind: Kind) -> tuple[Island, IslandKey]:
    """Make an island with a shred key but no key of its own (a mailbox, a vault). Returns the shred key."""
    island_id, shred = make_shred_key(kind)
    return Island.objects.create(id=island_id, kind=kind.value, begun_on=day()), shred


def unlock(island_id: UUID, keyring: Keyring, epoch: int | None = None) -> IslandKey:
    """The island's key, or that of an older epoch. `DoesNotUnseal` if not granted, destroyed or absent."""
    unlocked = unlock_current(island_id, keyring)
    if epoch is None or epoch == unlocked.epoch:
        return unlocked.key
    return _older_key(island_id, unlocked, epoch)


def unlock_current(island_id: UUID, keyring: Keyring) -> Unlocked:
    """The key of the newest epoch that this keyring was granted. `DoesNotUnseal` as `unlock`."""
    found = unlock_many([island_id], keyring).get(island_id)
    if found is None:
        raise DoesNotUnseal
    return found


def unlock_many(island_ids: Iterable[UUID], keyring: Keyring) -> dict[UUID, Unlocked]:
    """Whichever of these islands the keyring was granted, in two queries. The others are simply not there."""
    wanted = list(island_ids)
    shreds = shreds_of(wanted)
    unlocked: dict[UUID, Unlocked] = {}
    for island_id, grants in grants_of(wanted).items():
        try:
            epoch, key, shred = take_grant(grants, shreds.get(island_id, ()), keyring)
        except DoesNotUnseal:
            continue
        unlocked[island_id] = Unlocked(epoch, IslandKey.of(key), shred)
    return unlocked


def grant_island(island_id: UUID, keyring: Keyring, *, to: Iterable[tuple[Holder, PublicKey]]) -> list[Grant]:
    """Grant the current key to more holders. `DoesNotUnseal` if the giver does not hold it."""
    with turn():
        island = _locked(island_id)
        unlocked = unlock_current(island_id, keyring)
        if unlocked.epoch != island.epoch:
            raise DoesNotUnseal
        place = key_place(Kind(island.kind), island_id, island.epoch)
        return write_grants(place, unlocked.shred, unlocked.key.raw, to=to)


def turn_island(
    island_id: UUID, keyring: Keyring, *, to: Iterable[tuple[Holder, PublicKey]], shut: bool = False
) -> tuple[int, IslandKey]:
    """Make the next key, link back to the old one, grant to `to` only, delete all older grants.

    `shut`: with a new shred key as well, so that an older copy of the grants and today's keys store open
    nothing. The price is that of destroying: a backup from before needs the keys store's of the same time.

    Returns the new epoch and key. `DoesNotUnseal` if the one who turns does not hold the current key.
    """
    holders = list(to)
    if not holders:
        raise ValueError("an island is turned to somebody")
    with turn():
        island = _locked(island_id)
        unlocked = unlock_current(island_id, keyring)
        if unlocked.epoch != island.epoch:
            raise DoesNotUnseal
        epoch, key = island.epoch + 1, new_island_key()
        place = key_place(Kind(island.kind), island_id, epoch)
        link = seal_in(key, _link_place(place), unlocked.key.raw)
        BackLink.objects.create(island_id=island_id, epoch=epoch, sealed=link)
        shred = begin_next_shred_key(island_id, unlocked.shred) if shut else unlocked.shred
        write_grants(place, shred, key.raw, to=holders)
        Grant.objects.filter(of_id=island_id, epoch__lt=epoch).delete()
        island.epoch = epoch
        island.save(update_fields=["epoch"])
        if shut:
            transaction.on_commit(partial(_settle, island_id, shred))
        return epoch, key


def finish_shutting() -> int:
    """Settle which shred key counts where a crash came between the two databases. For the worker.

    Under the lock of the island's row: whoever shuts somebody out at this moment is waited for.
    """
    settled = 0
    for island_id in between_shred_keys():
        with turn():
            if not Island.objects.select_for_update().filter(id=island_id).exists():
                continue
            grants = grants_of([island_id]).get(island_id, [])
            shreds = shreds_of([island_id]).get(island_id, ())
            used = shred_in_use(grants, shreds)
            if used is None or len(shreds) < 2:
                continue
            if used == shreds[0]:
                drop_next_shred_key(island_id)
            else:
                settle_shred_key(island_id, used)
            settled += 1
    return settled


def _settle(island_id: UUID, shred: IslandKey) -> None:
    with suppress(NotSaved):  # then the worker does it
        settle_shred_key(island_id, shred)


def needs_turning(island_id: UUID, *, newest: Iterable[Holder]) -> bool:
    """Whether a holder of the current key has a newer pair in `newest`: a write must turn it first."""
    epochs = {(holder.kind, holder.id): holder.epoch for holder in newest}
    holders = [holder_of(grant) for grant in grants_of([island_id]).get(island_id, [])]
    return any(holder.epoch < epochs.get((holder.kind, holder.id), 0) for holder in holders)


def holders_of(island_id: UUID) -> tuple[Holder, ...]:
    """Who holds the island's keys, in a fixed order."""
    return tuple(sorted({holder_of(grant) for grant in grants_of([island_id]).get(island_id, [])}))


def wrap(island_id: UUID, place: Place, sealed: Sealed[bytes]) -> Sealed[bytes]:
    """An envelope sealed once more under the island's shred key."""
    return wrap_under(shred_key(island_id), place, sealed)


def unwrap(island_id: UUID, place: Place, wrapped: Sealed[bytes]) -> Sealed[bytes]:
    """The envelope inside; `DoesNotUnseal` once the island is destroyed."""
    return unwrap_under(shred_key(island_id), place, wrapped)


def wrap_under(shred: IslandKey, place: Place, sealed: Sealed[bytes]) -> Sealed[bytes]:
    """`wrap` with the shred key at hand, for many envelopes of one island."""
    return seal_in(shred, place, sealed.raw)


def unwrap_under(shred: IslandKey, place: Place, wrapped: Sealed[bytes]) -> Sealed[bytes]:
    """`unwrap` with the shred key at hand."""
    return Sealed(unseal_in(shred, place, wrapped))


def _locked(island_id: UUID) -> Island:
    island = Island.objects.select_for_update().filter(id=island_id).first()
    if island is None:
        raise DoesNotUnseal
    return island


def _link_place(place: Place) -> Place:
    return Place(place.kind, place.record, Field.BACK_LINK, epoch=place.epoch)


def _older_key(island_id: UUID, unlocked: Unlocked, epoch: int) -> IslandKey:
    island = Island.objects.filter(id=island_id).first()
    if island is None or not 0 <= epoch < unlocked.epoch:
        raise DoesNotUnseal
    links = BackLink.objects.filter(island_id=island_id, epoch__gt=epoch, epoch__lte=unlocked.epoch)
    sealed = {link.epoch: link.sealed for link in links}
    key = unlocked.key
    for newer in range(unlocked.epoch, epoch, -1):
        if newer not in sealed:
            raise DoesNotUnseal
        place = _link_place(key_place(Kind(island.kind), island_id, newer))
        key = IslandKey.of(unseal_in(key, place, sealed[newer]))
    return key
