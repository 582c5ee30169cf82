"""The words of keeping: how long a case stands on the list, what a hold is, what is recorded."""

from datetime import timedelta

from waymark.audit.terms import Tag

LISTED_FOR = timedelta(days=30)
"""A case stands on the list for at least so long before it is destroyed."""
LONGEST_HOLD = 1
"""Years until a hold has to be looked at again."""
UNTOUCHED_FOR = 1
"""Years after which a case that nobody closed and nobody wrote in is named to whoever leads the team."""
LONGEST_REASON = 2_000
"""Characters."""


class KeepingTag(Tag):
    HELD = "keeping:hold:placed"
    RELEASED = "keeping:hold:released"
    LISTED = "keeping:case:listed"
    DESTROYED = "keeping:case:destroyed"
