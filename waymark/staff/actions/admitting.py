"""Admitting: a team's secrets handed to a new colleague's key, after two people compared its fingerprint."""

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import HolderKind
from waymark.staff.models import Member, Membership, Team
from waymark.staff.pairs import grant_pair
from waymark.staff.queries import newest_key, person_holder
from waymark.staff.rules import check_permission, fingerprint
from waymark.staff.terms import Permission, StaffTag


@atomic_turn
def admit_to_team(*, by: Member, keyring: Keyring, member: Member, team: Team, compared: str) -> None:
    """Grant every pair of the team that `by` holds, so that earlier cases can be read too.

    *Refuses* somebody outside the team, a key that changed since it was compared, and a team whose
    newest secret
    `by` does not hold. *Records* staff:member:admitted.
    """
    check_permission(by, Permission.ADMIT_MEMBERS)
    team = Team.objects.select_for_update().get(pk=team.pk)  # a turn of it waits, and then takes these back
    if not (member.is_enrolled and Membership.objects.filter(member=member, team=team).exists()):
        raise Refused("They have not enrolled yet, or are not in this team.")
    held = [holder for holder in keyring.holders if holder.kind is HolderKind.TEAM and holder.id == team.id]
    if newest_key(team).holder not in held:
        raise Refused("Somebody who is in this team has to admit them.")
    to = person_holder(member)
    if compared != fingerprint(to[1]):
        raise Refused("Their key has changed since you looked. Compare the digits again.")
    for holder in held:
        grant_pair(holder, keyring.secret_for(holder), [to])
    record(Chain.face("desk"), StaffTag.MEMBER_ADMITTED, by=by.id, about=member.id)
