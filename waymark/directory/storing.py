"""An entry as rows, for the actions of this room. Writes what it is given: whoever calls has checked it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone

from waymark.clocks.opening import read_opening
from waymark.directory.entries import Entry, Listed, read_entry, write_entry
from waymark.directory.feed import VERSION, write_record
from waymark.directory.models import (
    Edition,
    EditorsNote,
    FeedRecord,
    Organisation,
    Revision,
    Service,
    ServiceArea,
    ServiceNumber,
    ServiceSchedule,
    ServiceTerm,
)
from waymark.directory.rules import REFUGE_TEXTS, says_where
from waymark.directory.schedules import schedules_of
from waymark.directory.search import drop_from_index, index_services
from waymark.directory.terms import LONGEST_NAME, Stage
from waymark.records.days import day

_PLAIN: Final = (
    "name", "about", "who", "access", "cost", "web", "email", "hours", "hours_words", "minimum_age",
    "maximum_age", "check_first", "source", "source_seen",
)  # fmt: skip
_CHILDREN: Final = (EditorsNote, ServiceNumber, ServiceSchedule, ServiceArea, ServiceTerm)


def fold(name: str) -> str:
    """A name by which doubles meet: small letters, one space between words."""
    return " ".join(name.casefold().split())[:LONGEST_NAME]


def fill(service: Service, entry: Entry, organisation: Organisation) -> Service:
    """Put an entry's own values into the row; its numbers, hours, areas and terms follow by `save_rows`."""
    service.organisation = organisation
    for name in _PLAIN:
        setattr(service, name, getattr(entry, name))
    service.is_refuge = entry.is_refuge
    place = entry.place
    service.address = place.address if place else ""
    service.town = place.town if place else ""
    service.postcode = place.postcode if place else ""
    service.latitude = place.latitude if place else None
    service.longitude = place.longitude if place else None
    service.changed_at = timezone.now()
    return service


def organisation_of(entry: Entry) -> Organisation:
    """The organisation of this name; made when it is new."""
    found = Organisation.objects.filter(folded=fold(entry.organisation)).first()
    return found or Organisation.objects.create(
        name=entry.organisation.strip(), folded=fold(entry.organisation)
    )


def save_rows(written: list[tuple[Service, Entry]], *, by: UUID | None, fresh: bool = False) -> None:
    """Write what hangs on these services, their history and their place in the search index.

    `fresh` services have no rows yet, so none is looked for.
    """
    ids = [service.id for service, _ in written]
    if not fresh:
        for model in _CHILDREN:
            model._default_manager.filter(service_id__in=ids).delete()
        forget_places_in_history([service.id for service, _ in written if service.is_refuge])
    ServiceNumber.objects.bulk_create(row for pair in written for row in _numbers(*pair))
    ServiceSchedule.objects.bulk_create(row for pair in written for row in _schedules(*pair))
    ServiceArea.objects.bulk_create(row for pair in written for row in _areas(*pair))
    EditorsNote.objects.bulk_create(
        EditorsNote(service=service, text=entry.staff_note) for service, entry in written if entry.staff_note
    )
    ServiceTerm.objects.bulk_create(row for pair in written for row in _terms(*pair))
    _write_history(written, by=by, fresh=fresh)
    shown = [(service, entry) for service, entry in written if service.stage == Stage.PUBLISHED]
    if shown:
        show_services(shown)


def show_services(shown: list[tuple[Service, Entry]]) -> None:
    """Let published services be found, and be in the feed, as they read now. Give only what is published."""
    index_services(shown)
    FeedRecord.objects.filter(service_id__in=[service.id for service, _ in shown]).delete()
    FeedRecord.objects.bulk_create(_fed(*pair) for pair in shown)


def hide_services(ids: Iterable[UUID]) -> None:
    """These services are found no more, and in the feed no more."""
    gone = list(ids)
    drop_from_index(gone)
    FeedRecord.objects.filter(service_id__in=gone).delete()


def _fed(service: Service, entry: Entry) -> FeedRecord:
    listed = Listed(
        service.id,
        service.organisation_id,
        entry,
        Stage.PUBLISHED,
        service.checked_on,
        None,
        service.review_due,
        service.changed_at,
    )
    return FeedRecord(service_id=service.id, version=VERSION, body=write_record(listed))


def begin_edition() -> None:
    """What is shown has changed: memories of it are old now."""
    Edition.objects.get_or_create(id=1)
    Edition.objects.filter(id=1).update(number=F("number") + 1)


def _numbers(service: Service, entry: Entry) -> Iterable[ServiceNumber]:
    for position, each in enumerate(entry.numbers):
        yield ServiceNumber(
            service=service,
            position=position,
            kind=each.kind,
            number=each.number,
            send=each.send,
            free=each.free,
            on_bill=each.on_bill,
        )


def _schedules(service: Service, entry: Entry) -> Iterable[ServiceSchedule]:
    if entry.hours:
        for byday, stretch in schedules_of(read_opening(entry.hours)):
            yield ServiceSchedule(
                service=service, byday=byday, opens_at=stretch.opens, closes_at=stretch.closes
            )


def _areas(service: Service, entry: Entry) -> Iterable[ServiceArea]:
    for position, name in enumerate(entry.areas):
        yield ServiceArea(service=service, position=position, name=name)


def _terms(service: Service, entry: Entry) -> Iterable[ServiceTerm]:
    for name, words in (("whom", entry.whom), ("what", entry.what), ("how", entry.how)):
        for word in sorted(words):
            yield ServiceTerm(service=service, list=name, term=word)


def _write_history(written: list[tuple[Service, Entry]], *, by: UUID | None, fresh: bool) -> None:
    last: dict[UUID, int] = {}
    if not fresh:
        ids = [service.id for service, _ in written]
        found = Revision.objects.filter(service_id__in=ids).values("service_id")
        last = {row["service_id"]: row["last"] for row in found.annotate(last=Max("number"))}
    today = day()
    Revision.objects.bulk_create(
        Revision(
            service_id=service.id,
            number=last.get(service.id, 0) + 1,
            on=today,
            by=by,
            entry=write_entry(entry),
        )
        for service, entry in written
    )


def forget_places_in_history(refuges: Iterable[UUID]) -> None:
    """An entry that turns out to be a refuge has no address in its history either, in no text of it."""
    rows = list(Revision.objects.filter(service_id__in=list(refuges)))
    for row in rows:
        row.entry = write_entry(_without_place(read_entry(row.entry)))
    Revision.objects.bulk_update(rows, ["entry"])


def forget_place(service: Service) -> None:
    """This row, withdrawn or about to be, is about a refuge after all: where it is stands in it no more."""
    service.is_refuge = True
    service.address = service.town = service.postcode = ""
    service.latitude = service.longitude = None
    for name in ("about", "who", "access", "cost", "hours_words", "check_first", "source", "checked_how"):
        if says_where(getattr(service, name)):
            setattr(service, name, "")
    service.save()
    for note in EditorsNote.objects.filter(service=service):
        if says_where(note.text):
            note.delete()
    forget_places_in_history([service.id])


def _without_place(entry: Entry) -> Entry:
    told: dict[str, Any] = {name: "" for name in REFUGE_TEXTS if says_where(getattr(entry, name))}
    areas = tuple(area for area in entry.areas if not says_where(area))
    return replace(entry, place=None, areas=areas, **told)
