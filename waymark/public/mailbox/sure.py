"""Closing and erasing end the sitting. Whoever pressed twice is still told what became of their mailbox.

The page that asks whether they are sure carries, sealed, which mailbox it is: for as long as a sitting lives.
"""

from enum import StrEnum
from uuid import UUID

from waymark.mailbox.models import Mailbox
from waymark.mailbox.queries import mailbox_by_id
from waymark.mailbox.terms import IDLE
from waymark.public.tokens import seal_field, unseal_field
from waymark.sealing.labels import Field


class Sure(StrEnum):
    """What is asked twice before it is done."""

    SEEN = "seen"
    ERASE = "erase"

    @property
    def button(self) -> str:
        """What its second press is called."""
        return f"{self.value}-sure"


class Done(StrEnum):
    """What was done, as the page after it says."""

    SENT = "sent"
    KEPT = "kept"
    REPLACED = "replaced"
    CLOSED = "closed"
    ERASED = "erased"
    LEFT = "left"


def seal_which(mailbox: Mailbox) -> str:
    """The field that says of which mailbox it is asked."""
    return seal_field({"mailbox": str(mailbox.id)}, field=Field.NOTE, lives=IDLE)


def already_done(go: str, carried: str) -> Done | None:
    """What the press of `go` before this one has done; None where it has done nothing."""
    token = unseal_field(carried, field=Field.NOTE)
    if token is None or token.expired:
        return None
    mailbox = mailbox_by_id(UUID(str(token.note["mailbox"])))
    if go == Sure.SEEN.button and mailbox is not None and mailbox.closed_on is not None:
        return Done.CLOSED
    return Done.ERASED if go == Sure.ERASE.button and mailbox is None else None
