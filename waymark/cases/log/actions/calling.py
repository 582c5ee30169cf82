"""Reaching somebody in a case: the check sits where the number or address is shown, each time anew."""

from dataclasses import dataclass
from datetime import datetime

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import prepare_writing
from waymark.cases.file.models import Case
from waymark.cases.log.models import Entry
from waymark.cases.log.rules import check_all_read
from waymark.cases.log.terms import CallOutcome, EntryKind, LogTag
from waymark.cases.log.written import add_entry, entry_of_form
from waymark.cases.people.known import Known
from waymark.contact.queries import stops_on
from waymark.contact.rules import check_use
from waymark.contact.terms import Channel
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.staff.models import Member


@dataclass(frozen=True, slots=True, repr=False)
class CodeWords:
    """What proves who is who, for one page."""

    ours: str
    theirs: str

    def __repr__(self) -> str:
        return "CodeWords(redacted)"


@atomic_turn
def show_way(
    *, case: Case, known: Known, channel: Channel, at: datetime, by: Member, keyring: Keyring
) -> str:
    """Notes that somebody is about to ring, text or write, and only then gives the number or address.

    Refuses when the wishes, a stop or the time forbid it, and while something that they sent since is
    unread: it may say what is safe now. Records `log:way:shown`.
    """
    check_all_read(known)
    check_use(known.wishes, channel, at=at, stops=stops_on(known.wishes))
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    facts = {"channel": channel.value, "to": known.about.part.value}
    entry = add_entry(case, keys, EntryKind.REACHING, by=by.id, facts=facts)
    record(Chain.case(case.id), LogTag.WAY_SHOWN, by=by.id, about=entry.id, note={"channel": channel})
    return known.wishes.way(channel).value


@atomic_turn
def note_call(
    *, case: Case, outcome: CallOutcome, text: str, by: Member, keyring: Keyring, once: str = ""
) -> Entry:
    """Notes how a call went, once for what one form says, as `write_note`. Records `log:call:noted`."""
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    own_id = entry_of_form(case, by.id, once, outcome.value, text) if once else None
    if own_id and (sent := Entry.objects.filter(id=own_id).first()):
        return sent
    facts = {"outcome": outcome.value}
    entry = add_entry(case, keys, EntryKind.CALL, by=by.id, text=text, facts=facts, entry_id=own_id)
    record(Chain.case(case.id), LogTag.CALLED, by=by.id, about=entry.id)
    return entry


@atomic_turn
def show_code_words(*, case: Case, known: Known, by: Member) -> CodeWords:
    """Gives the agreed code words to whoever has the case unsealed. Records `log:words:shown`."""
    record(Chain.case(case.id), LogTag.CODE_WORDS, by=by.id, about=known.id)
    return CodeWords(known.wishes.our_word, known.wishes.their_word)
