"""What may be done with a mailbox."""

from django.utils.translation import gettext_noop

from waymark.mailbox.models import Mailbox
from waymark.mailbox.terms import KEEP_CHOICES, LONGEST_TEXT
from waymark.records.refusal import Refused, allows, too_long
from waymark.sealing.keys import PublicKey

GONE = "This mailbox is not there any more. Its holder erased it, or its time was over."
CLOSED = "Someone else may have seen this mailbox. It is closed, and nobody may answer there."
CHANGED = "This mailbox does not have the key that came with the message. Answer nothing, and tell a manager."


def check_text(text: str) -> None:
    """Refuses an empty text, or one that is too long."""
    if not text.strip():
        raise Refused(gettext_noop("Please write something first."), field="text")
    if len(text) > LONGEST_TEXT:
        raise Refused(too_long(len(text), LONGEST_TEXT), field="text")


def check_keep(days: int) -> None:
    """Refuses any number of days but those that we offer."""
    if days not in KEEP_CHOICES:
        raise Refused(gettext_noop("Please choose one of the times."), field="days")


def check_reply(mailbox: Mailbox | None, answer_to: PublicKey) -> None:
    """Refuses a reply into a mailbox that is gone or closed, or whose key is not the one that came
    with the message.
    """
    if mailbox is None:
        raise Refused(GONE)
    if mailbox.closed_on is not None:
        raise Refused(CLOSED)
    if bytes(mailbox.public_key) != answer_to.raw:
        raise Refused(CHANGED)


def may_text(text: str) -> bool:
    return allows(check_text, text)


def may_keep(days: int) -> bool:
    return allows(check_keep, days)


def may_reply(mailbox: Mailbox | None, answer_to: PublicKey) -> bool:
    return allows(check_reply, mailbox, answer_to)
