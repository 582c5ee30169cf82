"""The case pages. Another team's case answers like one that never was; what is typed stays."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from waymark.cases.closing.actions import reopen_case
from waymark.cases.closing.terms import ReopenReason
from waymark.cases.file.queries import cases_for, closed_for, own_for, unowned_for, working_for
from waymark.cases.file.rules import may_take_cases
from waymark.cases.file.terms import CaseStage
from waymark.cases.log import actions
from waymark.cases.log.queries import entry_of
from waymark.cases.log.terms import CallOutcome
from waymark.contact.terms import Channel
from waymark.desk.cases.forms import CallForm, FindForm, HandForm, NoteForm
from waymark.desk.cases.lines import make_lines
from waymark.desk.cases.page import draw_case, look_at, strip_of
from waymark.desk.contact.download import hand_out
from waymark.desk.contact.strip import ABOUT_TO, script_for
from waymark.desk.frame.asked import asked_number
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.inbox.choices import writers_of
from waymark.desk.inbox.forms import ReplyForm
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.keyring import make_keyring
from waymark.staff.queries import all_teams
from waymark.staff.signing import keys
from waymark.staff.terms import Permission
from waymark.staff.ties import ties_of
from waymark.ui.forms import QuietForm
from waymark.ui.postures import Posture, posture

READ, WRITE = Permission.READ_CASES, Permission.WRITE_CASES
HAND = Permission.HAND_OVER_CASES
PAGE = 50
_ASKED, _FOUND = "case-asked", "found"
_LISTS: Final = {"mine": own_for, "nobody": unowned_for, "closed": closed_for}


@posture(Posture.PERMITTED, permission=READ)
def view_cases(request: HttpRequest) -> HttpResponse:
    """The cases of the reader's teams, last touched first; their own, nobody's, the closed ones; or those
    with a reference. What is looked for is in no address: a browser remembers those, and a hurried hand
    types a name.
    """
    member, form = member_of(request), FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[_ASKED] = form.cleaned_data["q"].strip().upper()
        return redirect(f"{reverse('desk:cases-view')}?whose={_FOUND}")
    whose = request.GET.get("whose", "")
    asked = str(request.session.get(_ASKED, "")) if whose == _FOUND else ""
    if asked:
        cases = cases_for(member).filter(reference__startswith=asked)
        form = form if form.is_bound else FindForm(initial={"q": asked})
    else:
        whose = whose if whose in _LISTS else ""
        cases = _LISTS.get(whose, working_for)(member)
    page = asked_number(request, "page") or 0
    rows = list(cases[page * PAGE : (page + 1) * PAGE + 1])
    keyring = make_keyring(request.session)
    context = {
        "lines": make_lines(rows[:PAGE], keyring, reader=member, ties=ties_of(member, keyring)),
        "form": form,
        "asked": asked,
        "whose": whose,
        "next": page + 1 if len(rows) > PAGE else 0,
    }
    return draw(request, "desk/cases/cases.html", context)


@posture(Posture.PERMITTED, permission=READ)
def view_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case; the look is recorded."""
    return draw_case(request, look_at(request, case_id))


