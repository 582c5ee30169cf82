"""Cases whose key one person alone holds: whoever has to know sees them, and that person can mend it."""

from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.cases.file.actions import prepare_writing
from waymark.cases.file.models import Case
from waymark.cases.file.queries import cases_on_one
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

SHOWN = 20
AT_ONCE = 200
"""Keys turned by one press: each is a few milliseconds of the write turn."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Cases that depend on one member, or on nobody who is here. `mine`: the reader is that member."""

    one: Member | None
    cases: list[Case]
    more: int
    mine: bool


def cases_alone(by: Member) -> list[Alone]:
    """For whoever admits colleagues, all of their teams' cases; for anybody else their own alone."""
    admits = has_permission(by, Permission.ADMIT_MEMBERS)
    groups: dict[Member | None, list[Case]] = {}
    for case, one in cases_on_one(by):
        if admits or one == by:
            groups.setdefault(one, []).append(case)
    may_mend = has_permission(by, Permission.WRITE_CASES)
    return [
        Alone(one, cases[:SHOWN], max(len(cases) - SHOWN, 0), may_mend and one == by)
        for one, cases in groups.items()
    ]


@posture(Posture.PERMITTED, permission=Permission.WRITE_CASES, posts_only=True)
def share(request: HttpRequest) -> HttpResponse:
    """Turns the reader's lonely cases to the newest pair of their team."""
    member, keyring = member_of(request), make_keyring(request.session)
    turned = 0
    for case in [case for case, one in cases_on_one(member) if one == member][:AT_ONCE]:
        with suppress(DoesNotUnseal, Refused):  # then it stays in the list, or was destroyed meanwhile
            prepare_writing(case=case, by=member, keyring=keyring, at_rest=True)
            turned += 1
    said = f"{turned} cases can be read by everybody who may open them now."
    say(request, "1 case can be read by everybody who may open it now." if turned == 1 else said)
    return redirect("desk:team-view")
