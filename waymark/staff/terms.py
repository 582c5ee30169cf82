"""The words of this room: roles, permissions, kinds of team, how far a session has come, and its audit
tags.
"""

from datetime import timedelta
from enum import StrEnum

from waymark.audit.terms import Tag
from waymark.limits.terms import Limit


class Role(StrEnum):
    """What somebody is here for. One member may have several."""

    INTAKE = "intake"
    CASEWORKER = "caseworker"
    TEAM_LEAD = "team-lead"
    MANAGER = "manager"
    RESTORATIVE = "restorative"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.INTAKE: "Intake",
    Role.CASEWORKER: "Caseworker",
    Role.TEAM_LEAD: "Team lead",
    Role.MANAGER: "Manager",
    Role.RESTORATIVE: "Restorative practitioner",
    Role.EDITOR: "Editor",
    Role.AUDITOR: "Auditor",
    Role.ADMINISTRATOR: "Administrator",
}


class Permission(StrEnum):
    """One thing that a screen or an action may ask for.
    Holding it is needed, never enough: keys decide what is read.
    """

    READ_ARRIVALS = "read-arrivals"
    ANSWER_ARRIVALS = "answer-arrivals"
    START_CASES = "start-cases"
    READ_CASES = "read-cases"
    WRITE_CASES = "write-cases"
    HAND_OVER_CASES = "hand-over-cases"
    ASSIGN_CASES = "assign-cases"
    CLOSE_CASES = "close-cases"
    WALL_CASES = "wall-cases"
    DESTROY_RECORDS = "destroy-records"
    RUN_RESTORATIVE = "run-restorative"
    RUN_RETURNS = "run-returns"
    EDIT_PAGES = "edit-pages"
    PUBLISH_PAGES = "publish-pages"
    READ_AUDIT = "read-audit"
    SEE_COLLEAGUES = "see-colleagues"
    MANAGE_ACCOUNTS = "manage-accounts"
    END_ACCOUNTS = "end-accounts"
    ADMIT_MEMBERS = "admit-members"
    APPROVE_READMISSION = "approve-readmission"
    MANAGE_SERVICE = "manage-service"


class TeamKind(StrEnum):
    """What a team works on. New arrivals are sealed to the intake team.

    A wall is no team of its own: its pair stands in place of its team's for one case, and those who are named
    hold it.
    """

    INTAKE = "intake"
    CASEWORK = "casework"
    RESTORATIVE = "restorative"
    WALL = "wall"


class Standing(StrEnum):
    """How far a session has come. Only a full one has a keyring."""

    NONE = "none"
    HALF = "half"
    LOCKED = "locked"
    FULL = "full"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    ENROL = "enrol"
    READMIT = "readmit"


class NoticeKind(StrEnum):
    """What a manager is told at the desk."""

    RECOVERED = "recovered"
    READMISSION = "readmission"
    PAIR_MISSING = "pair-missing"
    WORK_GIVEN_UP = "work-given-up"
    WALL_LOW = "wall-low"


NOTICES = {
    NoticeKind.RECOVERED.value: "was let back in with two recovery sheets. Not expected? Act now.",
    NoticeKind.READMISSION.value: "may come back with a new passphrase: two colleagues approved it.",
    NoticeKind.PAIR_MISSING.value: "has lost its newest key: somebody wrote to the database. Tell whoever "
    "runs the machine at once.",
    NoticeKind.WORK_GIVEN_UP.value: "has given up some of its work: it failed each time, or stopped the "
    "worker. Tell whoever runs the machine: the worker’s log says which.",
    NoticeKind.WALL_LOW.value: "can be opened by one colleague alone, or by nobody who is here. That "
    "colleague can name others on its page. Without them it takes two recovery sheets.",
}
APPROVAL_DAYS = 7


_GUESSED_AT = "There have been many tries for this name. Please wait {time} and try again."

# Two buckets a name: a flood from elsewhere does not keep out the browser that somebody always uses.
KNOWN_BROWSER_TRIES = Limit("staff-known-browser", size=20, every=timedelta(seconds=20), sentence=_GUESSED_AT)
NAME_TRIES = Limit("staff-name", size=10, every=timedelta(minutes=1), sentence=_GUESSED_AT)
# All names together, from browsers that are not known: bounds how long the line of derivations can get.
STRANGER_TRIES = Limit(
    "staff-strangers",
    size=40,
    every=timedelta(seconds=1),
    sentence="There are many sign-ins just now. Please wait {time} and try again.",
)
FACTOR_TRIES = Limit(
    "staff-second-factor",
    size=6,
    every=timedelta(minutes=1),
    sentence="That was tried several times. Please wait {time} and try again.",
)


class StaffTag(Tag):
    """What this room writes to the chain."""

    MEMBER_INVITED = "staff:member:invited"
    MEMBER_CHANGED = "staff:member:changed"
    MEMBER_ENROLLED = "staff:member:enrolled"
    MEMBER_ADMITTED = "staff:member:admitted"
    MEMBER_LEFT = "staff:member:left"
    LINK_RENEWED = "staff:link:renewed"
    SESSION_BEGUN = "staff:session:begun"
    SESSION_UNLOCKED = "staff:session:unlocked"
    SESSION_ENDED = "staff:session:ended"
    CODES_RENEWED = "staff:codes:renewed"
    PASSKEY_ADDED = "staff:passkey:added"
    PASSKEY_REMOVED = "staff:passkey:removed"
    TIES_DECLARED = "staff:ties:declared"
    TIES_LOST = "staff:ties:lost"
    TIED = "staff:tie:met"
    TEAM_BEGUN = "staff:team:begun"
    TEAM_TURNED = "staff:team:turned"
    WALL_BEGUN = "staff:wall:begun"
    WALL_CHANGED = "staff:wall:changed"
    WALL_GIVEN = "staff:wall:given"
    WALL_ENDED = "staff:wall:ended"
    NAMED = "staff:wall:named"
    UNNAMED = "staff:wall:unnamed"
    READMISSION_APPROVED = "staff:readmission:approved"
    SERVICE_FOUNDED = "staff:service:founded"
    DEMONSTRATOR_ENROLLED = "staff:demonstrator:enrolled"
    PAIR_MISSED = "staff:pair:missed"
    WORK_GIVEN_UP = "staff:work:given-up"
    RECOVERY_BEGUN = "staff:recovery:begun"
    RECOVERY_USED = "staff:recovery:used"
    RECOVERY_TURNED = "staff:recovery:turned"
    NOTICE_READ = "staff:notice:read"
