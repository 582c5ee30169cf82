"""Named reads of a log, newest first, in pages."""

from uuid import UUID

from waymark.cases.file.keys import CaseKeys
from waymark.cases.log.models import Entry
from waymark.cases.log.written import Written, entry_place
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.notes import unseal_note_in

PAGE = 50


def entries_of(case_id: UUID, keys: CaseKeys, *, before: int | None = None) -> list[Written]:
    """One page of the log: the entries before this number, newest first. `DoesNotUnseal` for a forged one."""
    rows = Entry.objects.filter(case=case_id)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [_read(row, keys) for row in rows.order_by("-number")[:PAGE]]


def entry_of(case_id: UUID, entry_id: UUID, keys: CaseKeys) -> Written | None:
    """One entry, for a file that came with it."""
    row = Entry.objects.filter(case=case_id, id=entry_id).first()
    return None if row is None else _read(row, keys)


def _read(row: Entry, keys: CaseKeys) -> Written:
    note = unseal_note_in(keys.of(row.epoch), entry_place(row.id, row.epoch), row.sealed)
    try:
        return Written.from_note(note, row)
    except (ValueError, KeyError):
        raise DoesNotUnseal from None
