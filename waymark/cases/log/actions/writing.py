"""Notes, answers to the mailbox, and taking what arrived through it into the log."""

from dataclasses import replace
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import prepare_writing
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.log.models import Entry
from waymark.cases.log.rules import check_all_read, check_shown, check_words, check_write_mailbox
from waymark.cases.log.terms import LONGEST_NOTE, EntryKind, LogTag
from waymark.cases.log.written import add_entry, entry_of_form, newest_number
from waymark.cases.people.actions import replace_wishes
from waymark.cases.people.known import Known
from waymark.cases.people.queries import people_of
from waymark.contact.queries import stops_on
from waymark.contact.rules import check_answer
from waymark.intake import actions as intake
from waymark.intake.asking import Content
from waymark.mailbox.actions import reply
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import SigningKey
from waymark.staff.models import Member


@atomic_turn
def write_note(*, case: Case, text: str, by: Member, keyring: Keyring, once: str = "") -> Entry:
    """Adds a note to the log. The same words from one form, which `once` tells, are one note however often
    they are sent. Refuses an empty or too long one. Records `log:note:written`.
    """
    check_words(text, LONGEST_NOTE)
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    own_id = entry_of_form(case, by.id, once, text) if once else None
    if own_id and (sent := Entry.objects.filter(id=own_id).first()):
        return sent
    entry = add_entry(case, keys, EntryKind.NOTE, by=by.id, text=text, entry_id=own_id)
    record(Chain.case(case.id), LogTag.NOTED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def answer(
    *,
    case: Case,
    known: Known,
    text: str,
    by: Member,
    keyring: Keyring,
    signing_key: SigningKey,
    signed_by: str,
    shown: str | None = None,
) -> Entry:
    """Sends a signed reply to somebody's mailbox, and keeps a copy in the log.

    `shown` is the number of the newest entry on the page that it was typed on, where there was one.

    Refuses when there is no mailbox, when it is gone, closed or has another key, when the wishes forbid it,
    while something that they sent since is unread, and from a page that showed less than the log has.
    Records `log:reply:sent`.
    """
    check_write_mailbox(known)
    check_answer(known.wishes, stops=stops_on(known.wishes))
    assert known.about.mailbox is not None
    assert known.about.answer_to is not None
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    if shown is not None:
        check_shown(shown, newest_number(case.id))
    reply(
        mailbox_id=known.about.mailbox,
        answer_to=known.about.answer_to,
        text=text,
        by=by,
        signing_key=signing_key,
        signed_by=signed_by,
    )
    check_all_read(known)  # the reply has locked the mailbox: nothing comes into it meanwhile
    facts = {"to": known.about.part.value}
    entry = add_entry(case, keys, EntryKind.REPLY, by=by.id, text=text, facts=facts)
    record(Chain.case(case.id), LogTag.ANSWERED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def take_message(*, case: Case, arrival_id: UUID, by: Member, keyring: Keyring) -> Entry:
    """Reads what arrived through a mailbox of the case into its log. New wishes replace the old ones.

    Refuses what is not the reader's, what is gone, and a reader whom the sender named.
    Records `log:message:taken`.
    """
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    looked = intake.look(arrival_id=arrival_id, by=by, keyring=keyring)
    content = looked.content
    if content.wishes is not None and content.replaced:
        _take_wishes(case, keys, content, looked.arrival.mailbox, by)
        facts = {"replaced": ",".join(content.replaced)}
        entry = add_entry(case, keys, EntryKind.WISHES, by=None, at=content.at, facts=facts)
    else:
        entry = add_entry(
            case, keys, EntryKind.MESSAGE, by=None, at=content.at, text=content.message, files=content.files
        )
    intake.take(looked=looked, case_island=case.id, by=by)
    record(Chain.case(case.id), LogTag.TAKEN, by=by.id, about=entry.id)
    return entry


def _take_wishes(case: Case, keys: CaseKeys, content: Content, mailbox: UUID | None, by: Member) -> None:
    assert content.wishes is not None
    for known in people_of(case.id, keys):
        if known.about.mailbox == mailbox:
            newer = known.wishes.with_replaced(replace(content.wishes), content.replaced)
            replace_wishes(case=case, keys=keys, known=known, wishes=newer, by=by)
