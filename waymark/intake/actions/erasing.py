"""Erasing: the shred key goes first, so that nothing unread comes back, not from any backup.

Then the rows, in one turn with the line that the desk sees.
"""

from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from waymark.audit.recording import record
from waymark.audit.terms import Chain, Face
from waymark.intake.leftovers import UNREAD, forget_arrivals, tell_erased
from waymark.intake.models import Arrival
from waymark.intake.terms import IntakeTag
from waymark.mailbox import actions as mailboxes
from waymark.mailbox.models import Mailbox
from waymark.mailbox.sittings import Opened, leave
from waymark.mailbox.terms import MailboxTag
from waymark.records.days import day
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


def _over() -> QuerySet[Mailbox]:
    unread = Arrival.objects.filter(stage__in=UNREAD, mailbox__isnull=False)
    return Mailbox.objects.filter(kept_until__lt=day()).exclude(id__in=unread.values("mailbox"))
