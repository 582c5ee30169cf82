"""The list of what will be destroyed, what is held and what nobody closed; placing and releasing a hold."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from waymark.cases.keeping.actions import place_hold, release_hold
from waymark.cases.keeping.queries import holds_for, listings_for, theirs_among, untouched_for
from waymark.desk.cases.lines import make_lines
from waymark.desk.cases.page import look_at
from waymark.desk.cases.views import add_refusal, form_context
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.keeping.forms import HoldForm
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.staff.keyring import make_keyring
from waymark.staff.terms import Permission
from waymark.staff.ties import ties_of
from waymark.ui.postures import Posture, posture
from waymark.ui.service import service

CLOSE = Permission.CLOSE_CASES
MOST = 100


@posture(Posture.PERMITTED, permission=CLOSE)
def view_keeping(request: HttpRequest) -> HttpResponse:
    """What will be destroyed, is held, or nobody closed. Another team's case has no name and no link."""
    member, keyring, today = member_of(request), make_keyring(request.session), timezone.localdate()
    # All of them: what a list leaves out would be destroyed without a warning.
    listings, holds = list(listings_for(member)), list(holds_for(member))
    untouched, ties = list(untouched_for(member, today)[:MOST]), ties_of(member, keyring)
    listed = make_lines([row.case for row in listings], keyring, reader=member, ties=ties)
    held = make_lines([row.case for row in holds], keyring, reader=member, ties=ties)
    context = {
        "listed": list(zip(listings, listed, strict=True)),
        "held": [(row, line, row.review_on <= today) for row, line in zip(holds, held, strict=True)],
        "untouched": make_lines(untouched, keyring, reader=member, ties=ties),
        "theirs": theirs_among(member, [row.case for row in listings]),
        "years": service().years_kept,
    }
    return draw(request, "desk/keeping/keeping.html", context)


@posture(Posture.PERMITTED, permission=CLOSE)
def hold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Places a hold on a case, or puts a newer one in its place."""
    opened = look_at(request, case_id)
    form = HoldForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            place_hold(
                case=opened.case,
                reason=form.cleaned_data["text"],
                review_on=form.cleaned_data["review_on"],
                by=opened.member,
                keyring=opened.keyring,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            say(request, "The case is held. It is not destroyed until somebody releases it.")
            return redirect("desk:case-view", case_id)
    context = form_context(opened.case, form, "Keep this case from being destroyed", "Place the hold")
    return draw(request, "desk/cases/form.html", context)


@posture(Posture.PERMITTED, permission=CLOSE, posts_only=True)
def release(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Releases the hold."""
    opened = look_at(request, case_id)
    try:
        release_hold(case=opened.case, by=opened.member, keyring=opened.keyring)
    except Refused as refused:
        say(request, refused.sentence)
    else:
        say(request, "The hold is released. Before the case is destroyed it is listed for a month.")
    return redirect("desk:case-view", case_id)
