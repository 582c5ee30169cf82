"""Erasing: the shred key goes first, so that nothing unread comes back, not from any backup.

Then the rows.
"""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain, Face
from waymark.documents.binding import clear_files
from waymark.intake.leftovers import empty_arrivals
from waymark.intake.models import Arrival
from waymark.intake.storing import store_news
from waymark.intake.terms import IntakeTag, Stage
from waymark.mailbox import actions as mailboxes
from waymark.mailbox.models import Mailbox
from waymark.mailbox.sittings import Opened, leave
from waymark.mailbox.terms import MailboxTag
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.turns import atomic_turn

UNREAD = (Stage.WAITING, Stage.SEEN, Stage.STOPPED)


def erase(*, opened: Opened) -> None:
    """Erases the mailbox and everything of it that is not in a case; the desk sees that its holder did.

    Records `intake:arrival:erased`.
    """
    mailboxes.erase(mailbox=opened.mailbox)
    _tell_erased(mailbox=opened.mailbox.id, team=opened.mailbox.team)
    leave(opened.token)


@atomic_turn
def _tell_erased(*, mailbox: UUID, team: UUID | None) -> None:
    """Empties what was not taken into a case and leaves the desk one line that says so."""
    emptied = empty_arrivals(mailbox)
    if not emptied:
        store_news(Stage.ERASED, own_id=new_id(), mailbox=mailbox, team=team)
    record(Chain.face("public"), IntakeTag.ERASED, by=None, about=mailbox)


def expire() -> int:
    """Erases mailboxes whose time is over and whose messages somebody has dealt with.

    For the worker, once a day.
    """
    due = Mailbox.objects.filter(kept_until__lt=day()).exclude(
        id__in=Arrival.objects.filter(stage__in=UNREAD, mailbox__isnull=False).values("mailbox")
    )
    ended = 0
    for mailbox in due:
        mailboxes.erase(mailbox=mailbox, tag=MailboxTag.EXPIRED, face=Face.WORKER)
        _forget(mailbox=mailbox.id)
        ended += 1
    return ended


@atomic_turn
def _forget(*, mailbox: UUID) -> None:
    Arrival.objects.filter(island=mailbox).exclude(stage=Stage.TAKEN).delete()
    clear_files(island=mailbox)
