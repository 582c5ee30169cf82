"""What changes about safe contact."""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.contact.models import StopRow
from waymark.contact.terms import ContactTag
from waymark.records.days import day
from waymark.records.turns import atomic_turn


@atomic_turn
def stop(*, of: UUID) -> StopRow:
    """Makes every channel unsafe for the wishes that watch `of`. Records `contact:channels:stopped`."""
    placed = StopRow.objects.create(of=of, placed_on=day())
    record(Chain.face("public"), ContactTag.STOPPED, by=None, about=of)
    return placed
