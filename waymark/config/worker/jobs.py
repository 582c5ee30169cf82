"""What the worker does by the clock, for floors that know no jobs. Each calls one room's own verb."""

from datetime import time, timedelta
from uuid import UUID

from django.conf import settings

from waymark.audit.anchors import check_anchored_today, make_anchor
from waymark.cases.keeping.actions import destroy_cases_that_are_over, list_what_is_due
from waymark.intake.actions import destroy_dealt_with
from waymark.jobs.job import job
from waymark.jobs.worker import forget_finished_jobs, given_up
from waymark.limits.buckets import forget_full_buckets
from waymark.press.publishing import press_anew, publish_due
from waymark.records.destroying import scrub_keys_store
from waymark.records.islands import finish_shutting
from waymark.records.tokens import forget_token_keys
from waymark.sealing.hashing import H
from waymark.staff.actions.watching import tell_of_missing_pairs, tell_of_work_given_up
from waymark.staff.clearing import clear_what_ran_out
from waymark.staff.sessions import SessionStore

DAY = timedelta(days=1)


def name_of_work(path: str) -> UUID:
    """One id for each function, so that managers are told of it once until they have read it."""
    return UUID(bytes=H(path.encode(), "waymark-work", b"", 16), version=4)


@job(every=timedelta(minutes=15))
def scrub_keys() -> None:
    """What a destroyed or replaced key may have left in the keys store's log or dead rows goes."""
    finish_shutting()
    scrub_keys_store()


@job(every=timedelta(minutes=10))
def publish_what_is_due() -> None:
    """Revisions whose day has come go live, and a fact that fell due is marked."""
    publish_due()
    press_anew()


@job(every=timedelta(hours=1))
def forget_limits() -> None:
    forget_full_buckets()


@job(every=timedelta(minutes=10))
def watch_newest_pairs() -> None:
    """Managers are told where the newest pair of a team was taken away."""
    tell_of_missing_pairs()


@job(every=timedelta(minutes=10))
def watch_work() -> None:
    """Managers are told of what the worker gave up."""
    tell_of_work_given_up(tries={row_id: name_of_work(path) for row_id, path in given_up()})


@job(every=DAY, at=time(0, 20))
def forget_old_token_keys() -> None:
    forget_token_keys()


@job(every=timedelta(minutes=5))
def clear_unfinished_enrolments() -> None:
    """Words and codes of an enrolment that nobody went on with."""
    SessionStore.clear_expired()


@job(every=DAY, at=time(2, 0))
def clear_the_door() -> None:
    """Sessions, links, known browsers and marks of used codes whose day is over."""
    clear_what_ran_out()


@job(every=DAY, at=time(2, 20))
def forget_old_jobs() -> None:
    forget_finished_jobs()


@job(every=DAY, at=time(3, 15))
def anchor_chains() -> None:
    """Where all chains stand, signed and written outside the database."""
    make_anchor(settings.DATA_DIR, settings.KEYS.signing_key())


@job(every=DAY, at=time(3, 40))
def destroy_what_is_over() -> None:
    """Cases and messages whose time is over, by what the service states. Cases are listed a month before.

    Only in a night in which the record of deeds was whole: what may be destroyed is read from it.
    """
    check_anchored_today(settings.DATA_DIR, settings.KEYS.verify_key())
    list_what_is_due(years=settings.SERVICE.years_kept)
    destroy_cases_that_are_over(years=settings.SERVICE.years_kept)
    destroy_dealt_with(weeks=settings.SERVICE.weeks_kept)
