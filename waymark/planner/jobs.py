"""What the worker does for vaults, by the clock. No visitor's act puts anything in line."""

from datetime import time, timedelta

from waymark.jobs.job import job
from waymark.planner.actions import expire, expire_hand_overs
from waymark.planner.leftovers import finish_erasing

A_DAY = timedelta(days=1)


@job(every=A_DAY, at=time(3, 40))
def erase_vaults_that_are_over() -> None:
    """Erases vaults whose last day is over."""
    expire()


@job(every=A_DAY, at=time(3, 45))
def destroy_hand_overs_that_nobody_took() -> None:
    """Destroys hand-overs whose last day is over."""
    expire_hand_overs()


@job(every=A_DAY, at=time(3, 50))
def clear_erased_vaults() -> None:
    """Finishes what a crash left of erasing."""
    finish_erasing()
