"""What a case keeps of somebody's own notes, version by version. Another team's is not there."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.cases.file.rules import may_write
from waymark.cases.plan.actions import answer_version
from waymark.cases.plan.models import PlanVersion
from waymark.cases.plan.queries import read_version, version_before, version_of, versions_of
from waymark.desk.cases.page import Opened, look_at
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.plans.forms import SuggestForm
from waymark.desk.plans.reading import shown
from waymark.desk.plans.views import NO_WAY_BACK, SENT
from waymark.planner.slots import kept_from, slot_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.notes import JSON
from waymark.staff.naming import is_named
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture


@posture(Posture.PERMITTED, permission=Permission.READ_CASES)
def view_version(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """One version, with what changed since the one before. The look at the case is recorded."""
    opened = look_at(request, case_id)
    return _draw(request, opened, *_version(opened, row_id), SuggestForm())


@posture(Posture.PERMITTED, permission=Permission.WRITE_CASES)
def suggest(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """Sends suggestions for a version back to its person, with a copy in the log."""
    opened = look_at(request, case_id)
    row, found = _version(opened, row_id)
    form, slot = SuggestForm(request.POST or None), slot_of(found)
    if request.method == "POST" and form.is_valid():
        try:
            if slot is None:
                raise Refused(NO_WAY_BACK)
            answer_version(
                case=opened.case,
                row=row,
                slot=slot,
                suggestions=form.lines(),
                by=opened.member,
                keyring=opened.keyring,
            )
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            say(request, SENT)
            return redirect("desk:case-notes", case_id, row_id)
    return _draw(request, opened, row, found, form)


def _version(opened: Opened, row_id: UUID) -> tuple[PlanVersion, dict[str, JSON]]:
    row = version_of(opened.case.id, row_id)
    if row is None:
        raise Http404
    return row, _read(opened, row)


def _read(opened: Opened, row: PlanVersion) -> dict[str, JSON]:
    try:
        found = read_version(row, opened.keys)
    except DoesNotUnseal:
        raise Http404 from None
    if is_named(opened.member, kept_from(found)):
        raise Http404
    return found


def _draw(
    request: HttpRequest, opened: Opened, row: PlanVersion, found: Mapping[str, JSON], form: SuggestForm
) -> HttpResponse:
    earlier = version_before(row)
    context = {
        "case": opened.case,
        "row": row,
        "versions": versions_of(opened.case.id),
        "shown": shown(found, _read(opened, earlier) if earlier else None),
        "suggest": form,
        "may_write": may_write(opened.member),
    }
    return draw(request, "desk/plans/version.html", context)
