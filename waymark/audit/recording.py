"""Writing to the chains: appended in the caller's own transaction, as its last statements, or not at all."""

from uuid import UUID

from django.db import connections
from django.utils import timezone

from waymark.audit.models import ChainHead, Event
from waymark.audit.rules import BEGINNING, hash_event, hash_sealed, write_note
from waymark.audit.terms import Chain, Note, Tag
from waymark.records.days import day
from waymark.records.routing import MAIN
from waymark.records.turns import put_last
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
) -> None:
    """Append one event, at the end of the caller's turn: only then does anybody wait for the chain.

    `sealed_hash` is `hash_sealed` of what the caller just stored about `about`: reading checks it.
    """
    if not connections[MAIN].in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of what it tells")
    event = Event(
        chain_id=chain.id,
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
    put_last(_append, (chain, event))


def _append(recorded: list[tuple[Chain, Event]]) -> None:
    """One lock, one insert a chain. Chains are locked in one order, so that no two turns wait crosswise."""
    for chain in sorted({chain for chain, _ in recorded}, key=lambda chain: chain.id.bytes):
        head = _locked_head(chain)
        events = [event for own, event in recorded if own == chain]
        for event in events:
            event.seq, event.previous = head.length + 1, head.hash
            event.hash = hash_event(event)
            head.length, head.hash = event.seq, event.hash
        Event.objects.bulk_create(events)
        ChainHead.objects.filter(chain_id=chain.id).update(length=head.length, hash=head.hash)


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
