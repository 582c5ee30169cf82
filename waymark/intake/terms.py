"""The words of arrivals: how far one has come, what it is, whom it is from, and what is recorded."""

from enum import StrEnum

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


NEWS_STAGES = frozenset({Stage.STOPPED, Stage.ERASED})
OPEN_STAGES = frozenset({Stage.WAITING, Stage.SEEN}) | NEWS_STAGES


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
