"""The words of the directory: for whom, for what, how to reach, stages, and this room's audit tags."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

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
    Doubt.NUMBER: "The number does not work",
    Doubt.HOURS: "Nobody answers at these hours",
    Doubt.CLOSED: "It is not there any more",
    Doubt.WHOM: "It is not for the people it says",
    Doubt.OTHER: "Something else is wrong",
}
WHOM_NAMES: Final = {
    Whom.WOMEN: "Women",
    Whom.MEN: "Men",
    Whom.LGBT: "LGBT+ people",
    Whom.OLDER: "Older people",
    Whom.DISABLED: "Disabled people",
    Whom.DEAF: "Deaf people",
    Whom.BY_AND_FOR: "People of one community, by that community",
    Whom.CHILDREN: "Children and young people",
    Whom.WORRIED: "Someone worried about another person",
    Whom.OWN_BEHAVIOUR: "Someone worried about how they behave",
    Whom.STUDENTS: "Students",
    Whom.PROFESSIONALS: "People who ask as part of their job",
}
WHAT_NAMES: Final = {
    What.EMERGENCY: "Emergency",
    What.HELPLINE: "Helpline",
    What.SUPPORT: "Support over time",
    What.REFUGE: "Refuge",
    What.OUTREACH: "Outreach",
    What.LEGAL: "The law and courts",
    What.HOUSING: "Housing",
    What.MONEY: "Money",
    What.IMMIGRATION: "Visas and immigration",
    What.STALKING: "Stalking",
    What.SEXUAL_VIOLENCE: "Sexual violence",
    What.HONOUR: "Honour-based abuse or forced marriage",
    What.COUNSELLING: "Counselling",
    What.MENTAL_HEALTH: "Mental health",
    What.HEALTH: "Health",
    What.PETS: "Pets",
    What.DEVICES: "Phones, devices and accounts",
    What.REPORTING: "Police and reporting",
    What.RESTORATIVE: "Restorative contact",
    What.SAFEGUARDING: "Worry about a child or adult",
    What.INFORMATION: "Information",
    What.RIGHTS: "Your data and rights",
}
HOW_NAMES: Final = {
    How.PHONE: "Phone",
    How.TEXT: "Text",
    How.CHAT: "Online chat",
    How.EMAIL: "E-mail",
    How.BSL: "BSL by video",
    How.WALK_IN: "Walk in",
    How.WEB: "Website",
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