@posture(Posture.PERMITTED, permission=WRITE)
def write_note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Adds a note to the log."""
    opened, form = look_at(request, case_id), NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(
                case=opened.case,
                text=form.cleaned_data["text"],
                by=opened.member,
                keyring=opened.keyring,
                once=form.cleaned_data["once"],
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("desk:case-view", case_id)
    return draw_case(request, opened, note=form)


@posture(Posture.PERMITTED, permission=WRITE)
def reply(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Writes into somebody's mailbox, with a copy in the log."""
    opened, form = look_at(request, case_id), ReplyForm(request.POST or None)
    known = opened.known(person_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                case=opened.case,
                known=known,
                text=form.cleaned_data["text"],
                signed_by=form.cleaned_data["signed_by"],
                by=opened.member,
                keyring=opened.keyring,
                signing_key=keys().signing_key(),
                shown=request.POST.get("shown", ""),
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            say(request, "Your reply is in their mailbox. A copy is in the log.")
            return redirect("desk:case-view", case_id)
    return draw_case(request, opened, reply=form)


@posture(Posture.PERMITTED, permission=WRITE)
def note_call(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Notes how a call went."""
    opened, form = look_at(request, case_id), CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_call(
                case=opened.case,
                outcome=CallOutcome(form.cleaned_data["outcome"]),
                text=form.cleaned_data["text"],
                by=opened.member,
                keyring=opened.keyring,
                once=form.cleaned_data["once"],
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("desk:case-view", case_id)
    return draw(
        request, "desk/cases/form.html", form_context(opened.case, form, "How a call went", "Note it")
    )


@posture(Posture.PERMITTED, permission=HAND)
def hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hands the case to a colleague, or to another team."""
    opened = look_at(request, case_id)
    case = opened.case
    members = [one for one in writers_of(case.readers) if one.id != case.owner_id]
    teams = [team for team in all_teams() if may_take_cases(team) and team.id != case.team_id]
    form = HandForm(request.POST or None, members=members, teams=teams)
    if request.method == "POST" and form.is_valid():
        kind, _, chosen = form.cleaned_data["to"].partition("/")
        said = {
            "case": case,
            "text": form.cleaned_data["text"],
            "by": opened.member,
            "keyring": opened.keyring,
        }
        try:
            if kind == "team":
                team = next(each for each in teams if str(each.id) == chosen)
                actions.hand_to_team(to=team, **said)
            else:
                actions.hand_over(to=next(each for each in members if str(each.id) == chosen), **said)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            say(request, f"Case {case.reference} is handed over.")
            return redirect("desk:today-view") if kind == "team" else redirect("desk:case-view", case_id)
    hint = "Another team gets the case whole. Your team will not see it any more."
    if case.behind is not None:
        hint += " The wall does not go along: everybody in that team can open it."
    return draw(
        request, "desk/cases/form.html", form_context(case, form, "Hand over", "Hand over", hint=hint)
    )


@posture(Posture.PERMITTED, permission=WRITE, posts_only=True)
def set_stage(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Moves the case to another stage."""
    opened = look_at(request, case_id)
    try:
        to = CaseStage(request.POST.get("stage", ""))
        actions.set_stage(case=opened.case, to=to, by=opened.member, keyring=opened.keyring)
    except (Refused, ValueError):
        say(request, "The case is not in a stage that leads there.")
    return redirect("desk:case-view", case_id)


@posture(Posture.PERMITTED, permission=WRITE, posts_only=True)
def take_message(request: HttpRequest, case_id: UUID, arrival_id: UUID) -> HttpResponse:
    """Reads a new message of the case's mailbox into its log. It reopens a closed case: whoever wrote is not
    forgotten there.
    """
    opened = look_at(request, case_id)
    try:
        if opened.case.stage == CaseStage.CLOSED:
            reopen_case(
                case=opened.case,
                reason=ReopenReason.WROTE,
                text="",
                by=opened.member,
                keyring=opened.keyring,
            )
        actions.take_message(
            case=opened.case, arrival_id=arrival_id, by=opened.member, keyring=opened.keyring
        )
    except Refused as refused:
        say(request, refused.sentence)
    except DoesNotUnseal:
        raise Http404 from None
    return redirect("desk:case-view", case_id)


@posture(Posture.PERMITTED, permission=WRITE, posts_only=True)
def show_way(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Shows a number or an address to whoever is about to use it, if that is safe at this moment."""
    opened = look_at(request, case_id)
    known, channel = opened.known(person_id), request.POST.get("channel", "")
    if channel not in {each.value for each in ABOUT_TO}:
        raise Http404
    way = Channel(channel)
    context = {"heading": ABOUT_TO[way], "back": reverse("desk:case-view", args=[case_id])}
    if way is Channel.PHONE:
        context["then"] = reverse("desk:case-call", args=[case_id])
    try:
        context["value"] = actions.show_way(
            case=opened.case,
            known=known,
            channel=way,
            at=timezone.now(),
            by=opened.member,
            keyring=opened.keyring,
        )
    except Refused as refused:
        return draw(request, "desk/contact/way.html", {**context, "refused": refused.sentence})
    script, strip = script_for(known.wishes, way), strip_of(known)
    return draw(request, "desk/contact/way.html", {**context, "script": script, "strip_view": strip})


@posture(Posture.PERMITTED, permission=WRITE, posts_only=True)
def show_words(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Shows the code words, with a record."""
    opened = look_at(request, case_id)
    words = actions.show_code_words(case=opened.case, known=opened.known(person_id), by=opened.member)
    back = reverse("desk:case-view", args=[case_id])
    context = {"ours": words.ours, "theirs": words.theirs, "back": back}
    return draw(request, "desk/contact/code_words.html", context)


@posture(Posture.PERMITTED, permission=READ)
def download(request: HttpRequest, case_id: UUID, entry_id: UUID, file_id: UUID) -> HttpResponse:
    """The safe copy of a file in the log."""
    opened = look_at(request, case_id)
    entry = entry_of(case_id, entry_id, opened.keys)
    found = next((file for file in entry.files if file.id == file_id), None) if entry else None
    if found is None:
        raise Http404
    return hand_out(found)


def add_refusal(form: QuietForm, refused: Refused) -> None:
    """Puts the sentence at the box that it is about; nothing typed is lost."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


def form_context(
    case: object, form: QuietForm, heading: str, label: str, *, hint: str = ""
) -> dict[str, object]:
    """What a page with one form shows."""
    return {"case": case, "form": form, "heading": heading, "label": label, "hint": hint}
