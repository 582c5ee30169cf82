"""What changes about the people of a case. Wishes are never edited: a newer version replaces them."""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.rules import hash_sealed
from waymark.audit.terms import Chain
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.people.known import About, Known
from waymark.cases.people.models import Person
from waymark.cases.people.queries import about_place, wishes_place
from waymark.cases.people.terms import PeopleTag
from waymark.contact.wishes import Wishes
from waymark.records.ids import new_id
from waymark.records.turns import atomic_turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.notes import seal_note_in
from waymark.staff.models import Member


@atomic_turn
def add_person(*, case: Case, keys: CaseKeys, about: About, wishes: Wishes, by: Member) -> UUID:
    """Seals somebody into the case with their wishes. Records `people:person:added`."""
    person_id = new_id()
    row = Person.objects.create(
        id=person_id,
        case=case,
        epoch=keys.epoch,
        about=seal_note_in(keys.key, about_place(person_id, keys.epoch), about.to_note()),
        wishes_epoch=keys.epoch,
        wishes=seal_note_in(keys.key, wishes_place(person_id, 1, keys.epoch), wishes.to_note()),
    )
    hashed = hash_sealed(Sealed(row.wishes.raw))
    record(Chain.case(case.id), PeopleTag.ADDED, by=by.id, about=person_id, sealed_hash=hashed)
    return person_id


@atomic_turn
def replace_wishes(*, case: Case, keys: CaseKeys, known: Known, wishes: Wishes, by: Member) -> None:
    """Puts newer wishes in place of somebody's. Records `people:wishes:replaced`."""
    row = Person.objects.select_for_update().get(id=known.id, case=case)
    row.wishes_version += 1
    row.wishes_epoch = keys.epoch
    place = wishes_place(row.id, row.wishes_version, keys.epoch)
    row.wishes = seal_note_in(keys.key, place, wishes.to_note())
    row.save(update_fields=["wishes_version", "wishes_epoch", "wishes"])
    hashed = hash_sealed(Sealed(row.wishes.raw))
    record(Chain.case(case.id), PeopleTag.WISHES_REPLACED, by=by.id, about=row.id, sealed_hash=hashed)
