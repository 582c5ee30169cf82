"""What a member declared, sealed under their own key: for their own page, and for their own looks.

Nobody else reads it. What is recorded of it says neither whom they know nor whom they met.
"""

from collections.abc import Collection
from uuid import UUID

from waymark.audit.queries import told_by
from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import Note, seal_note_in, unseal_note_in, write_note
from waymark.sealing.places import Place
from waymark.staff.factors import own_key
from waymark.staff.knowing import Ties, read_ties
from waymark.staff.models import Declared, Member
from waymark.staff.terms import StaffTag

STEP = 8192
"""Every declaration is filled up to a multiple of this: most are of one size."""


def declared_by(member: Member) -> Declared | None:
    """The one row of a member, if they ever declared anything."""
    return Declared.objects.filter(member=member).first()


def declared_text(row: Declared, secret: SecretKey) -> str:
    """A declaration as it was typed. `DoesNotUnseal` for whoever has another secret half."""
    note = unseal_note_in(own_key(secret), _place(row.id), row.sealed)
    text = note.get("people")
    if not isinstance(text, str):
        raise DoesNotUnseal
    return text


def ties_of(by: Member, keyring: Keyring) -> Ties:
    """Whom the reader declared, in one query. It records nothing: lists ask for it."""
    row = declared_by(by)
    if row is None:
        return Ties()
    try:
        return Ties(read_ties(declared_text(row, keyring.secret_for(by.holder))))
    except (DoesNotUnseal, Refused):
        return Ties(lost=True)


def ties_at_look(by: Member, keyring: Keyring, *, about: UUID) -> Ties:
    """The same for a look. One that does not unseal keeps nobody from their work, and is told.

    Records `staff:ties:lost` then.
    """
    ties = ties_of(by, keyring)
    if ties.lost:
        with turn():
            record(Chain.face("desk"), StaffTag.TIES_LOST, by=by.id, about=about)
    return ties


def tell_tied(*, by: Member, about: UUID) -> None:
    """That a reader was kept from this by what they declared. Records `staff:tie:met`."""
    with turn():
        record(Chain.face("desk"), StaffTag.TIED, by=by.id, about=about)


def met_a_tie(about: Collection[UUID]) -> set[UUID]:
    """Who was kept from one of these by what they declared, so that nobody has to find it out again."""
    return {one for one in told_by(Chain.face("desk"), StaffTag.TIED, about) if one is not None}


def seal_declared(secret: SecretKey, row_id: UUID, text: str) -> Sealed[Note]:
    """A declaration for its row, of a size that tells little."""
    short = len(write_note({"people": text, "fill": ""}))
    note: Note = {"people": text, "fill": " " * (-short % STEP)}
    return seal_note_in(own_key(secret), _place(row_id), note)


def _place(row_id: UUID) -> Place:
    return Place(Kind.TIE, row_id, Field.BODY)
