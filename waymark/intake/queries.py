"""Named reads of arrivals, each narrowed to what the reader's teams may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from waymark.contact.terms import Sender
from waymark.intake.models import Arrival
from waymark.intake.reading import unseal_content, unseal_identity
from waymark.intake.rules import may_read
from waymark.intake.terms import Age, ArrivalKind, Stage
from waymark.records.grants import shred_keys
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import IslandKey
from waymark.staff.models import Member
from waymark.staff.queries import teams_of
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission

OPEN_STAGES = (Stage.WAITING, Stage.SEEN, Stage.STOPPED, Stage.ERASED)


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """One line of the inbox. `kind` is None for news without content, and for what this reader may not
    read.
    """

    id: UUID
    stage: Stage
    received_on: date
    answer_by: date
    kind: ArrivalKind | None = None
    at: datetime | None = None
    call_me: str = ""
    sender: Sender | None = None
    age: Age | None = None
    today: bool = False
    beginning: str = ""
    not_for_you: bool = False

    def __repr__(self) -> str:
        return f"Summary({self.id}, redacted)"


BEGINNING = 120
"""Characters of a message shown in the inbox."""


def waiting_for(by: Member) -> QuerySet[Arrival]:
    """What waits for the reader's teams: the most urgent first, then the oldest.

    Nothing without permission.
    """
    return arrivals_for(by).filter(stage__in=OPEN_STAGES)


def arrivals_for(by: Member) -> QuerySet[Arrival]:
    """Every arrival of the reader's teams."""
    if not has_permission(by, Permission.READ_ARRIVALS):
        return Arrival.objects.none()
    return Arrival.objects.filter(team__in=[team.id for team in teams_of(by)])


def arrival_for(by: Member, arrival_id: UUID) -> Arrival | None:
    """One arrival, or None when there is none or it is another team's: the two look the same."""
    return arrivals_for(by).filter(id=arrival_id).first()


def summaries(by: Member, arrivals: Sequence[Arrival], keyring: Keyring) -> list[Summary]:
    """The inbox lines of these arrivals, in one query.

    Nothing is drawn for a reader whom the sender named.
    """
    shreds = shred_keys({arrival.island for arrival in arrivals})
    return [_summary(by, arrival, shreds.get(arrival.island), keyring) for arrival in arrivals]


def _summary(by: Member, arrival: Arrival, shred: IslandKey | None, keyring: Keyring) -> Summary:
    bare = Summary(arrival.id, Stage(arrival.stage), arrival.received_on, arrival.answer_by)
    if shred is None:
        return bare
    try:
        identity = unseal_identity(arrival, shred, keyring)
        if not may_read(identity, by):
            return replace(bare, not_for_you=True)
        content = unseal_content(arrival, shred, keyring)
    except DoesNotUnseal:
        return bare
    return replace(
        bare,
        kind=content.kind,
        at=content.at,
        call_me=identity.call_me,
        sender=content.sender,
        age=content.age,
        today=content.today,
        beginning=" ".join(content.message[: 2 * BEGINNING].split())[:BEGINNING],
    )
