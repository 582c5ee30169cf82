"""What the worker does for mailboxes and arrivals, by the clock. No visitor's act puts anything in line."""

from datetime import time, timedelta

from waymark.documents.actions import sweep_waiting
from waymark.intake.actions import expire
from waymark.intake.forms import forget_forms
from waymark.intake.leftovers import finish_erasing
from waymark.jobs.job import job
from waymark.mailbox.sittings import end_idle_sittings

A_DAY = timedelta(days=1)


@job(every=timedelta(minutes=5))
def forget_idle_sittings() -> None:
    """Deletes sittings that idled out."""
    end_idle_sittings()


@job(every=A_DAY, at=time(3, 10))
def erase_what_is_over() -> None:
    """Erases mailboxes whose time is over."""
    expire()


@job(every=A_DAY, at=time(3, 15))
def forget_forms_sent() -> None:
    """Deletes what joins messages of one form, once it is old."""
    forget_forms()


@job(every=A_DAY, at=time(3, 20))
def drop_files_never_sent() -> None:
    """Deletes files whose message never came."""
    sweep_waiting()


@job(every=A_DAY, at=time(3, 30))
def clear_what_was_destroyed() -> None:
    """Finishes what a crash left of erasing."""
    finish_erasing()
