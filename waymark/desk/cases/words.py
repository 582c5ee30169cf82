"""The log in words: each entry as the desk tells it. Entries hold terms and ids; names are looked up here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from waymark.cases.closing.terms import (
    CLOSE_REASONS,
    REOPEN_REASONS,
    TOLD_NAMES,
    CloseReason,
    ReopenReason,
    Told,
)
from waymark.cases.file.terms import STAGE_NAMES, CaseStage
from waymark.cases.log.terms import OUTCOME_NAMES, CallOutcome, EntryKind
from waymark.cases.log.written import Written
from waymark.contact.terms import Channel
from waymark.desk.frame.days import full_day
from waymark.documents.held import HeldFile

_ABOUT_TO = {
    Channel.PHONE: "Number shown, to ring",
    Channel.TEXT: "Number shown, to text",
    Channel.EMAIL: "Address shown, to e-mail",
    Channel.LETTER: "Address shown, to post a letter",
}
_REPLACED = {
    "our_word": "our code word",
    "their_word": "their code word",
    "cover_story": "the cover story",
    "days": "days",
    "parts": "times",
    "any_time": "times",
    "times_note": "times",
    "may_answer": "who may answer",
    "answerers": "who may answer",
}


_STYLES = {EntryKind.MESSAGE: "theirs", EntryKind.REPLY: "ours", EntryKind.SUGGESTED: "ours"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the log."""

    id: UUID | None
    number: int
    day: date
    at: datetime
    what: str
    by: str
    text: str
    files: tuple[HeldFile, ...]
    style: str


def word_entry(entry: Written, names: Mapping[UUID, str], teams: Mapping[UUID, str]) -> Row:
    """The line for an entry. Who has left, or was never a colleague, is "a colleague"."""
    return Row(
        id=entry.id,
        number=entry.number,
        day=timezone.localtime(entry.at).date(),
        at=entry.at,
        what=_what(entry, names, teams),
        by="" if entry.by is None else names.get(entry.by, "a colleague"),
        text=entry.text,
        files=entry.files,
        style=_STYLES.get(entry.kind, "fact"),
    )


def _what(entry: Written, names: Mapping[UUID, str], teams: Mapping[UUID, str]) -> str:
    facts = entry.facts
    match entry.kind:
        case EntryKind.MESSAGE:
            who = {"friend": "A friend or relative wrote", "professional": "A professional wrote"}
            danger = ". They said: danger today" if facts.get("today") else ""
            return who.get(facts.get("sender", ""), "They wrote") + danger
        case EntryKind.REPLY:
            return "We answered in the mailbox" + (" of the sender" if facts.get("to") == "sender" else "")
        case EntryKind.NOTE:
            return "Note"
        case EntryKind.REACHING:
            return _ABOUT_TO.get(Channel(facts["channel"]), "Shown")
        case EntryKind.CALL:
            return f"Call: {OUTCOME_NAMES[CallOutcome(facts['outcome'])].lower()}"
        case EntryKind.WISHES:
            changed = dict.fromkeys(_REPLACED.get(name, name) for name in facts["replaced"].split(","))
            return f"They changed {', '.join(changed)}"
        case EntryKind.STAGE:
            return f"Stage: {STAGE_NAMES[CaseStage(facts['stage'])].lower()}"
        case EntryKind.PLAN:
            return f"Their own notes, version {facts['version']}, kept"
        case EntryKind.SUGGESTED:
            return f"Suggestions sent for version {facts['version']} of their own notes"
        case EntryKind.HANDED:
            return _handed(facts, names, teams)
        case EntryKind.WALLED:
            named = [names.get(UUID(one), "a colleague") for one in facts["named"].split()]
            return f"Who may open this case: {', '.join(sorted(named))}"
        case EntryKind.OPENED:
            return "The wall was taken down: the whole team may open this case"
        case EntryKind.CLOSED:
            reason, told = CLOSE_REASONS[CloseReason(facts["reason"])], TOLD_NAMES[Told(facts["told"])]
            return f"Closed. {reason}. {told}"
        case EntryKind.REOPENED:
            return f"Reopened. {REOPEN_REASONS[ReopenReason(facts['reason'])]}"
        case EntryKind.HELD:
            return f"Held: not to be destroyed. To be looked at again on {_in_full(facts['review'])}"
        case EntryKind.RELEASED:
            return "The hold was released: its time counts again"
    return "Entry"


def _in_full(day: str) -> str:
    return full_day(date.fromisoformat(day))


def _handed(facts: Mapping[str, str], names: Mapping[UUID, str], teams: Mapping[UUID, str]) -> str:
    if "team" in facts:
        return f"Handed over to {teams.get(UUID(facts['team']), 'another team')}"
    return f"Handed over to {names.get(UUID(facts['to']), 'a colleague')}"
