"""What has run out goes: sessions, links, known browsers, used codes, approvals. The worker calls it."""

from datetime import timedelta

from django.utils import timezone

from waymark.records.turns import atomic_turn
from waymark.staff.models import EnrolmentLink, KnownBrowser, ReadmissionApproval, UsedCode
from waymark.staff.sessions import SessionStore
from waymark.staff.terms import APPROVAL_DAYS


@atomic_turn
def clear_what_ran_out() -> None:
    """Delete every row whose day is over."""
    today = timezone.localdate()
    SessionStore.clear_expired()
    EnrolmentLink.objects.filter(ends_on__lt=today).delete()
    KnownBrowser.objects.filter(ends_on__lt=today).delete()
    UsedCode.objects.filter(on__lt=today - timedelta(days=1)).delete()
    ReadmissionApproval.objects.filter(on__lt=today - timedelta(days=APPROVAL_DAYS)).delete()
