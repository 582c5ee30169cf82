"""Holding a case, listing what is due, destroying what is over.

Destroying deletes the case's key first, so that no backup brings it back; what a crash leaves behind is
finished the next night. A line in the worker's chain is the proof.
"""

from datetime import date, timedelta
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import prepare_writing
from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.terms import CaseStage
from waymark.cases.keeping.models import Hold, Listing
from waymark.cases.keeping.queries import hold_place, kept, listed_since
from waymark.cases.keeping.rules import check_hold, destroy_on, may_destroy
from waymark.cases.keeping.terms import LISTED_FOR, KeepingTag
from waymark.cases.log.terms import EntryKind
from waymark.cases.log.written import add_entry
from waymark.clocks.days import years_after
from waymark.documents.binding import clear_files
from waymark.intake.leftovers import forget_taken
from waymark.records.days import day
from waymark.records.destroying import (
    delete_island_rows,
    destroy_island,
    finish_destroying,
    unreadable_from,
)
from waymark.records.ids import new_id
from waymark.records.models import Island
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Kind
from waymark.sealing.notes import seal_note_in
from waymark.staff.actions.walls import end_wall
from waymark.staff.models import Member, Team
from waymark.staff.rules import check_permission
from waymark.staff.terms import Permission

NOT_HELD = "There is no hold on this case."


@atomic_turn
def place_hold(*, case: Case, reason: str, review_on: date, by: Member, keyring: Keyring) -> Hold:
    """Stops the case from being destroyed until somebody releases it; an earlier hold is replaced.

    It does not count as touching the case: its time runs on. A day of review that passes releases nothing.
    Refuses whoever may not close cases, no reason, and a day of review that is past or more than a year off.
    Records `keeping:hold:placed`.
    """
    check_permission(by, Permission.CLOSE_CASES)
    check_hold(reason, review_on, today=day())
    keys = prepare_writing(case=case, by=by, keyring=keyring, at_rest=True)
    Hold.objects.filter(case=case).delete()
    Listing.objects.filter(case=case).delete()
    hold_id = new_id()
    note = {"reason": reason, "by": str(by.id)}
    hold = Hold.objects.create(
        id=hold_id,
        case=case,
        placed_on=day(),
        review_on=review_on,
        epoch=keys.epoch,
        sealed=seal_note_in(keys.key, hold_place(hold_id, keys.epoch), note),
    )
    facts = {"review": review_on.isoformat()}
    add_entry(case, keys, EntryKind.HELD, by=by.id, text=reason, facts=facts)
    record(Chain.case(case.id), KeepingTag.HELD, by=by.id, about=hold.id, note={"review": review_on})
    return hold


@atomic_turn
def release_hold(*, case: Case, by: Member, keyring: Keyring) -> None:
    """Lets the case's time count again; it is listed anew before it is destroyed.

    Refuses whoever may not close cases, and where there is no hold. Records `keeping:hold:released`.
    """
    check_permission(by, Permission.CLOSE_CASES)
    keys = prepare_writing(case=case, by=by, keyring=keyring, at_rest=True)
    hold = Hold.objects.filter(case=case).first()
    if hold is None:
        raise Refused(NOT_HELD)
    hold.delete()
    add_entry(case, keys, EntryKind.RELEASED, by=by.id)
    record(Chain.case(case.id), KeepingTag.RELEASED, by=by.id, about=case.id)


def list_what_is_due(*, years: int) -> int:
    """Puts closed cases on the list a month before their time is over, and takes off what does not belong
    there any more. Returns how many were put there. For the worker, once a day.

    Records `keeping:case:listed` for each.
    """
    # A day more than the rule needs: leap years.
    closed_before = years_after(day() + LISTED_FOR, -years) + timedelta(days=1)
    due = Case.objects.filter(stage=CaseStage.CLOSED, closed_on__lte=closed_before).values_list(
        "id", flat=True
    )
    listed = Listing.objects.values_list("case_id", flat=True)
    return sum(_list(case_id, years) for case_id in sorted({*due, *listed}))


def destroy_cases_that_are_over(*, years: int) -> int:
    """Destroys closed cases whose time is over and that were listed for a month, each asked once more inside
    its own turn; before that, finishes what a crash left. Returns how many. For the worker, once a day.

    Records `keeping:case:destroyed` for each, with the day it was closed and the day from which no backup
    opens it.
    """
    finished = finish_destroying(_finish, {Kind.CASE})
    over = Listing.objects.filter(destroy_on__lte=day()).values_list("case_id", flat=True)
    return finished + sum(_destroy(case_id, years) for case_id in list(over))


@atomic_turn
def _list(case_id: UUID, years: int) -> bool:
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        return False
    until = destroy_on(kept(case), years=years, today=day())
    since = listed_since(case)
    if until is not None and since is not None and since >= (case.closed_on or day()):
        return False
    Listing.objects.filter(case=case).delete()
    if until is None:
        return False
    Listing.objects.create(case=case, listed_on=day(), destroy_on=until)
    record(Chain.face("worker"), KeepingTag.LISTED, by=None, about=case.id, note={"until": until})
    return True


@atomic_turn
def _destroy(case_id: UUID, years: int) -> bool:
    """In one turn with the row locked: nobody reopens or holds it between the question and the deed."""
    case = Case.objects.select_for_update().filter(id=case_id).first()
    listing = Listing.objects.filter(case=case_id).first()
    if case is None or listing is None:
        return False
    since, said = listed_since(case), listing.destroy_on
    if not may_destroy(kept(case), years=years, listed_on=since, said=said, today=day()):
        return False
    destroy_island(case_id)
    _forget(case_id, case.closed_on)
    delete_island_rows(case_id)
    return True


def _finish(island: Island) -> None:
    """The key is gone and the rows are not: whoever destroyed it was cut off."""
    case = Case.objects.filter(id=island.id).first()
    _forget(island.id, case.closed_on if case else None)


def _forget(case_id: UUID, closed_on: date | None) -> None:
    """Deletes everything of a destroyed case but its chain, with the proof, in the caller's turn."""
    forget_taken(list(CaseMailbox.objects.filter(case=case_id).values_list("mailbox", flat=True)))
    clear_files(island=case_id)
    walls = list(Team.objects.filter(pk__in=Case.objects.filter(id=case_id).values("wall")))
    Case.objects.filter(id=case_id).delete()
    for wall in walls:
        end_wall(wall=wall, by=None)
    note = {"unreadable": unreadable_from(day())} | ({"closed": closed_on} if closed_on else {})
    record(Chain.face("worker"), KeepingTag.DESTROYED, by=None, about=case_id, note=note)
