"""Saying whom one knows, from a full session only."""

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.ids import new_id
from waymark.records.turns import atomic_turn
from waymark.sealing.keys import SecretKey
from waymark.staff.knowing import read_ties
from waymark.staff.models import Declared, Member
from waymark.staff.terms import StaffTag
from waymark.staff.ties import seal_declared


@atomic_turn
def declare_ties(*, by: Member, secret: SecretKey, text: str) -> Declared:
    """Keeps whom a member knows, in place of all that they said before.

    Refuses a line that would be compared with nothing. Records `staff:ties:declared`, without content.
    """
    read_ties(text)
    row_id = new_id()
    Declared.objects.filter(member=by).delete()
    sealed = seal_declared(secret, row_id, text)
    row = Declared.objects.create(id=row_id, member=by, sealed=sealed, on=timezone.localdate())
    record(Chain.face("desk"), StaffTag.TIES_DECLARED, by=by.id, about=by.id)
    return row
