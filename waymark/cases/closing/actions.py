"""Closing a case and reopening it. Why, what was told and by whom stands in the log, sealed In the case."""

from collections.abc import Collection

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.closing.queries import still_open
from waymark.cases.closing.rules import check_close, check_last_words
from waymark.cases.closing.terms import CloseReason, ClosingTag, Point, ReopenReason, Told
from waymark.cases.file.actions import end_work, prepare_writing, resume_work
from waymark.cases.file.models import Case
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import EntryKind
from waymark.cases.log.written import add_entry
from waymark.cases.tasks.actions import end_tasks, give_task
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.staff.models import Member
from waymark.staff.rules import check_permission
from waymark.staff.terms import Permission

REOPENED = "This case is open again."


@atomic_turn
def close_case(
    *,
    case: Case,
    reason: CloseReason,
    told: Told,
    text: str,
    confirmed: Collection[Point] = (),
    by: Member,
    keyring: Keyring,
) -> Entry:
    """Closes the case, with the reason in its log, and ends its errands. Its mailboxes stay as they are.

    Refuses whoever may not close cases, a closed case, a text that is too long, while a message or an alert
    waits, and while something is open that is not `confirmed`. Records `closing:case:closed`.
    """
    check_permission(by, Permission.CLOSE_CASES)
    check_last_words(text)
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    found = still_open(case, keys)
    check_close(found, confirmed)
    if found.errands:
        end_tasks(case=case, by=by)
    facts = {"reason": reason.value, "told": told.value}
    entry = add_entry(case, keys, EntryKind.CLOSED, by=by.id, text=text, facts=facts)
    end_work(case=case, by=by)
    record(Chain.case(case.id), ClosingTag.CLOSED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def reopen_case(*, case: Case, reason: ReopenReason, text: str, by: Member, keyring: Keyring) -> Entry:
    """Makes a closed case one that is worked with. Unless its owner does it, they or the team find an errand.

    Refuses whoever may only read, a case that is not closed, and a text that is too long.
    Records `closing:case:reopened`.
    """
    check_last_words(text)
    keys = prepare_writing(case=case, by=by, keyring=keyring, at_rest=True)
    resume_work(case=case, by=by)
    facts = {"reason": reason.value}
    entry = add_entry(case, keys, EntryKind.REOPENED, by=by.id, text=text, facts=facts)
    if case.owner_id != by.id:
        give_task(case=case, keys=keys, to=case.owner, text=REOPENED, by=by)
    record(Chain.case(case.id), ClosingTag.REOPENED, by=by.id, about=entry.id)
    return entry
