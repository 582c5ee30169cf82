"""Keeping entries true: checked by somebody, published, doubted by visitors, withdrawn."""

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.directory.actions.editing import REVIEW_AFTER
from waymark.directory.models import ReportedDoubt, Service
from waymark.directory.queries import entry_of
from waymark.directory.rules import check_change, check_edit, check_entry, check_publish
from waymark.directory.storing import begin_edition, hide_services, show_services
from waymark.directory.terms import DOUBTS_LIMIT, DirectoryTag, Doubt, Stage
from waymark.limits.buckets import take
from waymark.records.days import day
from waymark.records.turns import atomic_turn
from waymark.staff.models import Member


@atomic_turn
def confirm_service(*, by: Member, service: Service, how: str) -> Service:
    """Somebody looked, and it is right as it stands: due again in half a year, and no longer in doubt.
    *Refuses* a withdrawn entry, and one that could not be shown. *Records* directory:service:confirmed.
    """
    service = Service.objects.select_for_update().get(pk=service.pk)
    check_change(by, service, how=how)
    entry = entry_of(service)
    check_entry(entry)
    service.checked_on, service.checked_by, service.checked_how = day(), by.id, how.strip()[:300]
    service.review_due = day() + REVIEW_AFTER
    if service.stage == Stage.DRAFT:
        service.stage = Stage.CHECKED
    service.save(update_fields=["checked_on", "checked_by", "checked_how", "review_due", "stage"])
    ReportedDoubt.objects.filter(service=service).delete()
    if service.stage == Stage.PUBLISHED:
        show_services([(service, entry)])
    begin_edition()
    record(Chain.face("desk"), DirectoryTag.SERVICE_CONFIRMED, by=by.id, about=service.id)
    return service


@atomic_turn
def publish_service(*, by: Member, service: Service) -> Service:
    """Everybody may see it, and it is in the feed. *Refuses* what nobody checked.
    *Records* directory:service:published.
    """
    service = Service.objects.select_for_update().get(pk=service.pk)
    check_publish(by, service)
    entry = entry_of(service)
    check_entry(entry)
    service.stage = Stage.PUBLISHED
    service.save(update_fields=["stage"])
    show_services([(service, entry)])
    begin_edition()
    record(Chain.face("desk"), DirectoryTag.SERVICE_PUBLISHED, by=by.id, about=service.id)
    return service


@atomic_turn
def withdraw_service(*, by: Member, service: Service) -> Service:
    """It is shown no more, and a list that still has it does not bring it back.
    *Records* directory:service:withdrawn.
    """
    check_edit(by)
    service.stage = Stage.WITHDRAWN
    service.save(update_fields=["stage"])
    ReportedDoubt.objects.filter(service=service).delete()
    hide_services([service.id])
    begin_edition()
    record(Chain.face("desk"), DirectoryTag.SERVICE_WITHDRAWN, by=by.id, about=service.id)
    return service


@atomic_turn
def report_doubt(*, service: Service, what: Doubt) -> ReportedDoubt:
    """A visitor says that something is wrong: one of five choices, the day, and nothing else.
    *Refuses* when very many come at once. *Records* directory:doubt:reported.
    """
    take(DOUBTS_LIMIT)
    told = ReportedDoubt.objects.create(service=service, what=what, on=day())
    record(Chain.face("public"), DirectoryTag.DOUBT_REPORTED, by=None, about=service.id, note={"what": what})
    return told


@atomic_turn
def settle_doubts(*, by: Member, service: Service) -> int:
    """What visitors said was looked into, and nothing had to change. Returns how many doubts there were.
    *Records* directory:doubts:settled.
    """
    check_edit(by)
    count = ReportedDoubt.objects.filter(service=service).delete()[0]
    record(Chain.face("desk"), DirectoryTag.DOUBTS_SETTLED, by=by.id, about=service.id, note={"count": count})
    return count
