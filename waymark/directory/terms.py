"""The words of the directory: for whom, for what, how to reach, stages, and this room's audit tags."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_noop

from waymark.audit.terms import Tag
from waymark.limits.terms import Limit


class Stage(StrEnum):
    """How far an entry has come. Only a published one is shown, and only that one is in the feed."""

    DRAFT = "draft"
    CHECKED = "checked"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Known(StrEnum):
    """Yes, no, or nobody has said: which is shown as that, never as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NumberKind(StrEnum):
    """What a number is for."""

    CALL = "call"
    TEXT = "text"
    RELAY = "relay"


class Whom(StrEnum):
    """For whom a service is there. Without any of these it is there for everybody."""

    WOMEN = "women"
    MEN = "men"
    LGBT = "lgbt"
    OLDER = "older"
    DISABLED = "disabled"
    DEAF = "deaf"
    BY_AND_FOR = "by-and-for"
    CHILDREN = "children"
    WORRIED = "worried"
    OWN_BEHAVIOUR = "own-behaviour"
    STUDENTS = "students"
    PROFESSIONALS = "professionals"


class What(StrEnum):
    """What a service is for."""

    EMERGENCY = "emergency"
    HELPLINE = "helpline"
    SUPPORT = "support"
    REFUGE = "refuge"
    OUTREACH = "outreach"
    LEGAL = "legal"
    HOUSING = "housing"
    MONEY = "money"
    IMMIGRATION = "immigration"
    STALKING = "stalking"
    SEXUAL_VIOLENCE = "sexual-violence"
    HONOUR = "honour"
    COUNSELLING = "counselling"
    MENTAL_HEALTH = "mental-health"
    HEALTH = "health"
    PETS = "pets"
    DEVICES = "devices"
    REPORTING = "reporting"
    RESTORATIVE = "restorative"
    SAFEGUARDING = "safeguarding"
    INFORMATION = "information"
    RIGHTS = "rights"


class How(StrEnum):
    """How a service is reached. Phone, text and e-mail are told by the entry itself."""

    PHONE = "phone"
    TEXT = "text"
    CHAT = "chat"
    EMAIL = "email"
    BSL = "bsl"
    WALK_IN = "walk-in"
    WEB = "web"


class Doubt(StrEnum):
    """What a visitor says is wrong. A choice and no text: nobody can write about themselves here."""

    NUMBER = "number"
    HOURS = "hours"
    CLOSED = "closed"
    WHOM = "whom"
    OTHER = "other"


DOUBTS: Final = {
    Doubt.NUMBER: gettext_noop("The number does not work"),
    Doubt.HOURS: gettext_noop("Nobody answers at these hours"),
    Doubt.CLOSED: gettext_noop("It is not there any more"),
    Doubt.WHOM: gettext_noop("It is not for the people it says"),
    Doubt.OTHER: gettext_noop("Something else is wrong"),
}
WHOM_NAMES: Final = {
    Whom.WOMEN: gettext_noop("Women"),
    Whom.MEN: gettext_noop("Men"),
    Whom.LGBT: gettext_noop("LGBT+ people"),
    Whom.OLDER: gettext_noop("Older people"),
    Whom.DISABLED: gettext_noop("Disabled people"),
    Whom.DEAF: gettext_noop("Deaf people"),
    Whom.BY_AND_FOR: gettext_noop("People of one community, by that community"),
    Whom.CHILDREN: gettext_noop("Children and young people"),
    Whom.WORRIED: gettext_noop("Someone worried about another person"),
    Whom.OWN_BEHAVIOUR: gettext_noop("Someone worried about how they behave"),
    Whom.STUDENTS: gettext_noop("Students"),
    Whom.PROFESSIONALS: gettext_noop("People who ask as part of their job"),
}
WHAT_NAMES: Final = {
    What.EMERGENCY: gettext_noop("Emergency"),
    What.HELPLINE: gettext_noop("Helpline"),
    What.SUPPORT: gettext_noop("Support over time"),
    What.REFUGE: gettext_noop("Refuge"),
    What.OUTREACH: gettext_noop("Outreach"),
    What.LEGAL: gettext_noop("The law and courts"),
    What.HOUSING: gettext_noop("Housing"),
    What.MONEY: gettext_noop("Money"),
    What.IMMIGRATION: gettext_noop("Visas and immigration"),
    What.STALKING: gettext_noop("Stalking"),
    What.SEXUAL_VIOLENCE: gettext_noop("Sexual violence"),
    What.HONOUR: gettext_noop("Honour-based abuse or forced marriage"),
    What.COUNSELLING: gettext_noop("Counselling"),
    What.MENTAL_HEALTH: gettext_noop("Mental health"),
    What.HEALTH: gettext_noop("Health"),
    What.PETS: gettext_noop("Pets"),
    What.DEVICES: gettext_noop("Phones, devices and accounts"),
    What.REPORTING: gettext_noop("Police and reporting"),
    What.RESTORATIVE: gettext_noop("Restorative contact"),
    What.SAFEGUARDING: gettext_noop("Worry about a child or adult"),
    What.INFORMATION: gettext_noop("Information"),
    What.RIGHTS: gettext_noop("Your data and rights"),
}
HOW_NAMES: Final = {
    How.PHONE: gettext_noop("Phone"),
    How.TEXT: gettext_noop("Text"),
    How.CHAT: gettext_noop("Online chat"),
    How.EMAIL: gettext_noop("E-mail"),
    How.BSL: gettext_noop("BSL by video"),
    How.WALK_IN: gettext_noop("Walk in"),
    How.WEB: gettext_noop("Website"),
}

LONGEST_NAME: Final = 160
LONGEST_TEXT: Final = 1000
REVIEW_DAYS: Final = 182

# All visitors together: a flood of doubts tells the editors nothing, and their list stays readable.
DOUBTS_LIMIT: Final = Limit("directory-doubts", size=60, every=timedelta(minutes=5))


class DirectoryTag(Tag):
    """What this room writes to the chain."""

    SERVICE_ADDED = "directory:service:added"
    SERVICE_CHANGED = "directory:service:changed"
    SERVICE_CONFIRMED = "directory:service:confirmed"
    SERVICE_PUBLISHED = "directory:service:published"
    SERVICE_WITHDRAWN = "directory:service:withdrawn"
    SERVICES_MERGED = "directory:services:merged"
    DOUBT_REPORTED = "directory:doubt:reported"
    DOUBTS_SETTLED = "directory:doubts:settled"
    LIST_IMPORTED = "directory:list:imported"
