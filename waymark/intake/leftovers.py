"""What is left of an arrival when its island is destroyed: a line that says so, and no envelope."""

from collections.abc import Collection
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.documents.binding import clear_files
from waymark.intake.models import Arrival, Sent
from waymark.intake.storing import store_news
from waymark.intake.terms import IntakeTag, Lane, Stage
from waymark.mailbox.models import Mailbox
from waymark.records.days import day
from waymark.records.destroying import finish_destroying
from waymark.records.ids import new_id
from waymark.records.models import Island
from waymark.sealing.labels import Kind

UNREAD = (Stage.WAITING, Stage.SEEN, Stage.STOPPED)


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


def tell_erased(mailbox: UUID, team: UUID | None) -> None:
    """Empties what was not taken into a case and leaves the desk a line that says so.

    In the caller's turn.
    """
    if not empty_arrivals(mailbox):
        store_news(Stage.ERASED, own_id=new_id(), mailbox=mailbox, team=team)


def forget_arrivals(island: UUID) -> None:
    """Deletes what was not taken into a case, without a word: its time was over. In the caller's turn."""
    Arrival.objects.filter(island=island).exclude(stage=Stage.TAKEN).delete()
    clear_files(island=island)


def forget_dealt_with(island: UUID) -> None:
    """Deletes an arrival without a mailbox whose time was over, with its files. In the caller's turn."""
    Arrival.objects.filter(island=island).delete()
    clear_files(island=island)


def forget_taken(mailboxes: Collection[UUID]) -> None:
    """Deletes the empty rows of what a case took through these mailboxes, in the turn that destroys it."""
    Arrival.objects.filter(mailbox__in=mailboxes, lane=Lane.NONE, content=None).delete()


def finish_erasing() -> int:
    """Deletes what is left of destroyed mailboxes and arrivals, an island a turn. For the worker."""
    return finish_destroying(_delete_rows, {Kind.MAILBOX, Kind.ARRIVAL})


def _delete_rows(island: Island) -> None:
    if island.kind == Kind.ARRIVAL:  # nobody but the worker destroys one, and only when its time is over
        for arrival in Arrival.objects.filter(island=island.id):
            record(Chain.face("worker"), IntakeTag.DESTROYED, by=None, about=arrival.id)
        forget_dealt_with(island.id)
        return
    mailbox = Mailbox.objects.filter(id=island.id).first()
    if mailbox is None:
        empty_arrivals(island.id)
        return
    # The row is still there: whoever destroyed it was cut off before the desk was told.
    mailbox.delete()
    if mailbox.kept_until < day() and not Arrival.objects.filter(island=island.id, stage__in=UNREAD).exists():
        forget_arrivals(island.id)
    else:
        tell_erased(island.id, mailbox.team)
