"""Whether each pair that is sealed to is the newest that was made: the desk's chain tells which that is.

A public half is signed, so nobody can make one up; but the one before is signed as well, and whoever writes
the database could take the newest away, to have things sealed to a pair that somebody kept.
"""

import json
from uuid import UUID

from django.db.models import Max

from waymark.audit.queries import events_of
from waymark.audit.rules import hash_event
from waymark.audit.terms import Chain
from waymark.staff.models import RecoveryKey, TeamKey
from waymark.staff.queries import RECOVERY_ID
from waymark.staff.terms import StaffTag

_TAGS = [
    tag.value
    for tag in (
        StaffTag.TEAM_BEGUN,
        StaffTag.TEAM_TURNED,
        StaffTag.WALL_BEGUN,
        StaffTag.WALL_ENDED,
        StaffTag.RECOVERY_BEGUN,
        StaffTag.RECOVERY_TURNED,
    )
]


class PairMissing(Exception):  # noqa: N818 - a finding
    """The newest pair of these teams, or of recovery, is not there."""

    def __init__(self, of: list[UUID]) -> None:
        names = ("recovery" if one == RECOVERY_ID else f"team {one}" for one in of)
        super().__init__(f"the newest key is gone of {', '.join(names)}")
        self.of = of


def check_newest_pairs() -> None:
    """`PairMissing` unless every team, and recovery, has the pair that the chain last told of."""
    told, stored = epochs_told(), _epochs_stored()
    if missing := sorted(of for of, epoch in told.items() if stored.get(of) != epoch):
        raise PairMissing(missing)


def epochs_told() -> dict[UUID, int]:
    """The newest epoch of each team and of recovery, by the events that made them; 0 where the last of those
    was changed since.
    """
    found: dict[UUID, int] = {}
    for event in events_of(Chain.face("desk")).filter(tag__in=_TAGS):
        of = event.about or RECOVERY_ID
        if event.hash != hash_event(event):
            found[of] = 0
            continue
        if event.tag == StaffTag.WALL_ENDED:
            found.pop(of, None)
            continue
        found[of] = int(json.loads(event.note).get("epoch", found.get(of, 0) + 1))
    return found


def _epochs_stored() -> dict[UUID, int]:
    teams = TeamKey.objects.values_list("team_id").annotate(newest=Max("epoch")).order_by()
    newest = RecoveryKey.objects.aggregate(newest=Max("epoch"))["newest"]
    return dict(teams) | ({} if newest is None else {RECOVERY_ID: newest})
