"""What is left of an arrival when its island is destroyed: a line that says so, and no envelope."""

from uuid import UUID

from waymark.documents.binding import clear_files
from waymark.intake.models import Arrival, Sent
from waymark.intake.terms import Lane, Stage
from waymark.mailbox.models import Mailbox
from waymark.records.destroying import delete_island_rows, destroyed_islands
from waymark.records.turns import turn
from waymark.sealing.labels import Kind


def empty_arrivals(island: UUID) -> int:
    """Empties what was not taken into a case, in the caller's turn. Returns how many lines now say so."""
    clear_files(island=island)
    left = Arrival.objects.filter(island=island).exclude(stage__in=(Stage.TAKEN, Stage.STOPPED))
    Sent.objects.filter(arrival__in=left).delete()
    return left.update(
        stage=Stage.ERASED,
        lane=Lane.NEWS,
        identity=None,
        content=None,
        claimed_by=None,
        needs_other=False,
    )


def finish_erasing() -> int:
    """Deletes what a crash left of destroyed mailboxes and arrivals, an island a turn. For the worker."""
    left = [island for island in destroyed_islands() if island.kind in {Kind.MAILBOX, Kind.ARRIVAL}]
    for island in left:
        with turn():
            Mailbox.objects.filter(id=island.id).delete()
            empty_arrivals(island.id)
            delete_island_rows(island.id)
    return len(left)
