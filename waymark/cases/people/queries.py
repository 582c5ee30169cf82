"""Named reads of a case's people. Wishes that are not the newest ever written do not pass."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from waymark.audit.queries import NotCurrent, check_current
from waymark.audit.terms import Chain
from waymark.cases.file.keys import CaseKeys, keys_of_many
from waymark.cases.people.known import About, Known
from waymark.cases.people.models import Person
from waymark.cases.people.terms import Part
from waymark.contact.wishes import Wishes
from waymark.intake.rules import may_read
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.places import Place
from waymark.staff.knowing import Ties
from waymark.staff.models import Member


def people_of(case_id: UUID, keys: CaseKeys) -> list[Known]:
    """Everybody in the case, the person first. Of wishes that are not the newest, nothing counts as safe."""
    found = []
    for row in Person.objects.filter(case=case_id):
        about, wishes = _about(row, keys), _wishes(row, keys)
        try:
            check_current(Chain.case(case_id), row.id, Sealed(row.wishes.raw))
        except NotCurrent:
            found.append(Known(row.id, about, Wishes(sender=wishes.sender), doubtful=True))
        else:
            found.append(Known(row.id, about, wishes))
    return sorted(found, key=lambda known: (known.about.part is not Part.PERSON, known.id))


def names_of(keys: Mapping[UUID, CaseKeys]) -> dict[UUID, list[About]]:
    """Who is in these cases, in one query, for a list: no wishes are unsealed."""
    found: dict[UUID, list[About]] = {}
    for row in Person.objects.filter(case__in=list(keys)).defer("wishes"):
        found.setdefault(row.case_id, []).append(_about(row, keys[row.case_id]))
    return found


def cases_naming(by: Member, case_ids: Iterable[UUID], keyring: Keyring, ties: Ties) -> frozenset[UUID]:
    """In which of these cases somebody named this reader, or is somebody whom they declared."""
    people = names_of(keys_of_many(list(case_ids), keyring))
    return frozenset(
        case_id
        for case_id, known in people.items()
        if not all(may_read(one.identity, by, ties) for one in known)
    )


def person_of(people: Iterable[Known], part: Part = Part.PERSON) -> Known | None:
    """Who is this in the case."""
    return next((known for known in people if known.about.part is part), None)


def about_place(person_id: UUID, epoch: int) -> Place:
    return Place(Kind.PERSON, person_id, Field.IDENTITY, epoch=epoch)


def wishes_place(person_id: UUID, version: int, epoch: int) -> Place:
    return Place(Kind.WISHES, person_id, Field.WISHES, version=version, epoch=epoch)


def _about(row: Person, keys: CaseKeys) -> About:
    note = unseal_note_in(keys.of(row.epoch), about_place(row.id, row.epoch), row.about)
    try:
        return About.from_note(note)
    except (ValueError, KeyError):
        raise DoesNotUnseal from None


def _wishes(row: Person, keys: CaseKeys) -> Wishes:
    place = wishes_place(row.id, row.wishes_version, row.wishes_epoch)
    note = unseal_note_in(keys.of(row.wishes_epoch), place, row.wishes)
    try:
        return Wishes.from_note(note)
    except ValueError:
        raise DoesNotUnseal from None
