"""Coming back after a forgotten passphrase: two colleagues approve, then a new link, a new key, new grants.

Nobody can restore the old key: what was granted to it alone has to be granted again by whoever else holds it.
"""

from datetime import timedelta

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.models import Member, Notice, ReadmissionApproval
from waymark.staff.parts import make_link, tell_managers
from waymark.staff.queries import approvals_for
from waymark.staff.rules import APPROVALS_NEEDED, check_approve_readmission
from waymark.staff.terms import APPROVAL_DAYS, LinkPurpose, NoticeKind, StaffTag


@atomic_turn
def approve_readmission(*, by: Member, member: Member) -> str | None:
    """One colleague's approval; the second one's brings the token of a new link, for them to hand over.

    *Refuses* approving oneself, approving twice, and an account that never enrolled. *Records*
    staff:readmission:approved.
    """
    today = timezone.localdate()
    # Of two approvals at one moment one waits, and is the second.
    member = Member.objects.select_for_update().get(pk=member.pk)
    ReadmissionApproval.objects.filter(on__lt=today - timedelta(days=APPROVAL_DAYS)).delete()
    earlier = approvals_for(member)
    check_approve_readmission(by, member, earlier)
    if not member.is_enrolled:
        raise Refused("This account has never been used. A new enrolment link is enough.")
    record(Chain.face("desk"), StaffTag.READMISSION_APPROVED, by=by.id, about=member.id)
    if len(earlier) + 1 < APPROVALS_NEEDED:
        ReadmissionApproval.objects.create(member=member, by=by, on=today)
        return None
    ReadmissionApproval.objects.filter(member=member).delete()
    tell_managers(NoticeKind.READMISSION, member.id)
    return make_link(member, LinkPurpose.READMIT)


@atomic_turn
def read_notice(*, by: Member, notice: Notice) -> None:
    """A manager says that they have read a notice. *Refuses* somebody else's. *Records* staff:notice:read."""
    if notice.reader_id != by.id:
        raise Refused("That notice is not yours.")
    record(Chain.face("desk"), StaffTag.NOTICE_READ, by=by.id, about=notice.about)
    notice.delete()
