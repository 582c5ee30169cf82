"""Closing a case and reopening it. What is still open is said before the form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.cases.closing.actions import close_case, reopen_case
from waymark.cases.closing.queries import still_open
from waymark.cases.closing.rules import in_the_way, to_confirm
from waymark.cases.closing.terms import CloseReason, Point, ReopenReason, Told
from waymark.cases.file.terms import CaseStage
from waymark.desk.cases.forms import CloseForm, ReopenForm
from waymark.desk.cases.page import look_at
from waymark.desk.cases.views import add_refusal, form_context
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

MAY_HAVE_CHANGED = "What was safe for them then may not be safe now. Make sure before you reach out."
KEPT = "It leaves the lists and stays findable. If they write again, it comes back."


@posture(Posture.PERMITTED, permission=Permission.CLOSE_CASES)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Closes the case, once whatever is still open was seen to or named."""
    opened = look_at(request, case_id)
    case = opened.case
    if case.stage == CaseStage.CLOSED:
        return redirect("desk:case-view", case_id)
    found = still_open(case, opened.keys)
    form = CloseForm(request.POST or None, still_open=to_confirm(found))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            close_case(
                case=case,
                reason=CloseReason(said["reason"]),
                told=Told(said["told"]),
                text=said["text"],
                confirmed=[Point(each) for each in said.get("confirmed", [])],
                by=opened.member,
                keyring=opened.keyring,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            say(request, f"Case {case.reference} is closed.")
            return redirect("desk:cases-view")
    context = form_context(case, form, "Close this case", "Close the case", hint=KEPT)
    return draw(request, "desk/cases/form.html", {**context, "in_the_way": in_the_way(found)})


@posture(Posture.PERMITTED, permission=Permission.WRITE_CASES)
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Makes a closed case one that is worked with."""
    opened = look_at(request, case_id)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_case(
                case=opened.case,
                reason=ReopenReason(form.cleaned_data["reason"]),
                text=form.cleaned_data["text"],
                by=opened.member,
                keyring=opened.keyring,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("desk:case-view", case_id)
    context = form_context(opened.case, form, "Reopen this case", "Reopen the case", hint=MAY_HAVE_CHANGED)
    return draw(request, "desk/cases/form.html", context)
