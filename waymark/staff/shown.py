"""What reads hand to the desk's pages: frozen, and no more than a page shows."""

from dataclasses import dataclass
from uuid import UUID

from waymark.staff.models import Member, Team


@dataclass(frozen=True)
class Waiting:
    """Somebody who has enrolled and whom a colleague still has to admit to a team."""

    member: Member
    team: Team


@dataclass(frozen=True)
class HeldPasskey:
    """One of somebody's passkeys."""

    id: UUID
    label: str
    credential: bytes
