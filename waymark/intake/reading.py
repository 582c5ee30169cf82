"""Sealing and unsealing of arrivals: two envelopes To the intake team, wrapped under the island's
shred key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from waymark.intake.asking import Content, Heading, Identity
from waymark.intake.models import Arrival, Sent
from waymark.records.islands import unwrap_under, wrap_under
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import IslandKey, PublicKey
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.notes import JSON, seal_note_to, unseal_note_to
from waymark.sealing.places import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What was answered, as the team keeps it."""

    at: datetime
    by: UUID | None
    text: str
    signed_by: str

    def __repr__(self) -> str:
        return "Answer(redacted)"

    def to_note(self) -> dict[str, JSON]:
        by = str(self.by) if self.by else ""
        return {"at": self.at.isoformat(), "by": by, "text": self.text, "signed_by": self.signed_by}

    @classmethod
    def from_note(cls, note: dict[str, JSON]) -> "Answer":
        """Raises ValueError on a time or an id that is none."""
        by = str(note.get("by", ""))
        return cls(
            at=datetime.fromisoformat(str(note.get("at", ""))),
            by=UUID(by) if by else None,
            text=str(note.get("text", "")),
            signed_by=str(note.get("signed_by", "")),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Looked:
    """An arrival that was read, for one request."""

    arrival: Arrival
    identity: Identity
    content: Content
    answers: tuple[Answer, ...] = ()
    disputed: bool = False
    """Messages of its mailbox came with different keys: one of them was made up, and none is answered."""

    def __repr__(self) -> str:
        return f"Looked({self.arrival.id}, redacted)"


def seal_note(team: PublicKey, shred: IslandKey, place: Place, note: dict[str, JSON]) -> Sealed[bytes]:
    """A note To the team, wrapped."""
    return wrap_under(shred, place, Sealed(seal_note_to(team, place, note).raw))


def unseal_identity(arrival: Arrival, shred: IslandKey, keyring: Keyring) -> Identity:
    """Who wrote. `DoesNotUnseal` for whoever does not hold the team's pair, or once it was erased."""
    note = _unseal(arrival, arrival.identity, Field.IDENTITY, shred, keyring)
    return _shaped(Identity.from_note, note)


def unseal_content(arrival: Arrival, shred: IslandKey, keyring: Keyring) -> Content:
    """What they wrote. `DoesNotUnseal` as `unseal_identity`."""
    note = _unseal(arrival, arrival.content, Field.CONTENT, shred, keyring)
    return _shaped(Content.from_note, note)


def unseal_heading(arrival: Arrival, shred: IslandKey, keyring: Keyring) -> Heading:
    """What a list says of it. `DoesNotUnseal` as `unseal_identity`."""
    note = _unseal(arrival, arrival.content, Field.CONTENT, shred, keyring)
    return _shaped(Heading.from_note, note)


def unseal_answer(sent: Sent, arrival: Arrival, shred: IslandKey, keyring: Keyring) -> Answer:
    """A copy of what was answered. `DoesNotUnseal` as `unseal_identity`."""
    secret = keyring.secret_for(Holder(HolderKind.TEAM, arrival.team, sent.team_epoch))
    place = arrival_place(sent.id, Field.TEXT)
    note = unseal_note_to(secret, place, Sealed(unwrap_under(shred, place, sent.sealed).raw))
    return _shaped(Answer.from_note, note)


def arrival_place(arrival_id: UUID, field: Field) -> Place:
    return Place(Kind.ARRIVAL, arrival_id, field)


def _unseal(
    arrival: Arrival, wrapped: Sealed[bytes] | None, field: Field, shred: IslandKey, keyring: Keyring
) -> dict[str, JSON]:
    if wrapped is None:
        raise DoesNotUnseal
    secret = keyring.secret_for(Holder(HolderKind.TEAM, arrival.team, arrival.team_epoch))
    place = arrival_place(arrival.id, field)
    return unseal_note_to(secret, place, Sealed(unwrap_under(shred, place, wrapped).raw))


def _shaped(make: Callable[[dict[str, JSON]], T], note: dict[str, JSON]) -> T:
    try:
        return make(note)
    except (ValueError, DoesNotUnseal):
        raise DoesNotUnseal from None
