"""Whom one knows: what comes from them is kept from this member. Nobody else reads the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.forms import TiesForm
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.actions.declaring import declare_ties
from waymark.staff.standing import secret_of
from waymark.staff.ties import declared_by, declared_text
from waymark.ui.postures import Posture, posture


@posture(Posture.SIGNED_IN)
def view_ties(request: HttpRequest) -> HttpResponse:
    """The member's own list, to change or to empty. What was typed stays until every line can be compared."""
    member, secret = member_of(request), secret_of(request.session)
    row, text, lost = declared_by(member), "", False
    if row is not None:
        try:
            text = declared_text(row, secret)
        except DoesNotUnseal:
            lost = True
    form = TiesForm(request.POST if request.method == "POST" else None, initial={"people": text})
    if request.method == "POST" and form.is_valid():
        try:
            declare_ties(by=member, secret=secret, text=form.cleaned_data["people"])
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            say(request, "Saved. From now on it is compared each time that you look at something.")
            return redirect("desk:ties-view")
    return draw(request, "signing_in/ties.html", {"form": form, "row": row, "lost": lost})
