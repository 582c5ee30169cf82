"""What the holder of a vault may do with it: read, save, keep, erase. Never with a key of ours.

No event is recorded: the order of events would join a trusted person's copy to the plan that it is of.
Whatever opens nothing (unknown, erased, past its day, another's token) is answered alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hmac import compare_digest
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from waymark.limits.buckets import take
from waymark.planner.models import Vault
from waymark.planner.rules import check_keep, check_sealed
from waymark.planner.sizes import STAMP_BYTES, UNWRITTEN
from waymark.planner.statements import vault_row, vault_shred_key
from waymark.planner.terms import NEW_VAULTS
from waymark.records.days import day
from waymark.records.destroying import destroy_island
from waymark.records.grants import begin_shred_key
from waymark.records.islands import unwrap_under, wrap_under
from waymark.records.turns import atomic_turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey, Secret
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place

TAG_BYTES = 16


@dataclass(frozen=True, repr=False)
class Access(Secret):
    """Where a vault is and what may change it. The server stores a hash of each, so that whoever stole
    its database can neither ask for a later version nor change one.
    """

    locator: bytes
    token: bytes = b""

    @property
    def tag(self) -> bytes:
        return H(self.locator, "waymark-vault-id", b"", TAG_BYTES)

    @property
    def token_hash(self) -> bytes:
        return H(self.token, "waymark-vault-tk", b"", TAG_BYTES)


@dataclass(frozen=True, slots=True)
class Stored:
    """A version of a vault: its stamp, and the bytes as the browser sealed them."""

    stamp: bytes
    blob: bytes

    def __repr__(self) -> str:
        return "Stored(redacted)"


class Changed(Exception):  # noqa: N818 - what happened, not an error
    """Another device saved meanwhile: `now` is what it saved, to be merged in the browser."""

    def __init__(self, now: Stored) -> None:
        super().__init__("saved by another device")
        self.now = now


def read(access: Access) -> Stored | None:
    """The newest version, or None. Writes nothing, so nobody learns when, or that, it was read."""
    row, shred = vault_row(access.tag), vault_shred_key(vault_id(access.tag))
    return None if row is None or shred is None else _unwrap(access.tag, row, shred)


def save(access: Access, *, based_on: bytes, blob: bytes, days: int) -> bytes | None:
    """Stores a version and returns its stamp; None when there is nothing that this token may change.

    `based_on` is the stamp that the browser last saw. Raises Changed when that is not the newest; Refused
    for bytes or days that are not offered; AskedToWait when too many are begun at once: one that exists is
    never held back.
    """
    check_sealed(blob)
    check_keep(days)
    stamp, until = token_bytes(STAMP_BYTES), day() + timedelta(days=days)
    shred = vault_shred_key(vault_id(access.tag))
    if shred is not None:
        sealed = wrap_under(shred, vault_place(access.tag), Sealed(blob))
        if _replace(access, based_on, {"stamp": stamp, "kept_until": until, "sealed": sealed}):
            return stamp
    row = Vault.objects.filter(tag=access.tag).first()
    if row is None or shred is None:
        begins = based_on == UNWRITTEN and _begin(access, stamp, until, blob)
        return stamp if begins else None
    own = compare_digest(row.token, access.token_hash)
    now = _unwrap(access.tag, (bytes(row.stamp), row.sealed), shred) if own else None
    if now is None:
        return None
    raise Changed(now)


@atomic_turn
def _replace(access: Access, based_on: bytes, fields: dict[str, Any]) -> bool:
    """One statement compares and sets, so no two devices can both be the next. The write turn is short."""
    own = Vault.objects.filter(tag=access.tag, token=access.token_hash, stamp=based_on)
    return own.update(**fields) == 1


def keep(access: Access, *, days: int) -> bool:
    """Counts the days anew from today. False when there is nothing that this token may change."""
    check_keep(days)
    until = day() + timedelta(days=days)
    row = _own(access)
    if row is None:
        return False
    if row.kept_until != until:
        _keep(access, until)
    return True


@atomic_turn
def _keep(access: Access, until: date) -> None:
    Vault.objects.filter(tag=access.tag, token=access.token_hash).update(kept_until=until)


def erase(access: Access) -> bool:
    """Destroys the shred key, so that no backup can bring the vault back, then deletes the row.

    What a crash leaves is noise, which the worker clears. False when there was nothing to erase.
    """
    if _own(access) is None or not destroy_island(vault_id(access.tag)):
        return False
    _clear(access.tag)
    return True


@atomic_turn
def _clear(tag: bytes) -> None:
    Vault.objects.filter(tag=tag).delete()


def vault_id(tag: bytes) -> UUID:
    """The id under which the keys store has a vault's shred key."""
    return UUID(bytes=tag)


def vault_place(tag: bytes) -> Place:
    """Where the bytes of a vault belong."""
    return Place(Kind.VAULT, vault_id(tag), Field.BODY)


def _begin(access: Access, stamp: bytes, until: date, blob: bytes) -> bool:
    """Makes the row. Of two devices that begin in the same moment the second is told what the first saved."""
    try:
        _make(access, stamp, until, blob)
    except IntegrityError:
        now = read(access)
        if now is None:
            return False
        raise Changed(now) from None
    return True


@atomic_turn
def _make(access: Access, stamp: bytes, until: date, blob: bytes) -> None:
    """A row whose shred key is gone was erased, and makes room."""
    take(NEW_VAULTS)
    if vault_shred_key(vault_id(access.tag)) is None:
        Vault.objects.filter(tag=access.tag).delete()
    shred = begin_shred_key(vault_id(access.tag), Kind.VAULT)
    Vault.objects.create(
        tag=access.tag,
        token=access.token_hash,
        stamp=stamp,
        kept_until=until,
        sealed=wrap_under(shred, vault_place(access.tag), Sealed(blob)),
    )


def _own(access: Access) -> Vault | None:
    row = Vault.objects.filter(tag=access.tag).first()
    return row if row is not None and compare_digest(row.token, access.token_hash) else None


def _unwrap(tag: bytes, row: tuple[bytes, Sealed[bytes]], shred: IslandKey) -> Stored | None:
    stamp, sealed = row
    try:
        blob = unwrap_under(shred, vault_place(tag), sealed).raw
    except DoesNotUnseal:  # put there by somebody who can write the database: it opens nothing
        return None
    return Stored(stamp, blob)
