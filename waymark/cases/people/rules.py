"""Who must not read: a colleague whom the person named stays out of the case and its teams."""

from collections.abc import Iterable

from waymark.cases.people.known import Known
from waymark.intake.asking import Identity
from waymark.intake.rules import NotForReader, TiedReader, check_read, may_read
from waymark.records.refusal import Refused
from waymark.staff.knowing import Ties
from waymark.staff.models import Member

NAMED_IN_TEAM = (
    "They asked that somebody of that team does not read this. Choose another team, or tell a manager."
)
NAMED_AMONG_THEM = "They asked that one of these people does not read this. Leave that name out."
NAMED_BEHIND = "They asked that somebody of this team does not read this. The wall stays."
NOT_YOURS = "There is no such case."


def check_read_people(people: Iterable[Known], by: Member, ties: Ties) -> None:
    """Refuses a reader whom somebody in the case named, or who declared that they know one of them, in the
    words of a case that does not exist.
    """
    try:
        for known in people:
            check_read(known.about.identity, by, ties)
    except TiedReader:
        raise TiedReader(NOT_YOURS) from None
    except NotForReader:
        raise NotForReader(NOT_YOURS) from None


def may_read_people(people: Iterable[Known], by: Member, ties: Ties) -> bool:
    return all(may_read(known.about.identity, by, ties) for known in people)


def check_team_read(identities: Iterable[Identity], members: Iterable[Member]) -> None:
    """Refuses a team with a member whom somebody in the case named. What they declared is only theirs to
    unseal: it keeps them out when they look.
    """
    if not may_team_read(identities, members):
        raise Refused(NAMED_IN_TEAM, field="to")


def check_wall_read(identities: Iterable[Identity], named: Iterable[Member]) -> None:
    """Refuses a wall that names somebody whom a person in the case does not want to read it."""
    if not may_team_read(identities, named):
        raise Refused(NAMED_AMONG_THEM, field="named")


def may_wall_read(identities: Iterable[Identity], named: Iterable[Member]) -> bool:
    return may_team_read(identities, named)


def check_open_read(identities: Iterable[Identity], members: Iterable[Member]) -> None:
    """Refuses to take a wall down behind which somebody is whom a person in the case named."""
    if not may_team_read(identities, members):
        raise Refused(NAMED_BEHIND)


def may_open_read(identities: Iterable[Identity], members: Iterable[Member]) -> bool:
    return may_team_read(identities, members)


def may_team_read(identities: Iterable[Identity], members: Iterable[Member]) -> bool:
    everyone = list(members)
    return all(may_read(identity, member, Ties()) for identity in identities for member in everyone)
