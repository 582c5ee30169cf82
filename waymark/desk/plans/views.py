"""Hand-overs at the desk. One of another team answers like one that never was; every look is recorded."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from waymark.cases.file.models import Case
from waymark.cases.file.queries import cases_for, readers_of
from waymark.cases.file.rules import may_take_cases
from waymark.cases.plan.actions import keep_version
from waymark.desk.cases.page import look_at
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.plans.forms import KeepForm, PassForm, SuggestForm
from waymark.desk.plans.reading import shown
from waymark.desk.signing_in.person import member_of
from waymark.planner import actions
from waymark.planner.actions import let_go, pass_hand_over, read_hand_over
from waymark.planner.leftovers import destroy_ended
from waymark.planner.queries import hand_overs_for
from waymark.planner.slots import slot_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.notes import JSON
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Team
from waymark.staff.queries import all_teams
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.ui.forms import QuietForm
from waymark.ui.postures import Posture, posture

ANSWER, WRITE = Permission.ANSWER_ARRIVALS, Permission.WRITE_CASES
NO_CASE = "There is no case of yours with this reference."
NO_WAY_BACK = "This came without a way to send suggestions back."
SENT = "Your suggestions are waiting for them. Nobody is told: they look when they open their notes."
MOST = 200


@posture(Posture.PERMITTED, permission=ANSWER)
def view_hand_overs(request: HttpRequest) -> HttpResponse:
    """What was handed over and is in no case yet, first what goes soonest. Nothing that anybody wrote."""
    today = timezone.localdate()
    rows = [(row, (row.kept_until - today).days) for row in hand_overs_for(member_of(request))[:MOST]]
    return draw(request, "desk/plans/list.html", {"rows": rows})


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
            actions.suggest(row_id=row_id, slot=slot, suggestions=form.lines(), by=member_of(request))
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            say(request, SENT)
            return redirect("desk:plan-view", row_id)
    return _draw(request, row_id, found, suggest=form)


@posture(Posture.PERMITTED, permission=WRITE)
def keep(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Keeps it as the next version in a case of the reader's; then it goes from here."""
    found, member = _read(request, row_id), member_of(request)
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _case(request, form.cleaned_data["reference"])
            keyring = make_keyring(request.session)
            row = keep_version(case=case, hand_over_id=row_id, found=found, by=member, keyring=keyring)
        except Refused as refused:
            form.add_error("reference", refused.sentence)
        else:
            destroy_ended(row_id)
            say(request, f"Case {case.reference} keeps it as version {row.version} of their own notes.")
            return redirect("desk:case-notes", case.id, row_id)
    return _draw(request, row_id, found, keep=form)


@posture(Posture.PERMITTED, permission=ANSWER)
def pass_on(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Passes it to another team, which reads it from then on; the team that had it does not."""
    found, teams = _read(request, row_id), _teams(request, row_id)
    form = PassForm(request.POST or None, teams=teams)
    if request.method == "POST" and form.is_valid():
        to = next(team for team in teams if str(team.id) == form.cleaned_data["to"])
        try:
            passed = pass_hand_over(
                row_id=row_id,
                # Whoever passes it on need not know whether there is such a case, and is not told.
                to=readers_of(form.cleaned_data["reference"], to),
                text=form.cleaned_data["text"],
                by=member_of(request),
                keyring=make_keyring(request.session),
            )
        except DoesNotUnseal:  # taken back since it was read above
            raise Http404 from None
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            if not passed:
                raise Http404
            say(request, f"{to.shown_name} has it now.")
            return redirect("desk:plans-view")
    return _draw(request, row_id, found, passing=form)


@posture(Posture.PERMITTED, permission=ANSWER, posts_only=True)
def destroy(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Destroys it without keeping it. Only whoever may read it: not somebody it names."""
    _read(request, row_id)
    if not let_go(row_id=row_id, by=member_of(request)):
        raise Http404
    destroy_ended(row_id)
    say(request, "It is destroyed. Nothing of it is kept.")
    return redirect("desk:plans-view")


def _case(request: HttpRequest, reference: str) -> Case:
    """A case of the reader's. What is another team's, or names the reader, is refused like none."""
    case = cases_for(member_of(request)).filter(reference=reference).first()
    if case is None:
        raise Refused(NO_CASE)
    try:
        return look_at(request, case.id).case
    except Http404:
        raise Refused(NO_CASE) from None


def _teams(request: HttpRequest, row_id: UUID) -> list[Team]:
    """Teams that work with cases, but for the one that has it."""
    row = hand_overs_for(member_of(request)).filter(id=row_id).first()
    return [team for team in all_teams() if may_take_cases(team) and row and team.id != row.team]


def _read(request: HttpRequest, row_id: UUID) -> Mapping[str, JSON]:
    try:
        found = read_hand_over(row_id=row_id, by=member_of(request), keyring=make_keyring(request.session))
    except DoesNotUnseal:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _draw(request: HttpRequest, row_id: UUID, found: Mapping[str, JSON], **forms: QuietForm) -> HttpResponse:
    context = {
        "row_id": row_id,
        "shown": shown(found),
        "suggest": SuggestForm(),
        "keep": KeepForm() if has_permission(member_of(request), WRITE) else None,
        "passing": PassForm(teams=_teams(request, row_id)),
    }
    return draw(request, "desk/plans/one.html", context | forms)
