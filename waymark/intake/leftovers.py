"""What is left of an arrival when its island is destroyed: a line that says so, and no envelope."""

from uuid import UUID

from waymark.documents.binding import clear_files
from waymark.intake.models import Arrival, Sent
from waymark.intake.terms import Lane, Stage
from waymark.mailbox.models import Mailbox
from waymark.records.destroying import finish_destroying
from waymark.records.models import Island
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
    """Deletes what is left of destroyed mailboxes and arrivals, an island a turn. For the worker."""
    return finish_destroying(_delete_rows, {Kind.MAILBOX, Kind.ARRIVAL})


def _delete_rows(island: Island) -> None:
    Mailbox.objects.filter(id=island.id).delete()
    empty_arrivals(island.id)
