"""Named reads of mailboxes: by a sitting, and by id for the desk."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from waymark.mailbox.letters import Letter, read_letter
from waymark.mailbox.models import Mailbox, Message
from waymark.mailbox.sittings import Opened
from waymark.records.grants import shred_key
from waymark.records.islands import unwrap_under
from waymark.records.refusal import NotSaved
from waymark.sealing.envelopes import Sealed
from waymark.sealing.keys import VerifyKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_to
from waymark.sealing.places import Place
from waymark.staff.signing import keys


def mailbox_by_id(mailbox_id: UUID) -> Mailbox | None:
    """The mailbox of this id, whether it is open or closed."""
    return Mailbox.objects.filter(id=mailbox_id).first()


def held_by_id(mailbox_id: UUID) -> Mailbox | None:
    """The same, for whoever does something with it: others who would wait until the turn ends."""
    return Mailbox.objects.select_for_update().filter(id=mailbox_id).first()


def held_open(opened: Opened) -> Opened:
    """A sitting with its mailbox as it is now, held as above. NotSaved when it was closed or erased since."""
    mailbox = held_by_id(opened.mailbox.id)
    if mailbox is None or mailbox.closed_on is not None:
        raise NotSaved("gone")
    return replace(opened, mailbox=mailbox)


def still_kept(mailbox_ids: Collection[UUID]) -> int:
    """How many of these mailboxes are still there: neither erased nor past their time."""
    return Mailbox.objects.filter(id__in=mailbox_ids).count()


def new_letters(opened: Opened) -> list[Letter]:
    """What we wrote and its holder has not read, oldest first."""
    return _read(opened, Message.objects.filter(mailbox=opened.mailbox, is_new=True))


def all_letters(opened: Opened) -> list[Letter]:
    """Every message either way, oldest first."""
    return _read(opened, Message.objects.filter(mailbox=opened.mailbox))


def _read(opened: Opened, rows: QuerySet[Message]) -> list[Letter]:
    found = list(rows)
    if not found:
        return []
    shred, service = shred_key(opened.mailbox.id), keys().verify_key()
    letters = [
        _unseal(opened, row, unwrap_under(shred, message_place(row.id), row.sealed), service) for row in found
    ]
    return sorted(letters, key=lambda letter: letter.at)


def _unseal(opened: Opened, row: Message, inner: Sealed[bytes], service: VerifyKey) -> Letter:
    note = unseal_note_to(opened.secret, message_place(row.id), Sealed(inner.raw))
    return read_letter(
        note, message_id=row.id, mailbox_id=opened.mailbox.id, from_us=row.from_us, service=service
    )


def message_place(message_id: UUID) -> Place:
    """Where the body of a message belongs."""
    return Place(Kind.MESSAGE, message_id, Field.BODY)
