"""Reading the chains, and noticing when a chain or what it vouches for is not what was written."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waymark.audit.models import ChainHead, Event
from waymark.audit.rules import BEGINNING, hash_event, hash_sealed
from waymark.audit.terms import Chain, Tag
from waymark.sealing.envelopes import Sealed

BATCH = 1000


class ChainBroken(Exception):  # noqa: N818 - a finding, not a fault of the program
    """A chain is not what was written: where, and in which way."""

    def __init__(self, chain_id: UUID, seq: int, finding: str) -> None:
        super().__init__(f"chain {chain_id}, row {seq}: {finding}")
        self.chain_id = chain_id
        self.seq = seq
        self.finding = finding


class NotCurrent(Exception):  # noqa: N818 - a finding
    """A stored record is not what the latest event about it says was stored."""


@dataclass(frozen=True)
class HeadState:
    """Where a chain stood: its length and the hash of its last row."""

    chain_id: UUID
    length: int
    hash: bytes


def events_of(chain: Chain) -> QuerySet[Event]:
    """One chain's events in the order of time."""
    return Event.objects.filter(chain_id=chain.id).order_by("seq")


def told_about(chain: Chain, tag: Tag, of: Collection[UUID]) -> "QuerySet[Event, UUID | None]":
    """Which of these ids the chain has an event of this tag about."""
    told = Event.objects.filter(chain_id=chain.id, about__in=of, tag=tag.value).order_by()
    return told.values_list("about", flat=True)


def told_by(chain: Chain, tag: Tag, of: Collection[UUID]) -> "QuerySet[Event, UUID | None]":
    """Who did what this tag says about one of these ids."""
    told = Event.objects.filter(chain_id=chain.id, about__in=of, tag=tag.value).order_by()
    return told.values_list("by", flat=True)


def told_last(chain: Chain, tags: Collection[Tag], *, about: UUID | None = None) -> Event | None:
    """The chain's latest event of these tags, or its latest about something. None when there is none.

    `ChainBroken` for one that was put there by somebody without the key: what is irrevocable leans on it.
    """
    events = Event.objects.filter(chain_id=chain.id, tag__in=[tag.value for tag in tags])
    event = (events if about is None else events.filter(about=about)).order_by("-seq").first()
    if event is not None and event.hash != hash_event(event):
        raise ChainBroken(chain.id, event.seq, "not what was written")
    return event


def heads() -> list[HeadState]:
    """Where all chains stand, sorted by id."""
    rows = ChainHead.objects.order_by("chain_id").iterator(chunk_size=BATCH)
    found = [HeadState(row.chain_id, row.length, row.hash) for row in rows]
    return sorted(found, key=lambda head: head.chain_id.bytes)


def check_current(chain: Chain, about: UUID, sealed: Sealed[object]) -> None:
    """`NotCurrent` unless these bytes are what the chain's latest sealing event about `about` wrote."""
    event = (
        Event.objects.filter(chain_id=chain.id, about=about, sealed_hash__isnull=False)
        .order_by("-seq")
        .first()
    )
    if event is None or event.hash != hash_event(event) or event.sealed_hash != hash_sealed(sealed):
        raise NotCurrent


def verify_chain(chain_id: UUID, *, anchored: HeadState | None = None) -> int:
    """Walk a chain from its first row; `ChainBroken` at the first fault. Returns how many rows it has."""
    previous, length = BEGINNING, 0
    for event in Event.objects.filter(chain_id=chain_id).order_by("seq").iterator(chunk_size=BATCH):
        length += 1
        _check_event(event, length, previous)
        if anchored is not None and length == anchored.length and event.hash != anchored.hash:
            raise ChainBroken(chain_id, length, "not the row that was anchored")
        previous = event.hash
    head = ChainHead.objects.filter(chain_id=chain_id).first()
    if (length, previous) != ((head.length, head.hash) if head else (0, BEGINNING)):
        raise ChainBroken(chain_id, length, "rows are missing at the end, or its head was changed")
    if anchored is not None and length < anchored.length:
        raise ChainBroken(chain_id, length, "shorter than when it was anchored")
    return length


def verify_all(anchored: list[HeadState] | None = None) -> dict[UUID, int]:
    """`verify_chain` for every chain, also those of which only rows, or only the anchor, are left."""
    states = {state.chain_id: state for state in anchored or []}
    ids = set(states)
    ids |= set(ChainHead.objects.values_list("chain_id", flat=True))
    ids |= set(Event.objects.values_list("chain_id", flat=True).distinct())
    return {chain_id: verify_chain(chain_id, anchored=states.get(chain_id)) for chain_id in sorted(ids)}


def _check_event(event: Event, seq: int, previous: bytes) -> None:
    if event.seq != seq:
        raise ChainBroken(event.chain_id, seq, "a row is missing, or stands twice")
    if event.previous != previous:
        raise ChainBroken(event.chain_id, seq, "does not follow the row before it")
    if event.hash != hash_event(event):
        raise ChainBroken(event.chain_id, seq, "was changed")
    if event.reason is not None and event.reason_hash != hash_sealed(event.reason):
        raise ChainBroken(event.chain_id, seq, "its reason was replaced")
