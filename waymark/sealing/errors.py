"""The one error that leaves this room.

It never says which check failed: a difference between failures is what an attacker would learn from.
"""


class DoesNotUnseal(Exception):  # noqa: N818 - a sentence in the house's words, not a class of error
    """These bytes, under this key, at this place, are not something that we sealed."""
