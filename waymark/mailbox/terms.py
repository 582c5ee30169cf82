"""The words of mailboxes: how long one is kept, how long a sitting lives, and what is recorded."""

from datetime import timedelta

from waymark.audit.terms import Tag
from waymark.limits.terms import Limit

IDLE = timedelta(minutes=10)
"""A sitting that nobody uses for this long is over."""
KEPT_DAYS = 183
"""Days that a mailbox is kept unless its holder says otherwise."""
KEEP_CHOICES = (7, 30, KEPT_DAYS, 365)
"""Days, counted from the day of choosing."""
WRONG_WORDS = Limit("mailbox-words", size=1000, every=timedelta(milliseconds=50))
"""Six words that open nothing, counted for everybody together; right ones never are. Beyond it words are
tried one by one.
"""
LONGEST_TEXT = 20_000
"""Characters of one message, either way."""


class MailboxTag(Tag):
    BEGUN = "mailbox:mailbox:begun"
    WRITTEN = "mailbox:message:written"
    REPLIED = "mailbox:message:replied"
    POINTED = "mailbox:mailbox:pointed"
    KEPT = "mailbox:mailbox:kept"
    CLOSED = "mailbox:mailbox:closed"
    ERASED = "mailbox:mailbox:erased"
    EXPIRED = "mailbox:mailbox:expired"
