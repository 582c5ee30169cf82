"""One made-up case in a demonstration, started as a member would. Never called for a real service."""

from waymark.cases.starting.actions import start_case
from waymark.intake import actions as intake
from waymark.intake.queries import waiting_for
from waymark.intake.threads import thread_of
from waymark.staff.keyring import keyring_with
from waymark.staff.models import Member, Team
from waymark.staff.parts import SignInSheet


def start_made_up_case(*, by: SignInSheet, owner: Member, team: Team) -> None:
    """Make a case of what waits longest. Records what a look and a start record."""
    member = by.member
    keyring = keyring_with(member.holder, by.secret)
    arrival = waiting_for(member)[0]
    looked = intake.look(arrival_id=arrival.id, by=member, keyring=keyring)
    start_case(thread=thread_of(looked, by=member, keyring=keyring), team=team, owner=owner, by=member)
