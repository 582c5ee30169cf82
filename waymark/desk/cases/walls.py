"""Saying who may open a case: putting up a wall, naming others, taking it down."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.cases.file.queries import mailboxes_of, wall_mark
from waymark.cases.file.rules import may_wall
from waymark.cases.log.actions import put_up_wall, take_down_wall
from waymark.desk.cases.forms import OpenForm, WallForm
from waymark.desk.cases.page import Opened, look_at
from waymark.desk.cases.views import add_refusal, form_context
from waymark.desk.cases.walled import wall_line
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.inbox.choices import people_to_name
from waymark.intake.queries import ids_from
from waymark.records.refusal import Refused
from waymark.staff.models import Member
from waymark.staff.queries import named_in
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

GONE = "You are not one of those who may open it. For you there is no such case any more."
HEADING = "Who may open this case"


@posture(Posture.PERMITTED, permission=Permission.WRITE_CASES)
def view_wall(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who may open the case; a team lead, a manager or its owner names them."""
    opened = look_at(request, case_id)
    case, behind = opened.case, opened.case.behind
    about = [case.id, *ids_from(mailboxes_of(case))]
    already = named_in(behind) if behind else []
    to_name = people_to_name(case.team, [one.about.identity for one in opened.people], about, already)
    named = [str(one.id) for one in already] if behind else to_name.ticked
    first = {"named": named, "shown": wall_mark(case)}
    form = WallForm(request.POST or None, people=to_name.people, initial=first)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in to_name.people if str(one.id) in form.cleaned_data["named"]]
        try:
            _put_up(opened, form, chosen)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            if opened.member in chosen:
                say(request, "Only those who are named can open this case now.")
                return redirect("desk:case-view", case_id)
            say(request, f"Only those who are named can open case {case.reference} now. {GONE}")
            return redirect("desk:cases-view")
    context = {
        "case": case,
        "form": form,
        "wall": wall_line(case, opened.member),
        "may_change": may_wall(case, opened.member),
        "some_must_not": to_name.some_must_not,
        "heading": HEADING,
    }
    return draw(request, "desk/cases/wall.html", context)


@posture(Posture.PERMITTED, permission=Permission.WRITE_CASES)
def open_wall(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Takes the wall down, with a reason."""
    opened = look_at(request, case_id)
    case = opened.case
    if case.behind is None:
        return redirect("desk:case-view", case_id)
    form = OpenForm(request.POST or None, initial={"shown": wall_mark(case)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            take_down_wall(
                case=case, text=said["text"], shown=said["shown"], by=opened.member, keyring=opened.keyring
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            say(request, f"The whole of {case.team.shown_name} can open this case now.")
            return redirect("desk:case-view", case_id)
    team = case.team.shown_name
    hint = f"Everybody in {team} can then open the case, with all that was written behind the wall."
    return draw(
        request,
        "desk/cases/form.html",
        form_context(case, form, "Take the wall down", "Let the whole team open it", hint=hint),
    )


def _put_up(opened: Opened, form: WallForm, chosen: list[Member]) -> None:
    put_up_wall(
        case=opened.case,
        named=chosen,
        text=form.cleaned_data["text"],
        shown=form.cleaned_data["shown"],
        by=opened.member,
        keyring=opened.keyring,
    )
