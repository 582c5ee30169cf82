"""The words of a case: its stages, its reference, and what is recorded about it."""

from enum import StrEnum

from waymark.audit.terms import Tag


class CaseStage(StrEnum):
    """Where the work stands. Closing and reopening are a concern of their own."""

    NEW = "new"
    SUPPORTING = "supporting"
    PAUSED = "paused"
    CLOSED = "closed"


STAGE_NAMES = {
    CaseStage.NEW: "New",
    CaseStage.SUPPORTING: "Supporting",
    CaseStage.PAUSED: "Paused",
    CaseStage.CLOSED: "Closed",
}

REFERENCE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that no reference spells a word; nothing that looks like something else."""
REFERENCE_LENGTH = 8


class CaseTag(Tag):
    BEGUN = "cases:case:begun"
    LOOKED = "cases:case:looked"
    TURNED = "cases:key:turned"
    MOVED = "cases:case:moved"
    OWNED = "cases:owner:changed"
    PASSED = "cases:team:changed"
    ENDED = "cases:work:ended"
    RESUMED = "cases:work:resumed"
    PUT_BACK = "cases:case:put-back"
    WALLED = "cases:wall:turned"
    OPENED = "cases:wall:left"
