"""Ids say nothing: random, made in Python, never a sequence and never a clock."""

from uuid import UUID, uuid4


def new_id() -> UUID:
    """A random version 4 UUID."""
    return uuid4()
