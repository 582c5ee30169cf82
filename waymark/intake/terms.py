"""The words of arrivals: how far one has come, what it is, whom it is from, and what is recorded."""

from enum import IntEnum, StrEnum

from waymark.audit.terms import Tag


class Stage(StrEnum):
    """How far an arrival has come. STOPPED and ERASED are news without content: there is nothing to
    unseal.
    """

    WAITING = "waiting"
    SEEN = "seen"
    ANSWERED = "answered"
    TAKEN = "taken"
    SET_ASIDE = "set-aside"
    STOPPED = "stopped"
    ERASED = "erased"


FORM_DAYS = 183
"""Days for which messages of one form can be joined: as long as a mailbox is kept unless its holder says
otherwise.
"""
NEWS_STAGES = frozenset({Stage.STOPPED, Stage.ERASED})


class Lane(IntEnum):
    """Where the inbox shows an arrival, if at all: what its list is found by among all that ever came."""

    NONE = 0
    MESSAGE = 1
    NEWS = 2


OPEN_LANES = (Lane.MESSAGE, Lane.NEWS)


def lane_of(stage: Stage) -> Lane:
    """Messages wait until they are answered, taken or set aside; news until somebody has read it."""
    if stage in NEWS_STAGES:
        return Lane.NEWS
    return Lane.MESSAGE if stage in {Stage.WAITING, Stage.SEEN} else Lane.NONE


class ArrivalKind(StrEnum):
    """What an arrival is. Kept inside its content envelope."""

    ASKING = "asking"
    AGAIN = "again"
    WISHES = "wishes"


class Age(StrEnum):
    ADULT = "adult"
    TEEN = "13-17"
    CHILD = "under-13"


class Help(StrEnum):
    """The kinds of help that the service offers."""

    EMOTIONAL = "emotional"
    AGENCIES = "agencies"
    PREVENTION = "prevention"
    PRACTICAL = "practical"
    RESTORATIVE = "restorative"
    LANGUAGE = "language"


class IntakeTag(Tag):
    RECEIVED = "intake:arrival:received"
    AGAIN = "intake:message:received"
    REPLACED = "intake:wishes:replaced"
    ALERTED = "intake:stop:alerted"
    ERASED = "intake:arrival:erased"
    LOOKED = "intake:arrival:looked"
    ANSWERED = "intake:arrival:answered"
    TAKEN = "intake:arrival:taken"
    CLAIMED = "intake:arrival:claimed"
    RELEASED = "intake:arrival:released"
    PASSED_ON = "intake:arrival:passed-on"
    WAY_SHOWN = "intake:way:shown"
    CODE_WORDS = "intake:words:shown"
    SET_ASIDE = "intake:arrival:set-aside"
    CLEARED = "intake:news:cleared"
    DESTROYED = "intake:arrival:destroyed"
