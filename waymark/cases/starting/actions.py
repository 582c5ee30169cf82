"""Starting a case. The words are re-sealed In the case before the arrival is emptied, all in one turn."""

from collections.abc import Collection

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import begin_case
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.log.terms import EntryKind
from waymark.cases.log.written import add_entry
from waymark.cases.people.actions import add_person
from waymark.cases.people.known import About
from waymark.cases.people.rules import check_team_read, check_wall_read
from waymark.cases.people.terms import Part
from waymark.cases.starting.terms import StartingTag
from waymark.cases.tasks.actions import give_task
from waymark.contact.rules import wishes_for_the_person
from waymark.contact.terms import Sender
from waymark.intake import actions as intake
from waymark.intake.reading import Looked
from waymark.intake.threads import Thread
from waymark.mailbox.actions import point_to_team
from waymark.mailbox.queries import held_by_id
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.models import Member, Team
from waymark.staff.queries import members_of

NEW_CASE = "A new case for you."
NEWER = "They have written again since you opened this page. Read it above, then start the case."


@atomic_turn
def start_case(
    *, thread: Thread, team: Team, owner: Member | None, by: Member, named: Collection[Member] = ()
) -> Case:
    """Makes a case of what arrived: people, wishes, words; later messages of its mailbox go to the team, or
    to those who are `named` in it.

    Refuses whoever may not start cases, a team without casework, somebody whom the sender named among those
    who would read it, what is gone, and a conversation to which something was added since it was looked at.
    Records `starting:case:started`.
    """
    identities = [each.identity for each in thread.letters]
    if named:
        check_wall_read(identities, named)
    else:
        check_team_read(identities, members_of(team))
    arrival = thread.looked.arrival
    if arrival.mailbox is not None:  # held, so that whatever comes after the next line comes to the case
        held_by_id(arrival.mailbox)
    if not thread.is_whole:
        raise Refused(NEWER, field="to")
    case, keys = begin_case(team=team, owner=owner, mailbox=arrival.mailbox, by=by, named=named)
    _add_people(case, keys, thread, by)
    for letter in thread.letters:
        _take(case, keys, letter, by)
    if arrival.mailbox is not None:
        point_to_team(mailbox_id=arrival.mailbox, team=case.readers.id, by=by)
    if owner is not None and owner.id != by.id:
        give_task(case=case, keys=keys, to=owner, text=NEW_CASE, by=by)
    record(Chain.case(case.id), StartingTag.STARTED, by=by.id, about=arrival.id)
    return case


def _add_people(case: Case, keys: CaseKeys, thread: Thread, by: Member) -> None:
    """The one who wrote, and, if somebody else wrote, the person: of whom nothing is known to be safe."""
    content, wishes = thread.first.content, thread.wishes
    is_person = wishes.sender is Sender.SELF
    sender = About(
        part=Part.PERSON if is_person else Part.SENDER,
        identity=thread.identity,
        age=content.age,
        help=content.help,
        mailbox=thread.looked.arrival.mailbox,
        answer_to=None if thread.looked.disputed else thread.looked.content.answer_to,
    )
    add_person(case=case, keys=keys, about=sender, wishes=wishes, by=by)
    if not is_person:
        about = About(part=Part.PERSON)
        add_person(case=case, keys=keys, about=about, wishes=wishes_for_the_person(wishes), by=by)


def _take(case: Case, keys: CaseKeys, looked: Looked, by: Member) -> None:
    content = looked.content
    facts = {"sender": content.sender.value if content.sender else "", "taken_by": str(by.id)}
    if content.today:
        facts["today"] = "yes"
    kind = EntryKind.MESSAGE
    if content.replaced:  # they changed how to reach them and wrote nothing
        kind, facts = EntryKind.WISHES, {"replaced": ",".join(content.replaced)}
    add_entry(
        case, keys, kind, by=None, at=content.at, text=content.message, facts=facts, files=content.files
    )
    for sent in looked.answers:
        add_entry(case, keys, EntryKind.REPLY, by=sent.by, at=sent.at, text=sent.text)
    intake.take(looked=looked, case_island=case.id, by=by)
