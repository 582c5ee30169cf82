"""Hand-overs at the desk. One of another team answers like one that never was; every look is recorded."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.cases.file.queries import cases_for
from waymark.cases.log.actions import write_note
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.plans.forms import KeepForm, SuggestForm
from waymark.desk.plans.reading import Shown, shown
from waymark.desk.signing_in.person import member_of
from waymark.planner.actions import read_hand_over, suggest, take_hand_over
from waymark.planner.queries import hand_overs_for
from waymark.planner.slots import slot_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.notes import JSON
from waymark.staff.keyring import make_keyring
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

ANSWER = Permission.ANSWER_ARRIVALS
NO_CASE = "There is no case of yours with this reference."
NO_WAY_BACK = "This came without a way to send suggestions back."
SENT = "Your suggestions are waiting for them. Nobody is told: they look when they open their notes."


@posture(Posture.PERMITTED, permission=ANSWER)
def view_hand_overs(request: HttpRequest) -> HttpResponse:
    """What was handed over and is in no case yet, oldest day first. Nothing that anybody wrote."""
    return draw(request, "desk/plans/list.html", {"rows": list(hand_overs_for(member_of(request))[:200])})


@posture(Posture.PERMITTED, permission=ANSWER)
def view_hand_over(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One hand-over, read; suggestions are sent from here."""
    found = _read(request, row_id)
    form = SuggestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slot = slot_of(found)
        try:
            if slot is None:
                raise Refused(NO_WAY_BACK)
            suggest(row_id=row_id, slot=slot, suggestions=form.lines(), by=member_of(request))
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            say(request, SENT)
            return redirect("desk:plan-view", row_id)
    return _draw(request, row_id, shown(found), suggest=form)


@posture(Posture.PERMITTED, permission=ANSWER)
def clear(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Keeps it as an entry of a case, then destroys it here; or destroys it alone."""
    found, member = shown(_read(request, row_id)), member_of(request)
    if request.method == "POST" and request.POST.get("verb") == "destroy":
        take_hand_over(row_id=row_id, by=member)
        say(request, "It is destroyed. Nothing of it is kept.")
        return redirect("desk:plans-view")
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = cases_for(member).filter(reference=form.cleaned_data["reference"].strip().upper()).first()
        try:
            if case is None:
                raise Refused(NO_CASE)
            write_note(case=case, text=found.as_text, by=member, keyring=make_keyring(request.session))
        except Refused as refused:
            form.add_error("reference", refused.sentence)
        else:
            take_hand_over(row_id=row_id, by=member)
            say(request, f"It is kept in the log of {case.reference}.")
            return redirect("desk:plans-view")
    return _draw(request, row_id, found, keep=form)


def _read(request: HttpRequest, row_id: UUID) -> Mapping[str, JSON]:
    try:
        found = read_hand_over(row_id=row_id, by=member_of(request), keyring=make_keyring(request.session))
    except DoesNotUnseal:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _draw(
    request: HttpRequest,
    row_id: UUID,
    found: Shown,
    *,
    suggest: SuggestForm | None = None,
    keep: KeepForm | None = None,
) -> HttpResponse:
    context = {
        "row_id": row_id,
        "shown": found,
        "suggest": suggest or SuggestForm(),
        "keep": keep or KeepForm(),
    }
    return draw(request, "desk/plans/one.html", context)
