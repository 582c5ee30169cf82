"""What somebody may have done to the keys from outside: found by the worker, told to people."""

from collections.abc import Mapping
from uuid import UUID

from waymark.audit.queries import told_about
from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.turns import atomic_turn
from waymark.staff.models import Notice
from waymark.staff.newest import PairMissing, check_newest_pairs
from waymark.staff.parts import tell_managers
from waymark.staff.terms import NoticeKind, StaffTag


@atomic_turn
def tell_of_missing_pairs() -> int:
    """Every manager is told whose newest pair is gone, a team's or recovery's; again once they have read it,
    while it is so. Returns how many are gone. *Records* staff:pair:missed where it tells.
    """
    try:
        check_newest_pairs()
    except PairMissing as missing:
        for of in missing.of:
            if not Notice.objects.filter(kind=NoticeKind.PAIR_MISSING.value, about=of).exists():
                tell_managers(NoticeKind.PAIR_MISSING, of)
                record(Chain.face("worker"), StaffTag.PAIR_MISSED, by=None, about=of)
        return len(missing.of)
    return 0


@atomic_turn
def tell_of_work_given_up(*, tries: Mapping[UUID, UUID]) -> None:
    """Every manager is told once of each piece of work that was given up, by the id of the tries and that of
    the work; of the same work again only when they have read the last notice.

    *Records* staff:work:given-up for each piece.
    """
    told = set(told_about(Chain.face("worker"), StaffTag.WORK_GIVEN_UP, list(tries)))
    for given_up, work in tries.items():
        if given_up in told:
            continue
        if not Notice.objects.filter(kind=NoticeKind.WORK_GIVEN_UP.value, about=work).exists():
            tell_managers(NoticeKind.WORK_GIVEN_UP, work)
        record(Chain.face("worker"), StaffTag.WORK_GIVEN_UP, by=None, about=given_up)
