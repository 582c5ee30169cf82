"""Colleagues: who is here, who joins, who is admitted, who leaves, who comes back."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.cases.file.queries import walls_on_one
from waymark.desk.frame.draw import draw
from waymark.desk.signing_in.person import member_of
from waymark.desk.team.alone import cases_alone
from waymark.desk.team.forms import AccessForm, ComparedForm, MemberForm
from waymark.records.refusal import Refused
from waymark.staff import queries
from waymark.staff.actions import accounts, admitting, leaving, readmitting
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Member, Team
from waymark.staff.rules import (
    fingerprint,
    has_permission,
    may_approve_readmission,
    may_end_account,
)
from waymark.staff.standing import notice_was_read
from waymark.staff.terms import NOTICES, ROLE_NAMES, Permission, Role
from waymark.ui.postures import Posture, posture


@posture(Posture.PERMITTED, permission=Permission.SEE_COLLEAGUES)
def view_team(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, and who waits to be admitted."""
    by = member_of(request)
    admits = has_permission(by, Permission.ADMIT_MEMBERS)
    teams = queries.team_names_by_member()
    context = {
        "people": [(one, roles_of(one), teams.get(one.id, [])) for one in queries.members_here()],
        "waiting": queries.waiting_for_admission(by) if admits else [],
        "notices": [
            (notice, NOTICES[notice.kind], queries.who_is_told_of(notice))
            for notice in queries.notices_for(by)
        ],
        "on_one": queries.teams_on_one() if admits else [],
        "alone": cases_alone(by),
        "walls_alone": walls_on_one(by),
        "may_invite": has_permission(by, Permission.MANAGE_ACCOUNTS),
    }
    return draw(request, "team/team.html", context)


@posture(Posture.PERMITTED, permission=Permission.MANAGE_ACCOUNTS)
def invite(request: HttpRequest) -> HttpResponse:
    """A new colleague; the link is shown in the answer and nowhere else."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member, token = accounts.invite_member(
                by=member_of(request),
                name=form.cleaned_data["name"],
                shown_name=form.cleaned_data["shown_name"],
                roles=roles_in(form),
                teams=form.cleaned_data["teams"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return show_link(request, member, token)
    return render(request, "team/invite.html", {"form": form})


@posture(Posture.PERMITTED, permission=Permission.SEE_COLLEAGUES)
def view_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One colleague, and what the reader may do about their account."""
    by, member = member_of(request), found(member_id)
    approvals = queries.approvals_for(member)
    context = {
        "one": member,
        "roles": roles_of(member),
        "teams": queries.teams_of(member),
        "approvals": len(approvals),
        "may_change": has_permission(by, Permission.MANAGE_ACCOUNTS),
        "may_end": may_end_account(by, member),
        "may_approve": member.is_enrolled and may_approve_readmission(by, member, approvals),
    }
    return render(request, "team/member.html", context)


@posture(Posture.PERMITTED, permission=Permission.MANAGE_ACCOUNTS)
def change_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What a colleague is called, may do, and which teams they are in."""
    member = found(member_id)
    now = {
        "shown_name": member.shown_name,
        "roles": sorted(member.roles),
        "teams": queries.teams_of(member),
    }
    form = AccessForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_access(
                by=member_of(request),
                member=member,
                shown_name=form.cleaned_data["shown_name"],
                roles=roles_in(form),
                teams=form.cleaned_data["teams"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return redirect("desk:member-view", member.id)
    return render(request, "team/change.html", {"form": form, "one": member})


@posture(Posture.PERMITTED, permission=Permission.MANAGE_ACCOUNTS, posts_only=True)
def renew_link(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A new enrolment link for somebody whose first one ran out."""
    member = found(member_id)
    try:
        return show_link(request, member, accounts.renew_link(by=member_of(request), member=member))
    except Refused as refused:
        return say(request, refused.sentence)


@posture(Posture.PERMITTED, permission=Permission.ADMIT_MEMBERS)
def admit(request: HttpRequest, member_id: UUID, team_id: UUID) -> HttpResponse:
    """Compare the digits, then hand over the team's secrets."""
    member, team = waiting_one(member_of(request), member_id, team_id)
    compared = fingerprint(queries.person_holder(member)[1])
    form = ComparedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            admitting.admit_to_team(
                by=member_of(request),
                keyring=make_keyring(request.session),
                member=member,
                team=team,
                compared=request.POST.get("digits", ""),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("desk:team-view")
    context = {"form": form, "one": member, "team": team, "fingerprint": compared}
    return render(request, "team/admit.html", context)


@posture(Posture.PERMITTED, permission=Permission.END_ACCOUNTS)
def end_account(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Somebody leaves: said before, then done in one action."""
    member = found(member_id)
    if not may_end_account(member_of(request), member):
        raise Http404
    if request.method == "POST":
        try:
            leaving.leave(by=member_of(request), member=member)
        except Refused as refused:
            return say(request, refused.sentence)
        return redirect("desk:team-view")
    return render(request, "team/leave.html", {"one": member})


@posture(Posture.PERMITTED, permission=Permission.APPROVE_READMISSION, posts_only=True)
def approve_readmission(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One of the two approvals; the second shows the new link."""
    member = found(member_id)
    try:
        token = readmitting.approve_readmission(by=member_of(request), member=member)
    except Refused as refused:
        return say(request, refused.sentence)
    return show_link(request, member, token) if token else redirect("desk:member-view", member.id)


@posture(Posture.SIGNED_IN, posts_only=True)
def read_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """A notice has been read."""
    by = member_of(request)
    notice = queries.notices_for(by).filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    readmitting.read_notice(by=by, notice=notice)
    notice_was_read(request.session, queries.notices_for(by).exists())
    return redirect("desk:team-view")


def found(member_id: UUID) -> Member:
    member = queries.member_here(member_id)
    if member is None:
        raise Http404
    return member


def waiting_one(by: Member, member_id: UUID, team_id: UUID) -> tuple[Member, Team]:
    for one in queries.waiting_for_admission(by):
        if (one.member.id, one.team.id) == (member_id, team_id):
            return one.member, one.team
    raise Http404


def roles_in(form: MemberForm) -> list[Role]:
    return [Role(word) for word in form.cleaned_data["roles"]]


def roles_of(member: Member) -> list[str]:
    return [ROLE_NAMES[role] for role in Role if role in member.roles]


def show_link(request: HttpRequest, member: Member, token: str) -> HttpResponse:
    """The link, once. Its host comes from the settings, never from the request."""
    address = settings.DESK_ORIGIN + reverse("desk:link-view", args=[token])
    return render(request, "team/link.html", {"one": member, "address": address})


def say(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "team/refused.html", {"sentence": sentence}, status=409)
