"""One entry of a log as its reader sees it, and how it is sealed. Writing happens in the caller's turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import EntryKind
from waymark.documents.held import HeldFile
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.sealing.hashing import LP, H
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import JSON, seal_note_in
from waymark.sealing.places import Place


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """What an entry says. `facts` are terms and ids by name; `text` is in somebody's own words."""

    kind: EntryKind
    at: datetime
    by: UUID | None = None
    text: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[HeldFile, ...] = ()
    id: UUID | None = None
    number: int = 0

    def __repr__(self) -> str:
        return f"Written({self.kind.value}, redacted)"

    def to_note(self) -> dict[str, JSON]:
        return {
            "kind": self.kind.value,
            "at": self.at.isoformat(),
            "by": str(self.by) if self.by else "",
            "text": self.text,
            "facts": dict(self.facts),
            "files": [each.to_note() for each in self.files],
        }

    @classmethod
    def from_note(cls, note: Mapping[str, JSON], entry: Entry) -> "Written":
        """Raises ValueError or KeyError on anything that is not one of ours."""
        facts, files, by = note["facts"], note["files"], str(note["by"])
        if not isinstance(facts, dict) or not isinstance(files, list):
            raise ValueError("An entry's note has another shape")
        return cls(
            kind=EntryKind(str(note["kind"])),
            at=datetime.fromisoformat(str(note["at"])),
            by=UUID(by) if by else None,
            text=str(note["text"]),
            facts={name: str(value) for name, value in facts.items()},
            files=tuple(HeldFile.from_note(each) for each in files),
            id=entry.id,
            number=entry.number,
        )


def entry_place(entry_id: UUID, epoch: int) -> Place:
    return Place(Kind.LOG_ENTRY, entry_id, Field.BODY, epoch=epoch)


def newest_number(case_id: UUID) -> int:
    """The number of the log's newest entry; 0 before the first."""
    return Entry.objects.filter(case=case_id).aggregate(newest=Max("number"))["newest"] or 0


def entry_of_form(case: Case, by: UUID, once: str, *said: str) -> UUID:
    """The id of the entry that this form makes with these words: the same however often it is sent, another
    for other words. `once` is the form's own, long and random, and is stored nowhere.
    """
    parts = (case.id.bytes, by.bytes, *(each.encode() for each in said))
    return UUID(bytes=H(once.encode()[:64], "waymark-entry", LP(*parts), 16), version=4)


def add_entry(
    case: Case,
    keys: CaseKeys,
    kind: EntryKind,
    *,
    by: UUID | None,
    text: str = "",
    at: datetime | None = None,
    facts: Mapping[str, str] | None = None,
    files: tuple[HeldFile, ...] = (),
    entry_id: UUID | None = None,
) -> Entry:
    """Seals the log's next entry. The case's row was written in this turn, so no number is drawn twice."""
    entry_id = entry_id or new_id()
    said = Written(kind, at or timezone.now(), by, text, facts or {}, files)
    return Entry.objects.create(
        id=entry_id,
        case=case,
        number=newest_number(case.id) + 1,
        epoch=keys.epoch,
        written_on=day(),
        sealed=seal_note_in(keys.key, entry_place(entry_id, keys.epoch), said.to_note()),
    )
