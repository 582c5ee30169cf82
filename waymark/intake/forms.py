"""One form sent more than once, with changes between: each is a message of its own, and the desk sees that
they belong together.

What joins them is a mark inside their envelopes. The row that lists them is found and unsealed by that mark
alone, so the tables by themselves join nothing.
"""

from datetime import timedelta
from secrets import token_bytes
from uuid import UUID

from waymark.intake.models import FormSent
from waymark.intake.terms import FORM_DAYS
from waymark.records.days import day
from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import JSON, seal_note_in, unseal_note_in
from waymark.sealing.places import Place


def note_sent(form: bytes, arrival: UUID) -> None:
    """Adds an arrival to those of its form, in the caller's turn."""
    row_id = _row_id(form)
    row = FormSent.objects.select_for_update().filter(id=row_id).first()
    sent: list[JSON] = [str(each) for each in _read(row, form)]
    sealed = seal_note_in(_key(form), _place(row_id), {"sent": [*sent, str(arrival)]})
    if row is not None:
        row.sealed = sealed
        row.save(update_fields=["sealed"])
        # One row for each arrival all the same: their number is not to tell how often somebody sent again.
        form = token_bytes(len(form))
        row_id = _row_id(form)
        sealed = seal_note_in(_key(form), _place(row_id), {"sent": [str(arrival)]})
    FormSent.objects.create(id=row_id, sent_on=day(), sealed=sealed)


def sent_from(form: bytes) -> list[UUID]:
    """The arrivals of a form in the order of their sending. `DoesNotUnseal` for a row that is not ours."""
    return _read(FormSent.objects.filter(id=_row_id(form)).first(), form) if form else []


def forget_forms() -> int:
    """Deletes what was sent too long ago to be joined. For the worker."""
    with turn():
        return FormSent.objects.filter(sent_on__lt=day() - timedelta(days=FORM_DAYS)).delete()[0]


def _read(row: FormSent | None, form: bytes) -> list[UUID]:
    if row is None:
        return []
    found = unseal_note_in(_key(form), _place(row.id), row.sealed).get("sent")
    if not isinstance(found, list):
        raise DoesNotUnseal
    return [UUID(str(each)) for each in found]


def _row_id(form: bytes) -> bytes:
    return H(form, "waymark-form-id", b"", 32)


def _key(form: bytes) -> IslandKey:
    return IslandKey(H(form, "waymark-form-key", b"", 32))


def _place(row_id: bytes) -> Place:
    return Place(Kind.FORM, UUID(bytes=bytes(row_id[:16])), Field.STATE)
