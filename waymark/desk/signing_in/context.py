"""What every page of the desk shows around its own: who is signed in, and the way out."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from waymark.desk.frame.rooms import rooms_for
from waymark.staff.models import Member
from waymark.staff.standing import has_unread_notice, idle_limit, standing_of, team_names
from waymark.staff.terms import Standing


def around(request: HttpRequest) -> dict[str, Any]:
    """`member` with the name and team that the top bar shows, and `sign_out`; nothing before a full
    sign-in.
    """
    if not hasattr(request, "session") or standing_of(request.session, timezone.now()) is not Standing.FULL:
        return {}
    member = request.user
    if not isinstance(member, Member):
        return {}
    return {
        "member": {"shown_name": member.shown_name, "team": team_names(request.session)},
        "rooms": rooms_for(member, request.path),
        "told": reverse("desk:team-view") if has_unread_notice(request.session) else "",
        "sign_out": reverse("desk:sign-out"),
        "lock": {
            "action": reverse("desk:lock"),
            "here": reverse("desk:here"),
            "minutes": int(idle_limit().total_seconds() // 60),
            "script": "signing_in/idle.js",
        },
    }
