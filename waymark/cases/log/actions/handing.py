"""Handing a case to a colleague or another team, with a sentence; and noting where the work stands."""

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import change_owner, change_team, move_stage, prepare_writing
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.file.queries import mailboxes_of
from waymark.cases.file.terms import CaseStage
from waymark.cases.log.models import Entry
from waymark.cases.log.rules import check_words
from waymark.cases.log.terms import LONGEST_SENTENCE, EntryKind, LogTag
from waymark.cases.log.written import add_entry
from waymark.cases.people.queries import people_of
from waymark.cases.people.rules import check_team_read
from waymark.cases.tasks.actions import give_task
from waymark.intake.asking import Identity
from waymark.intake.queries import unread_from
from waymark.intake.storing import move_rows
from waymark.mailbox.actions import point_to_team
from waymark.mailbox.queries import held_by_id
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.staff.models import Member, Team
from waymark.staff.queries import members_of, named_in

SAY_WHAT = "Say in a sentence what they need to know."
READ_FIRST = "A new message waits in this case. Read it into the log first, then hand the case over."


@atomic_turn
def hand_over(*, case: Case, to: Member, text: str, by: Member, keyring: Keyring) -> Entry:
    """Makes a colleague the owner and puts the sentence on their list.

    Refuses somebody whom the person named. Records `log:case:handed`.
    """
    check_words(text, LONGEST_SENTENCE, asked=SAY_WHAT)
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    check_team_read(_named(case, keys), [to])
    change_owner(case=case, to=to, by=by)
    entry = add_entry(case, keys, EntryKind.HANDED, by=by.id, text=text, facts={"to": str(to.id)})
    give_task(case=case, keys=keys, to=to, text=text, by=by)
    record(Chain.case(case.id), LogTag.HANDED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def hand_to_team(*, case: Case, to: Team, text: str, by: Member, keyring: Keyring) -> Entry:
    """Gives the case to another team: its key turns, its mailboxes lead there, the team finds the sentence.

    Refuses while a message of it is unread, and a team with somebody whom the person named.
    Records `log:case:handed-on`.
    """
    check_words(text, LONGEST_SENTENCE, asked=SAY_WHAT)
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    mailboxes = mailboxes_of(case)
    for mailbox in mailboxes:  # held, so that whatever comes after the next line comes to that team
        held_by_id(mailbox)
    if unread_from(mailboxes):
        raise Refused(READ_FIRST)
    returns = case.wall if case.wall is not None and case.wall.within_id == to.id else None
    check_team_read(_named(case, keys), named_in(returns) if returns else members_of(to))
    entry = add_entry(case, keys, EntryKind.HANDED, by=by.id, text=text, facts={"team": str(to.id)})
    give_task(case=case, keys=keys, to=None, text=text, by=by)
    change_team(case=case, to=to, by=by, keyring=keyring)
    for mailbox in mailboxes:
        point_to_team(mailbox_id=mailbox, team=case.readers.id, by=by)
    move_rows(mailboxes, to=case.readers)
    record(Chain.case(case.id), LogTag.TEAM_HANDED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def set_stage(*, case: Case, to: CaseStage, by: Member, keyring: Keyring) -> Entry:
    """Notes in the log where the work stands now. Records `log:stage:noted`."""
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    move_stage(case=case, to=to, by=by)
    entry = add_entry(case, keys, EntryKind.STAGE, by=by.id, facts={"stage": to.value})
    record(Chain.case(case.id), LogTag.STAGE, by=by.id, about=entry.id)
    return entry


def _named(case: Case, keys: CaseKeys) -> list[Identity]:
    """Who is in the case, each with whom they do not want to read it."""
    return [known.about.identity for known in people_of(case.id, keys)]
