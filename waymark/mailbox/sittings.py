"""A sitting: one opened mailbox. Its token is random, lives in one hidden field, and is all that finds
and unseals it.

The row holds the token's hash and the mailbox's secret sealed under the token. Ten idle minutes end it.
"""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from uuid import UUID

from django.utils import timezone

from waymark.limits.buckets import may_take, take
from waymark.limits.slots import derivation_slot
from waymark.limits.terms import AskedToWait
from waymark.mailbox.models import Mailbox, Message, Sitting
from waymark.mailbox.terms import IDLE, WRONG_WORDS
from waymark.records.refusal import NotSaved
from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey, Secret, SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.mailboxes import derive_mailbox
from waymark.sealing.notes import seal_note_in, unseal_note_in
from waymark.sealing.places import Place
from waymark.sealing.words import Words

TOKEN_BYTES = 32


class SittingOver(Exception):  # noqa: N818 - what happened, not an error
    """No sitting answers to this token: it idled out, was left, or never was."""


@dataclass(frozen=True, repr=False)
class Opened(Secret):
    """A mailbox whose words were given, for one request."""

    mailbox: Mailbox
    secret: SecretKey
    token: str


def enter(words: Words) -> Opened | None:
    """The slow derivation, then a sitting, or None. Unknown words and those of an erased mailbox cost
    and say the same.

    Raises Busy when too many derive at once. After very many wrong words all words are tried one by one:
    right ones as well, since nobody can tell before, but nobody's are refused for what others typed.
    """
    with derivation_slot(one_by_one=not may_take(WRONG_WORDS)):
        keys = derive_mailbox(words)
    mailbox = Mailbox.objects.filter(locator=keys.locator, closed_on=None).first()
    if mailbox is None:
        with suppress(AskedToWait):
            take(WRONG_WORDS)
        return None
    return begin_sitting(mailbox, keys.secret)


def begin_sitting(mailbox: Mailbox, secret: SecretKey) -> Opened:
    """A new sitting of this mailbox."""
    raw = token_bytes(TOKEN_BYTES)
    row_id = _row_id(raw)
    note = {"mailbox": str(mailbox.id), "secret": secret.raw.hex()}
    with turn():
        Sitting.objects.filter(dies_at__lte=timezone.now()).delete()
        Sitting.objects.create(
            id=row_id, dies_at=_end(timezone.now()), sealed=seal_note_in(_key(raw), _place(row_id), note)
        )
    return Opened(mailbox, secret, urlsafe_b64encode(raw).decode("ascii"))


def sit(token: str) -> Opened:
    """The mailbox that this token opened. Raises SittingOver."""
    raw = _raw(token)
    row = Sitting.objects.filter(id=_row_id(raw)).first()
    now = timezone.now()
    if row is None or row.dies_at <= now:
        raise SittingOver
    try:
        note = unseal_note_in(_key(raw), _place(row.id), row.sealed)
    except DoesNotUnseal:
        raise SittingOver from None
    mailbox = Mailbox.objects.filter(id=UUID(str(note["mailbox"])), closed_on=None).first()
    if mailbox is None:
        raise SittingOver
    if _end(now) > row.dies_at:  # at most once a minute, so that reading is seldom a write
        with suppress(NotSaved), turn():  # then it ends a little sooner
            Sitting.objects.filter(id=row.id).update(dies_at=_end(now))
    return Opened(mailbox, SecretKey(bytes.fromhex(str(note["secret"]))), token)


def mark_read(opened: Opened, letters: Iterable[UUID]) -> None:
    """These of the mailbox are new no longer. No event is recorded, so that nobody learns when they read."""
    with turn():
        Message.objects.filter(mailbox=opened.mailbox, id__in=list(letters)).update(is_new=False)


def leave(token: str) -> None:
    """Ends a sitting; nothing happens if there is none."""
    try:
        row_id = _row_id(_raw(token))
    except SittingOver:
        return
    with turn():
        Sitting.objects.filter(id=row_id).delete()


def end_idle_sittings() -> int:
    """Deletes what idled out. For the worker."""
    with turn():
        return Sitting.objects.filter(dies_at__lte=timezone.now()).delete()[0]


def _end(now: datetime) -> datetime:
    """Ten minutes on, cut to the whole minute: a row tells no more than that."""
    return (now + IDLE).replace(second=0, microsecond=0)


def _raw(token: str) -> bytes:
    try:
        raw = b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        raise SittingOver from None
    if len(raw) != TOKEN_BYTES:
        raise SittingOver
    return raw


def _row_id(raw: bytes) -> bytes:
    return H(raw, "waymark-sit-id", b"", 32)


def _key(raw: bytes) -> IslandKey:
    return IslandKey(H(raw, "waymark-sit-key", b"", 32))


def _place(row_id: bytes) -> Place:
    return Place(Kind.SITTING, UUID(bytes=row_id[:16]), Field.SECRET)
