"""The two errors that leave this room.

`DoesNotUnseal` never says which check failed: a difference between failures is what an attacker would learn
from. `NotTheseWords` is for the person at the keyboard, before any derivation; its text never holds a word.
"""

from collections.abc import Iterable
from enum import StrEnum


class DoesNotUnseal(Exception):  # noqa: N818 - a sentence in the house's words, not a class of error
    """These bytes, under this key, at this place, are not something that we sealed."""


class WordsFault(StrEnum):
    """What is wrong with the words as typed."""

    OFF_LIST = "off_list"
    COUNT = "count"
    SLIP = "slip"
    PLAN_WORDS = "plan_words"
    MAILBOX_WORDS = "mailbox_words"


class NotTheseWords(Exception):  # noqa: N818 - as above
    """The text is not six words of ours; `offending` are those off the list, as they were typed."""

    def __init__(self, reason: WordsFault, offending: Iterable[str] = ()) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.offending = list(offending)
