"""Letting somebody in and out: what the chain says of sessions, and which browsers are known."""

from datetime import timedelta
from secrets import token_urlsafe

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.turns import atomic_turn
from waymark.staff.models import KnownBrowser, Member
from waymark.staff.queries import browser_is_known, browser_mark
from waymark.staff.terms import StaffTag

BROWSER_DAYS = 180


@atomic_turn
def begin_session(*, by: Member, browser: str | None) -> str:
    """Note a full sign-in and remember the browser. Gives the browser's token back, a new one where
    there was none.

    *Records* staff:session:begun.
    """
    token = browser if browser and browser_is_known(by.name, browser) else token_urlsafe(32)
    ends_on = timezone.localdate() + timedelta(days=BROWSER_DAYS)
    KnownBrowser.objects.update_or_create(pk=browser_mark(token), defaults={"member": by, "ends_on": ends_on})
    record(Chain.face("desk"), StaffTag.SESSION_BEGUN, by=by.id, about=by.id)
    return token


@atomic_turn
def unlock_session(*, by: Member) -> None:
    """Note that somebody came back to a locked session. *Records* staff:session:unlocked."""
    record(Chain.face("desk"), StaffTag.SESSION_UNLOCKED, by=by.id, about=by.id)


@atomic_turn
def end_session(*, by: Member) -> None:
    """Note that somebody signed out. *Records* staff:session:ended."""
    record(Chain.face("desk"), StaffTag.SESSION_ENDED, by=by.id, about=by.id)
