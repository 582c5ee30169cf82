"""Writing entries: adding, changing, merging doubles. Nothing here publishes."""

from datetime import timedelta

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.directory.entries import Entry
from waymark.directory.models import ReportedDoubt, Service
from waymark.directory.rules import (
    REFUGE_HAS_NO_PLACE,
    check_change,
    check_edit,
    check_entry,
    check_merge,
    says_where,
)
from waymark.directory.storing import (
    begin_edition,
    fill,
    forget_place,
    hide_services,
    organisation_of,
    save_rows,
)
from waymark.directory.terms import REVIEW_DAYS, DirectoryTag, Stage
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.models import Member

REVIEW_AFTER = timedelta(days=REVIEW_DAYS)


@atomic_turn
def add_service(*, by: Member, entry: Entry) -> Service:
    """A new draft. *Refuses* what cannot be shown, and an address of a refuge.
    *Records* directory:service:added.
    """
    check_edit(by)
    check_entry(entry)
    service = fill(Service(stage=Stage.DRAFT), entry, organisation_of(entry))
    service.save(force_insert=True)
    save_rows([(service, entry)], by=by.id, fresh=True)
    record(Chain.face("desk"), DirectoryTag.SERVICE_ADDED, by=by.id, about=service.id)
    return service


@atomic_turn
def change_service(*, by: Member, service: Service, entry: Entry, how: str = "") -> Service:
    """The entry reads as given. With `how` it counts as checked by this member today; without, a draft again.
    *Refuses* changing what is published without a check. *Records* directory:service:changed.
    """
    service = Service.objects.select_for_update().get(pk=service.pk)
    check_change(by, service, how=how)
    check_entry(entry)
    if entry.is_refuge and says_where(how):
        raise Refused(REFUGE_HAS_NO_PLACE, field="how")
    checked = bool(how.strip())
    if checked:
        service.checked_on, service.checked_by, service.checked_how = day(), by.id, how.strip()[:300]
        service.review_due = day() + REVIEW_AFTER
    else:
        service.checked_on, service.checked_by, service.checked_how = None, None, ""
        service.review_due = None
    if service.stage != Stage.PUBLISHED:
        service.stage = Stage.CHECKED if checked else Stage.DRAFT
    fill(service, entry, organisation_of(entry)).save()
    save_rows([(service, entry)], by=by.id)
    begin_edition()
    record(Chain.face("desk"), DirectoryTag.SERVICE_CHANGED, by=by.id, about=service.id)
    return service


@atomic_turn
def merge_services(*, by: Member, kept: Service, gone: Service) -> Service:
    """The second entry is withdrawn and points at the first, which takes over what visitors doubted.
    Where the first is a refuge, the second forgets any address that it held.
    *Refuses* withdrawn entries, and a refuge into what is none. *Records* directory:services:merged.
    """
    rows = {row.pk: row for row in Service.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    kept, gone = rows[kept.pk], rows[gone.pk]
    check_merge(by, kept, gone)
    ReportedDoubt.objects.filter(service=gone).update(service=kept)
    gone.stage, gone.merged_into = Stage.WITHDRAWN, kept.id
    gone.save(update_fields=["stage", "merged_into"])
    if kept.is_refuge:
        forget_place(gone)
    hide_services([gone.id])
    begin_edition()
    record(Chain.face("desk"), DirectoryTag.SERVICES_MERGED, by=by.id, about=kept.id, note={"gone": gone.id})
    return kept
