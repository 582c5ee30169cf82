"""The editors' pages: what waits, one entry, its changes. Nothing of a visitor is here."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from waymark.desk.directory.forms import EntryForm, typed_as
from waymark.desk.directory.lines import (
    MOST,
    STAGES,
    doubles_beside,
    facts_of,
    history_lines,
    lines_of,
    questions_for,
)
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.directory import actions, queries
from waymark.directory.entries import Entry
from waymark.directory.models import Service
from waymark.directory.rules import may_publish
from waymark.directory.terms import DOUBTS, Doubt, Stage
from waymark.records.refusal import Refused
from waymark.staff.queries import members_here
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

EDIT = Permission.EDIT_PAGES
DOUBLES_SHOWN = 10
WAYS = {"rang": "Rang them", "website": "Read their website", "wrote": "They wrote to us"}


@posture(Posture.PERMITTED, permission=EDIT)
def view_worklist(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, or what a name or number is found under."""
    today, typed = timezone.localdate(), request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = queries.entries_named(typed) if typed else queries.worklist(today)
    rows = list(found[: MOST + 1])
    context = {
        "lines": lines_of(rows[:MOST], today),
        "more": len(rows) > MOST,
        "typed": typed,
        "waiting": queries.worklist(today).count(),
        "shown": queries.published().count(),
    }
    return draw(request, "desk/directory/worklist.html", context)


@posture(Posture.PERMITTED, permission=EDIT)
def view_entry(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One entry: what it says, what to ask, what visitors doubt, what it said before."""
    return _draw_entry(request, _found(service_id))


@posture(Posture.PERMITTED, permission=EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (entry := form.entry()) is not None:
        try:
            service = actions.add_service(by=member_of(request), entry=entry)
        except Refused as refused:
            form.refuse(refused)
        else:
            say(request, "Added as a draft. Check it, then publish it.")
            return redirect("desk:entry-view", service.id)
    return draw(request, "desk/directory/form.html", {"form": form, "about": "Add an entry"})


@posture(Posture.PERMITTED, permission=EDIT)
def change(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """An entry reads differently from now on."""
    service = _found(service_id)
    now = queries.entry_of(service)
    form = EntryForm(request.POST or None, initial=typed_as(now))
    if request.method == "POST" and form.is_valid() and (entry := form.entry(now)) is not None:
        try:
            actions.change_service(
                by=member_of(request), service=service, entry=entry, how=form.cleaned_data["checked_how"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            say(request, "Saved.")
            return redirect("desk:entry-view", service.id)
    context = {"form": form, "about": service.name, "service": service}
    return draw(request, "desk/directory/form.html", context)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def confirm(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Still right as it stands."""
    service = _found(service_id)
    how = WAYS.get(request.POST.get("way", ""), "")
    if not how:
        return _draw_entry(request, service, "Say how you checked it: use one of the buttons.", 409)
    by, after = member_of(request), queries.waiting_after(service, timezone.localdate())
    try:
        if request.POST.get("clear") == "yes":
            entry = replace(queries.entry_of(service), check_first="")
            actions.change_service(by=by, service=service, entry=entry, how=how)
        else:
            actions.confirm_service(by=by, service=service, how=how)
    except Refused as refused:
        return _draw_entry(request, service, refused.sentence, 409)
    say(request, f"Checked: {service.name}. It is due again in half a year.")
    return _go_on(service.id if service.stage != Stage.PUBLISHED else after)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def publish(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Everybody may see it."""
    service = _found(service_id)
    after = queries.waiting_after(service, timezone.localdate())
    try:
        actions.publish_service(by=member_of(request), service=service)
    except Refused as refused:
        return _draw_entry(request, service, refused.sentence, 409)
    say(request, f"Published: {service.name}.")
    return _go_on(after)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def settle(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What visitors doubted was looked into."""
    service = _found(service_id)
    actions.settle_doubts(by=member_of(request), service=service)
    return redirect("desk:entry-view", service.id)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def withdraw(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """It is shown no more."""
    service = _found(service_id)
    actions.withdraw_service(by=member_of(request), service=service)
    say(request, f"Withdrawn: {service.name}.")
    return redirect("desk:directory-view")


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def merge(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Another entry about the same service goes; this one stays."""
    kept = _found(service_id)
    gone = next((row for row in queries.doubles_of(kept) if str(row.id) == request.POST.get("gone")), None)
    if gone is None:
        return _draw_entry(request, kept, "Choose the other entry from the list.", 409)
    try:
        actions.merge_services(by=member_of(request), kept=kept, gone=gone)
    except Refused as refused:
        return _draw_entry(request, kept, refused.sentence, 409)
    say(request, f"Merged. “{gone.name}” was withdrawn.")
    return redirect("desk:entry-view", kept.id)


def _draw_entry(request: HttpRequest, service: Service, trouble: str = "", status: int = 200) -> HttpResponse:
    entry: Entry = queries.entry_of(service)
    names = {one.id: one.shown_name for one in members_here()}
    context = {
        "service": service,
        "stage": STAGES[Stage(service.stage)],
        "checked_by": names.get(service.checked_by, "A former colleague") if service.checked_by else "",
        "parts": facts_of(entry),
        "questions": questions_for(entry),
        "ways": WAYS.items(),
        "may_publish": may_publish(member_of(request), service),
        "doubts": [(DOUBTS[Doubt(what)], count, last) for what, count, last in queries.doubts_about(service)],
        "doubles": doubles_beside(entry, queries.listed_of(queries.doubles_of(service)[:DOUBLES_SHOWN])),
        "past": history_lines(queries.history_of(service)[:20], names),
        "trouble": trouble,
    }
    return draw(request, "desk/directory/entry.html", context, status=status)


def _go_on(service_id: UUID | None) -> HttpResponse:
    """To the entry that comes next, or back to the list after the last."""
    if service_id is None:
        return redirect("desk:directory-view")
    return redirect("desk:entry-view", service_id)


def _found(service_id: UUID) -> Service:
    service = queries.service_standing(service_id)
    if service is None:
        raise Http404
    return service
