"""The words of closing: why work ends or begins again, what the person was told, what may still be open."""

from enum import StrEnum

from waymark.audit.terms import Tag


class CloseReason(StrEnum):
    """Why a case ends. Kept inside its log's envelope: some of it is about somebody's health, or death."""

    MET = "met"
    DECLINED = "declined"
    QUIET = "quiet"
    UNREACHED = "unreached"
    PASSED = "passed"
    MOVED = "moved"
    DOUBLE = "double"
    DECIDED = "decided"
    DIED = "died"


CLOSE_REASONS = {
    CloseReason.MET: "They have what they came for",
    CloseReason.DECLINED: "They do not want support now",
    CloseReason.QUIET: "They do not answer any more. We tried in safe ways only",
    CloseReason.UNREACHED: "We never reached them in a safe way",
    CloseReason.PASSED: "Another service supports them now",
    CloseReason.MOVED: "They moved to another area",
    CloseReason.DOUBLE: "They have another case with us",
    CloseReason.DECIDED: "There is nothing left that we can do, and no danger that we know of",
    CloseReason.DIED: "They died",
}


class Told(StrEnum):
    """What the person knows of it."""

    AGREED = "agreed"
    TOLD = "told"
    UNSAFE = "unsafe"
    NOBODY = "nobody"


TOLD_NAMES = {
    Told.AGREED: "We agreed it with them, and they know how to come back",
    Told.TOLD: "We told them, and how to come back",
    Told.UNSAFE: "They do not know: there was no safe way to tell them",
    Told.NOBODY: "There is nobody to tell",
}


class ReopenReason(StrEnum):
    """Why a case begins again."""

    WROTE = "wrote"
    ASKED = "asked"
    NEWS = "news"
    MISTAKE = "mistake"


REOPEN_REASONS = {
    ReopenReason.WROTE: "They wrote to us",
    ReopenReason.ASKED: "They asked for help again in another way",
    ReopenReason.NEWS: "We heard something that matters for their safety",
    ReopenReason.MISTAKE: "It was closed by mistake",
}


class Point(StrEnum):
    """What may still be open when a case is closed, and is confirmed one by one."""

    UNANSWERED = "unanswered"
    ERRANDS = "errands"
    STOPPED = "stopped"
    DOUBTFUL = "doubtful"


LONGEST_TEXT = 5_000
"""Characters of what is said at the end of a case, and when it begins again."""


class ClosingTag(Tag):
    CLOSED = "closing:case:closed"
    REOPENED = "closing:case:reopened"
