"""Whether somebody named a member as one who must not read something. Better one refusal too many."""

from unicodedata import category

from waymark.sealing.wordlist import latin
from waymark.staff.models import Member

SHORTEST_NAME = 2
"""Letters of a name that counts on its own: Jo and Li are names."""


def is_named(member: Member, said: str) -> bool:
    """By any part of any name of theirs, however it is written."""
    return bool(parts_of(said) & (parts_of(member.shown_name) | parts_of(member.name)))


def parts_of(names: str) -> set[str]:
    """The parts of names, whatever their accents; a vowel's mark is as good as a letter."""
    letters = "".join(sign if category(sign)[0] in {"L", "M"} else " " for sign in latin(names))
    return {part for part in letters.split() if len(part) >= SHORTEST_NAME}
