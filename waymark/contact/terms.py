"""The words of safe contact. What is not known is UNKNOWN, and every rule treats that as unsafe."""

from enum import StrEnum

from waymark.audit.terms import Tag


class Channel(StrEnum):
    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    MAILBOX = "mailbox"


class Safe(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Voicemail(StrEnum):
    NONE = "none"
    NEUTRAL = "neutral"
    NAMED = "named"


class MayAnswer(StrEnum):
    """Who, other than the one we ask for, may hear that we rang. Unsaid means nobody."""

    ONLY_ME = "only_me"
    SOME = "some"
    ANYONE = "anyone"


class CallDrops(StrEnum):
    """What to do when a call is cut off. Unsaid means: do not ring again."""

    WAIT = "wait"
    RING_BACK = "ring_back"


class Sender(StrEnum):
    """Who wrote in. Only SELF can say how the person themselves may be reached."""

    SELF = "self"
    FRIEND = "friend"
    PROFESSIONAL = "professional"


class Day(StrEnum):
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class Part(StrEnum):
    """Parts of a day; `rules.HOURS` says when each begins and ends."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Interpreter(StrEnum):
    NONE = "none"
    SPOKEN = "spoken"
    BSL = "bsl"


class Preferred(StrEnum):
    """Preferred gender of an interpreter or worker."""

    NONE = "none"
    WOMAN = "woman"
    MAN = "man"


class ContactTag(Tag):
    STOPPED = "contact:channels:stopped"
