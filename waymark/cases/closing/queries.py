"""What is still open in a case. Whoever asks has the case before them."""

from uuid import UUID

from waymark.cases.closing.rules import StillOpen
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.file.queries import mailboxes_of
from waymark.cases.log.queries import entries_of
from waymark.cases.log.terms import CallOutcome, EntryKind
from waymark.cases.log.written import Written
from waymark.cases.people.queries import people_of
from waymark.cases.tasks.queries import open_tasks
from waymark.contact.queries import stops_on
from waymark.intake.queries import alerts_of, unread_from


def still_open(case: Case, keys: CaseKeys) -> StillOpen:
    """Everything that is not finished, read from rows, log and wishes."""
    mailboxes, people = mailboxes_of(case), people_of(case.id, keys)
    return StillOpen(
        messages=unread_from(mailboxes),
        alerts=alerts_of(mailboxes),
        errands=open_tasks(case.id).count(),
        unanswered=_waits_for_an_answer(case.id, keys),
        stopped=any(stops_on(known.wishes) for known in people),
        doubtful=any(known.doubtful for known in people),
    )


def _waits_for_an_answer(case_id: UUID, keys: CaseKeys) -> bool:
    """Whether the newest message in the log is newer than anything that reached them."""
    page = entries_of(case_id, keys)
    while page:
        for entry in page:
            if _reached_them(entry):
                return False
            if entry.kind is EntryKind.MESSAGE:
                return True
        page = entries_of(case_id, keys, before=page[-1].number)
    return False


def _reached_them(entry: Written) -> bool:
    talked = entry.kind is EntryKind.CALL and entry.facts.get("outcome") == CallOutcome.REACHED
    return talked or entry.kind in {EntryKind.REPLY, EntryKind.SUGGESTED}
