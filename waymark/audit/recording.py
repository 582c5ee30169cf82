"""Writing to the chains: appended in the caller's own transaction, or not at all."""

from uuid import UUID

from django.db import connections
from django.utils import timezone

from waymark.audit.models import ChainHead, Event
from waymark.audit.rules import BEGINNING, hash_event, hash_sealed, write_note
from waymark.audit.terms import Chain, Note, Tag
from waymark.records.days import day
from waymark.records.routing import MAIN
from waymark.sealing.envelopes import Sealed


def record(
    chain: Chain,
    tag: Tag,
    *,
    by: UUID | None,
    about: UUID | None,
    sealed_hash: bytes | None = None,
    note: Note | None = None,
    reason: Sealed[object] | None = None,
) -> Event:
    """Append one event. Write it last in a turn: until the turn ends the chain waits for it.

    `sealed_hash` is `hash_sealed` of what the caller just stored about `about`: reading checks it.
    """
    if not connections[MAIN].in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of what it tells")
    head = _locked_head(chain)
    event = Event(
        chain_id=chain.id,
        seq=head.length + 1,
        previous=head.hash,
        day=day(),
        second=None if chain.day_only else _second(),
        tag=_tag(tag),
        by=by,
        about=about,
        sealed_hash=sealed_hash,
        reason_hash=None if reason is None else hash_sealed(reason),
        reason=reason,
        note=write_note(note),
    )
    event.hash = hash_event(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(chain_id=chain.id).update(length=event.seq, hash=event.hash)
    return event


def _locked_head(chain: Chain) -> ChainHead:
    """The head, locked; made first if the chain is new. Two who begin at once wait for one another."""
    heads = ChainHead.objects.select_for_update().filter(chain_id=chain.id)
    head = heads.first()
    if head is None:
        new = ChainHead(chain_id=chain.id, kind=chain.kind.value, length=0, hash=BEGINNING)
        ChainHead.objects.bulk_create([new], ignore_conflicts=True)
        head = heads.get()
    return head


def _tag(tag: Tag) -> str:
    if not isinstance(tag, Tag):
        raise TypeError("a tag comes from the terms of a room")
    return tag.value


def _second() -> int:
    now = timezone.localtime()
    return now.hour * 3600 + now.minute * 60 + now.second
