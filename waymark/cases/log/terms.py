"""The words of the log: what an entry is, how a call went, what is recorded."""

from enum import StrEnum

from waymark.audit.terms import Tag


class EntryKind(StrEnum):
    """What an entry tells. Kept inside its envelope."""

    BEGUN = "begun"
    MESSAGE = "message"
    REPLY = "reply"
    NOTE = "note"
    REACHING = "reaching"
    CALL = "call"
    WISHES = "wishes"
    STAGE = "stage"
    HANDED = "handed"
    NEWS = "news"
    PLAN = "plan"
    SUGGESTED = "suggested"
    CLOSED = "closed"
    REOPENED = "reopened"
    HELD = "held"
    RELEASED = "released"
    WALLED = "walled"
    OPENED = "opened"


class CallOutcome(StrEnum):
    """How a call went."""

    REACHED = "reached"
    NOT_SAFE = "not-safe"
    OTHER_ANSWERED = "other-answered"
    NO_ANSWER = "no-answer"
    WRONG_NUMBER = "wrong-number"


OUTCOME_NAMES = {
    CallOutcome.REACHED: "We talked",
    CallOutcome.NOT_SAFE: "It was not safe to talk",
    CallOutcome.OTHER_ANSWERED: "Someone else answered, nothing was said",
    CallOutcome.NO_ANSWER: "No answer",
    CallOutcome.WRONG_NUMBER: "Wrong number",
}

LONGEST_NOTE = 20_000
"""Characters."""
LONGEST_SENTENCE = 500


class LogTag(Tag):
    NOTED = "log:note:written"
    ANSWERED = "log:reply:sent"
    TAKEN = "log:message:taken"
    WAY_SHOWN = "log:way:shown"
    CALLED = "log:call:noted"
    CODE_WORDS = "log:words:shown"
    HANDED = "log:case:handed"
    TEAM_HANDED = "log:case:handed-on"
    STAGE = "log:stage:noted"
    WALL_UP = "log:wall:put-up"
    WALL_DOWN = "log:wall:taken-down"
