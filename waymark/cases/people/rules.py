"""Who must not read: a colleague whom the person named stays out of the case and its teams."""

from collections.abc import Iterable

from waymark.cases.people.known import Known
from waymark.intake.asking import Identity
from waymark.intake.rules import may_read
from waymark.records.refusal import Refused
from waymark.staff.models import Member

NAMED_IN_TEAM = (
    "They asked that somebody of that team does not read this. Choose another team, or tell a manager."
)
NOT_YOURS = "There is no such case."


def check_read_people(people: Iterable[Known], by: Member) -> None:
    """Refuses a reader whom somebody in the case named, in the words of a case that does not exist."""
    if not may_read_people(people, by):
        raise Refused(NOT_YOURS)


def may_read_people(people: Iterable[Known], by: Member) -> bool:
    return all(may_read(known.about.identity, by) for known in people)


def check_team_read(identities: Iterable[Identity], members: Iterable[Member]) -> None:
    """Refuses a team with a member whom somebody in the case named."""
    if not may_team_read(identities, members):
        raise Refused(NAMED_IN_TEAM, field="to")


def may_team_read(identities: Iterable[Identity], members: Iterable[Member]) -> bool:
    everyone = list(members)
    return all(may_read(identity, member) for identity in identities for member in everyone)
