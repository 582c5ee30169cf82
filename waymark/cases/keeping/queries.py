"""Named reads of what is kept, held, listed and forgotten.

Lists are narrowed to the teams of whoever may close cases; a manager sees the bare days of every team's,
because a list that nobody can see warns of nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from waymark.audit.models import Event
from waymark.audit.queries import told_last
from waymark.audit.terms import Chain
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.file.queries import cases_for, mailboxes_of, working_for
from waymark.cases.file.terms import CaseTag
from waymark.cases.keeping.models import Hold, Listing
from waymark.cases.keeping.rules import Kept
from waymark.cases.keeping.terms import UNTOUCHED_FOR, KeepingTag
from waymark.clocks.days import years_after
from waymark.intake.queries import alerts_of, unread_from
from waymark.mailbox.queries import still_kept
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.places import Place
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission


@dataclass(frozen=True, slots=True, repr=False)
class ReadHold:
    """A hold as its reader sees it."""

    placed_on: date
    review_on: date
    reason: str
    by: UUID | None

    def __repr__(self) -> str:
        return "ReadHold(redacted)"


def kept(case: Case) -> Kept:
    """What the rule has to know of a case, as it stands now.

    A row and the case's chain have to agree: whoever can only write the database makes no case look closed,
    or older, or hides a hold. `ChainBroken` for an event that was not written by us.
    """
    chain, mailboxes = Chain.case(case.id), mailboxes_of(case)
    hold = told_last(chain, [KeepingTag.HELD, KeepingTag.RELEASED])
    return Kept(
        closed_on=_closed_on(case, told_last(chain, [CaseTag.ENDED, CaseTag.RESUMED])),
        touched_on=case.touched_on,
        held=Hold.objects.filter(case=case).exists() or (hold is not None and hold.tag == KeepingTag.HELD),
        mailboxes=still_kept(mailboxes),
        waiting=unread_from(mailboxes) + alerts_of(mailboxes),
    )


def listed_since(case: Case) -> date | None:
    """The day on which the case was put on the list, by the worker's chain; None if that is not so, or if it
    was held since: then it has to be listed anew.
    """
    told = told_last(Chain.face("worker"), [KeepingTag.LISTED], about=case.id)
    if told is None or not Listing.objects.filter(case=case).exists():
        return None
    hold = told_last(Chain.case(case.id), [KeepingTag.HELD, KeepingTag.RELEASED])
    return None if hold is not None and hold.day > told.day else told.day


def listing_of(case: Case) -> Listing | None:
    """Where the case stands on the list, if it does. Whoever asks has the case before them."""
    return Listing.objects.filter(case=case).first()


def hold_of(case: Case, keys: CaseKeys) -> ReadHold | None:
    """What stops it from being destroyed, unsealed. Whoever asks has the case before them."""
    row = Hold.objects.filter(case=case).first()
    if row is None:
        return None
    note = unseal_note_in(keys.of(row.epoch), hold_place(row.id, row.epoch), row.sealed)
    by = str(note.get("by", ""))
    return ReadHold(row.placed_on, row.review_on, str(note.get("reason", "")), UUID(by) if by else None)


def listings_for(by: Member) -> QuerySet[Listing]:
    """What will be destroyed, the next one first."""
    listed = Listing.objects.select_related("case", "case__team", "case__owner")
    if has_permission(by, Permission.DESTROY_RECORDS):
        return listed
    return listed.filter(case__in=_led_by(by))


def holds_for(by: Member) -> QuerySet[Hold]:
    """What is held, the next to be looked at again first."""
    return Hold.objects.filter(case__in=_led_by(by)).select_related("case", "case__team", "case__owner")


def untouched_for(by: Member, today: date) -> QuerySet[Case]:
    """Cases that nobody closed and nobody wrote in for a year. They are never destroyed by rule."""
    if not has_permission(by, Permission.CLOSE_CASES):
        return Case.objects.none()
    return (
        working_for(by)
        .filter(touched_on__lte=years_after(today, -UNTOUCHED_FOR))
        .order_by("touched_on", "id")
    )


def theirs_among(by: Member, cases: Iterable[Case]) -> frozenset[UUID]:
    """Which of these cases the reader may view."""
    wanted = [case.id for case in cases]
    return frozenset(cases_for(by).filter(id__in=wanted).values_list("id", flat=True))


def hold_place(hold_id: UUID, epoch: int) -> Place:
    return Place(Kind.HOLD, hold_id, Field.REASON, epoch=epoch)


def _closed_on(case: Case, told: Event | None) -> date | None:
    if case.closed_on is None or told is None or told.tag != CaseTag.ENDED:
        return None
    return max(case.closed_on, told.day)


def _led_by(by: Member) -> QuerySet[Case]:
    return cases_for(by) if has_permission(by, Permission.CLOSE_CASES) else Case.objects.none()
