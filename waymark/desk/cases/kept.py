"""How long a case is kept, in the words of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.keeping.queries import ReadHold, hold_of, kept, listing_of
from waymark.cases.keeping.rules import destroy_due
from waymark.ui.service import service

MAILBOX = "Not while they keep their mailbox here."
WAITING = "Not while something that they sent is unread."


@dataclass(frozen=True, slots=True, repr=False)
class KeptLine:
    """What stands on the page: the hold and who placed it, when it is destroyed, what it waits for."""

    hold: ReadHold | None
    held_by: str
    due: date | None
    listed: bool
    waits_for: str

    def __repr__(self) -> str:
        return "KeptLine(redacted)"


def keeping_of(case: Case, keys: CaseKeys, names: Mapping[UUID, str]) -> KeptLine:
    """Of a case that is not closed, only its hold is asked for."""
    hold = hold_of(case, keys)
    held_by = names.get(hold.by, "a colleague") if hold and hold.by else ""
    if case.closed_on is None:
        return KeptLine(hold, held_by, None, listed=False, waits_for="")
    found, listing = kept(case), listing_of(case)
    due = listing.destroy_on if listing else destroy_due(found, years=service().years_kept)
    waits_for = MAILBOX if found.mailboxes else WAITING if found.waiting else ""
    return KeptLine(hold, held_by, due, listed=listing is not None, waits_for=waits_for)
