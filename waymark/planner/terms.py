"""The words of vaults: how long one is kept, how many may be begun at once, and what is recorded."""

from datetime import timedelta
from typing import Final

from waymark.audit.terms import Tag
from waymark.limits.terms import Limit

KEPT_DAYS: Final = 365
KEEP_CHOICES: Final = (7, 30, 92, 183, KEPT_DAYS)
"""Days, counted from the day of the last save or renewal."""

SLOT_DAYS: Final = 92
"""How long a worker's suggestions wait for the person."""
NEW_VAULTS: Final = Limit("vaults-new", size=5000, every=timedelta(seconds=2))
"""Vaults begun, by everybody together: it guards the disk. One that exists is never held back by it."""
HAND_OVERS: Final = Limit("hand-overs", size=500, every=timedelta(seconds=30))
"""Plans handed to the service, by everybody together."""


class PlannerTag(Tag):
    HANDED_OVER = "planner:hand-over:received"
    READ = "planner:hand-over:read"
    ANSWERED = "planner:hand-over:answered"
    TAKEN = "planner:hand-over:taken"
    TAKEN_BACK = "planner:hand-over:taken-back"
    PASSED = "planner:hand-over:passed"
    EXPIRED = "planner:vaults:expired"
    NOT_TAKEN = "planner:hand-overs:expired"
