"""Erasing: the shred key goes first, so that nothing unread comes back, not from any backup.

Then the rows, in one turn with the line that the desk sees.
"""

from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from waymark.audit.recording import record
from waymark.audit.terms import Chain, Face
from waymark.intake.leftovers import UNREAD, forget_arrivals, forget_dealt_with, tell_erased
from waymark.intake.models import Arrival
from waymark.intake.queries import dealt_with, is_over
from waymark.intake.terms import IntakeTag
from waymark.mailbox import actions as mailboxes
from waymark.mailbox.models import Mailbox
from waymark.mailbox.sittings import Opened, leave
from waymark.mailbox.terms import MailboxTag
from waymark.records.days import day
from waymark.records.destroying import delete_island_rows, destroy_island
from waymark.records.turns import atomic_turn


def erase(*, opened: Opened) -> None:
    """Erases the mailbox and everything of it that is not in a case; the desk sees that its holder did.

    Records `intake:arrival:erased`.
    """
    mailbox = opened.mailbox
    mailboxes.erase(mailbox=mailbox, also=partial(_tell_erased, mailbox=mailbox.id, team=mailbox.team))
    leave(opened.token)


@atomic_turn
def _tell_erased(*, mailbox: UUID, team: UUID | None) -> None:
    tell_erased(mailbox, team)
    record(Chain.face("public"), IntakeTag.ERASED, by=None, about=mailbox)


def expire() -> int:
    """Erases mailboxes whose time is over and whose messages somebody has dealt with.

    Each is asked once more before it goes: somebody may have written or kept it longer meanwhile.
    For the worker, once a day.
    """
    ended = 0
    for mailbox in list(_over()):
        if not _over().filter(id=mailbox.id).exists():
            continue
        also = partial(forget_arrivals, mailbox.id)
        mailboxes.erase(mailbox=mailbox, tag=MailboxTag.EXPIRED, face=Face.WORKER, also=also)
        ended += 1
    return ended


def destroy_dealt_with(*, weeks: int) -> int:
    """Destroys arrivals without a mailbox, so many weeks after they were set aside without becoming a case,
    and of those that a case took the keys that still open them in old backups.

    Each is asked once more inside its own turn. For the worker, once a day.
    Records `intake:arrival:destroyed` for each.
    """
    over = [arrival.id for arrival in dealt_with() if is_over(arrival, weeks)]
    return sum(_destroy_dealt_with(own_id, weeks) for own_id in over)


@atomic_turn
def _destroy_dealt_with(own_id: UUID, weeks: int) -> bool:
    arrival = dealt_with().select_for_update().filter(id=own_id).first()
    if arrival is None or not is_over(arrival, weeks):
        return False
    destroy_island(arrival.island)
    forget_dealt_with(arrival.island)
    delete_island_rows(arrival.island)
    record(Chain.face("worker"), IntakeTag.DESTROYED, by=None, about=own_id)
    return True


def _over() -> QuerySet[Mailbox]:
    unread = Arrival.objects.filter(stage__in=UNREAD, mailbox__isnull=False)
    return Mailbox.objects.filter(kept_until__lt=day()).exclude(id__in=unread.values("mailbox"))
