"""Nothing is destroyed that was not closed, listed and over; what was destroyed opens nowhere again."""

import json
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests import arriving
from tests.cases.test_closing import close
from tests.cases.test_starting import log_of
from tests.people import keyring_of, make_member
from waymark.audit.models import Event
from waymark.audit.queries import ChainBroken, verify_all
from waymark.cases.closing.actions import reopen_case
from waymark.cases.closing.terms import ReopenReason
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.keeping import actions as keeping
from waymark.cases.keeping.models import Hold, Listing
from waymark.cases.keeping.queries import hold_of, holds_for, listings_for, untouched_for
from waymark.cases.keeping.rules import Kept, destroy_due, destroy_on, may_destroy, may_hold
from waymark.cases.keeping.terms import LISTED_FOR, LONGEST_REASON, KeepingTag
from waymark.cases.log import actions as log
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import EntryKind
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.cases.tasks.models import Task
from waymark.clocks.days import years_after
from waymark.documents.models import Document
from waymark.intake import actions as intake
from waymark.intake.leftovers import finish_erasing
from waymark.intake.models import Arrival
from waymark.intake.queries import waiting_for
from waymark.records.models import BackLink, Grant, Island, ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
YEARS = 2
ONE = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
counts = st.integers(0, 2)
kepts = st.builds(
    Kept, closed_on=st.none() | days, touched_on=days, held=st.booleans(), mailboxes=counts, waiting=counts
)


@pytest.fixture
def lead(world, case):
    return {"case": case, "by": world.team_lead, "keyring": keyring_of(world.team_lead)}


@pytest.fixture
def closed(case, lead):
    """The day on which the case was closed."""
    close(lead)
    case.refresh_from_db()
    return case.closed_on


@pytest.fixture
def on(time_machine):
    """Goes to noon of a day, as the worker finds it, with whatever it does before."""

    def go(day):
        time_machine.move_to(datetime.combine(day, time(12), timezone.get_current_timezone()), tick=False)
        intake.expire()
        finish_erasing()

    return go


def run():
    """What the nightly job does with cases: listed, destroyed."""
    return keeping.list_what_is_due(years=YEARS), keeping.destroy_cases_that_are_over(years=YEARS)


@given(kepts, st.integers(1, 10), st.none() | days, st.none() | days, days)
def test_whatever_is_destroyed_was_closed_listed_and_over(kept, years, listed_on, said, today):
    if not may_destroy(kept, years=years, listed_on=listed_on, said=said, today=today):
        return
    assert kept.closed_on is not None
    assert (kept.held, kept.mailboxes, kept.waiting) == (False, 0, 0)
    assert listed_on + LISTED_FOR <= today
    assert said <= today
    for since in (kept.closed_on, kept.touched_on):
        assert years_after(since, years) <= today
    assert may_destroy(kept, years=years, listed_on=listed_on, said=said, today=today + ONE)


@given(days, days, st.integers(1, 10))
def test_a_case_that_nothing_stops_goes_on_the_day_that_its_list_says(closed_on, touched_on, years):
    kept = Kept(closed_on, touched_on)
    due = destroy_due(kept, years=years)
    first = due - LISTED_FOR
    assert destroy_on(kept, years=years, today=first - ONE) is None
    assert destroy_on(kept, years=years, today=first) == due
    for today, goes in ((due - ONE, False), (due, True)):
        assert may_destroy(kept, years=years, listed_on=first, said=due, today=today) is goes


@given(days, days, st.integers(1, 10), st.integers(0, 2000))
def test_a_list_that_was_written_late_still_warns_for_a_month(closed_on, touched_on, years, late):
    kept = Kept(closed_on, touched_on)
    today = destroy_due(kept, years=years) + timedelta(days=late)
    said = destroy_on(kept, years=years, today=today)
    assert said == today + LISTED_FOR
    assert not may_destroy(kept, years=years, listed_on=today, said=said, today=said - ONE)
    assert may_destroy(kept, years=years, listed_on=today, said=said, today=said)


@given(kepts, st.integers(1, 10), days)
def test_what_is_not_closed_or_held_is_never_due(kept, years, today):
    if kept.closed_on is None or kept.held:
        assert destroy_due(kept, years=years) is None
        assert destroy_on(kept, years=years, today=today) is None


@pytest.mark.parametrize(
    ("reason", "days_on", "fits"),
    [
        ("A court asked.", 1, True),
        ("A court asked.", 365, True),
        ("A court asked.", 0, False),
        ("A court asked.", 367, False),
        (" ", 30, False),
        ("x" * (LONGEST_REASON + 1), 30, False),
    ],
)
def test_a_hold_has_a_reason_and_a_day_within_a_year(reason, days_on, fits):
    today = date(2026, 11, 26)
    assert may_hold(reason, today + timedelta(days=days_on), today=today) is fits


def test_a_case_is_listed_for_a_month_then_destroyed_with_everything_that_was_in_it(world, case, closed, on):
    due = years_after(closed, YEARS)
    mailbox = CaseMailbox.objects.get().mailbox
    Document.objects.create(held_on=closed, island=case.id)
    on(due - LISTED_FOR - ONE)
    assert run() == (0, 0)
    on(due - LISTED_FOR)
    assert run() == (1, 0)
    (listing,) = listings_for(world.team_lead)
    assert (listing.case, listing.destroy_on) == (case, due)
    on(due - ONE)
    assert run() == (0, 0)
    on(due)
    assert run() == (0, 1)
    for table in (Case, CaseMailbox, Entry, Person, Task, Listing, Hold, Document):
        assert not table.objects.exists(), table
    assert not Arrival.objects.filter(mailbox=mailbox).exists()
    assert not Island.objects.filter(id__in=[case.id, mailbox]).exists()
    assert not ShredKey.objects.filter(island_id__in=[case.id, mailbox]).exists()
    assert run() == (0, 0)


def test_the_proof_is_in_the_workers_chain_and_every_chain_still_verifies(case, closed, on):
    due = years_after(closed, YEARS)
    for day in (due - LISTED_FOR, due):
        on(day)
        run()
    proof = Event.objects.get(tag=KeepingTag.DESTROYED)
    unreadable = due + timedelta(days=8)
    assert (proof.about, proof.by, proof.day) == (case.id, None, due)
    assert json.loads(proof.note) == {"closed": closed.isoformat(), "unreadable": unreadable.isoformat()}
    assert Event.objects.filter(chain_id=case.id).exists()
    assert sum(verify_all().values()) == Event.objects.count()


def test_a_restored_backup_opens_nothing_of_what_was_destroyed(world, received, on):
    arrived = list(Arrival.objects.values())
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    close({"case": case, "by": world.team_lead, "keyring": keyring_of(world.team_lead)})
    arriving.send("Somebody else")
    other = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    tables = (Island, Grant, BackLink, Case, CaseMailbox, Person, Entry, Task)
    saved = [(table, list(table.objects.values())) for table in tables]
    assert len(log_of(case, world.team_lead)) == 2
    due = years_after(case.closed_on, YEARS)
    for day in (due - LISTED_FOR, due):
        on(day)
        run()
    assert Case.objects.get() == other
    Arrival.objects.bulk_create(Arrival(**row) for row in arrived)
    for table, _ in reversed(saved):
        table.objects.all().delete()
    for table, rows in saved:
        table.objects.bulk_create(table(**row) for row in rows)
    for member in (world.caseworker, world.team_lead, world.manager):
        with pytest.raises(DoesNotUnseal):
            log_of(case, member)
        assert len(log_of(other, member)) == 1
    with pytest.raises(DoesNotUnseal):
        arriving.look(world.intake, Arrival.objects.get(id=arrived[0]["id"]))


def test_a_crash_after_the_key_went_is_finished_with_one_proof(world, case, closed, on):
    due = years_after(closed, YEARS)
    on(due - LISTED_FOR)
    run()
    on(due)
    with patch.object(keeping, "_forget", side_effect=ZeroDivisionError), pytest.raises(ZeroDivisionError):
        run()
    assert Case.objects.filter(id=case.id).exists()
    with pytest.raises(DoesNotUnseal):
        log_of(case, world.team_lead)
    assert run() == (0, 1)
    assert not Case.objects.exists()
    assert not Entry.objects.exists()
    assert Event.objects.filter(tag=KeepingTag.DESTROYED, about=case.id).count() == 1
    assert sum(verify_all().values()) == Event.objects.count()


def test_a_worker_that_was_away_lists_first_all_the_same(case, closed, on):
    late = years_after(closed, YEARS) + timedelta(days=100)
    on(late)
    assert run() == (1, 0)
    on(late + LISTED_FOR - ONE)
    assert run() == (0, 0)
    on(late + LISTED_FOR)
    assert run() == (0, 1)


def test_a_message_that_nobody_read_keeps_the_case(world, case, received, closed, on, lead):
    arriving.write_again(received, "Are you there?")
    due = years_after(closed, YEARS)
    for day in (due - LISTED_FOR, due, due + timedelta(days=400)):
        on(day)
        assert run()[1] == 0
    (arrival,) = waiting_for(world.caseworker)
    reopen_case(reason=ReopenReason.WROTE, text="", **lead)
    log.take_message(arrival_id=arrival.id, **lead)
    on(due + timedelta(days=402))
    assert run() == (0, 0)
    assert not Listing.objects.exists()
    assert log_of(case, world.caseworker)[0].text == "Are you there?"


def test_a_mailbox_that_its_holder_keeps_keeps_the_case(case, closed, on):
    due = years_after(closed, YEARS)
    mailbox = CaseMailbox.objects.get().mailbox
    keeps = patch.object(intake, "expire")  # as if they chose anew each year
    with keeps:
        for day in (due - LISTED_FOR, due, due + timedelta(days=50)):
            on(day)
            run()
    assert Case.objects.exists()
    assert ShredKey.objects.filter(island_id=mailbox).exists()
    on(due + timedelta(days=51))
    assert run() == (0, 1)


def test_a_hold_stops_it_and_a_released_one_is_listed_anew(world, case, closed, on, lead):
    due = years_after(closed, YEARS)
    on(due - LISTED_FOR)
    run()
    hold = keeping.place_hold(reason="A court has asked for it.", review_on=due + ONE, **lead)
    assert b"court" not in Hold.objects.get().sealed.raw
    assert list(listings_for(world.team_lead)) == []
    assert list(holds_for(world.team_lead)) == [hold]
    read = hold_of(case, keys_of(case.id, keyring_of(world.caseworker)))
    assert (read.reason, read.by, read.review_on) == (
        "A court has asked for it.",
        world.team_lead.id,
        due + ONE,
    )
    on(due + timedelta(days=300))  # the day of review is past: it holds all the same
    assert run() == (0, 0)
    keeping.release_hold(**lead)
    assert run() == (1, 0)
    assert [entry.kind for entry in log_of(case, world.team_lead)[:2]] == [
        EntryKind.RELEASED,
        EntryKind.HELD,
    ]
    case.refresh_from_db()
    assert case.touched_on == closed
    on(due + timedelta(days=330))
    assert run() == (0, 1)


def test_an_old_listing_that_is_put_back_after_a_hold_warned_of_nothing(case, closed, on, lead):
    due = years_after(closed, YEARS)
    on(due - LISTED_FOR)
    run()
    (old,) = Listing.objects.values()
    on(due - ONE)
    keeping.place_hold(reason="A court.", review_on=due + ONE, **lead)
    keeping.release_hold(**lead)
    Listing.objects.create(**old)
    on(due)
    assert keeping.destroy_cases_that_are_over(years=YEARS) == 0
    assert run() == (1, 0)


def test_a_newer_hold_replaces_an_older_one(case, lead):
    today = timezone.localdate()
    keeping.place_hold(reason="One.", review_on=today + ONE, **lead)
    keeping.place_hold(reason="Two.", review_on=today + 2 * ONE, **lead)
    assert hold_of(case, keys_of(case.id, lead["keyring"])).reason == "Two."
    keeping.release_hold(**lead)
    with pytest.raises(Refused, match="no hold"):
        keeping.release_hold(**lead)


def test_reopening_takes_it_off_the_list_and_its_time_begins_anew(case, closed, on, lead):
    due = years_after(closed, YEARS)
    on(due - LISTED_FOR)
    assert run() == (1, 0)
    reopen_case(reason=ReopenReason.ASKED, text="", **lead)
    close(lead)
    on(due)
    assert run() == (0, 0)
    assert not Listing.objects.exists()
    on(years_after(due - LISTED_FOR, YEARS) - LISTED_FOR)
    assert run() == (1, 0)


@pytest.mark.parametrize("forged", ["older", "closed", "unheld", "listed"])
def test_whoever_only_writes_the_database_makes_the_worker_destroy_nothing(case, lead, on, forged):
    long_ago = date(2001, 1, 1)
    if forged != "closed":
        close(lead)
    if forged == "unheld":
        keeping.place_hold(reason="A court.", review_on=timezone.localdate() + ONE, **lead)
        Hold.objects.all().delete()
    if forged in {"older", "closed"}:
        Case.objects.update(stage="closed", closed_on=long_ago, touched_on=long_ago)
    today = timezone.localdate()
    if forged in {"unheld", "listed"}:
        today = years_after(today, YEARS)
    on(today)
    if forged == "listed":
        Listing.objects.create(case=case, listed_on=long_ago, destroy_on=long_ago)
        assert keeping.destroy_cases_that_are_over(years=YEARS) == 0
    else:
        assert run() == (0, 0)
    assert ShredKey.objects.filter(island_id=case.id).exists()


def test_an_event_that_was_not_written_by_us_stops_the_worker(case, closed, on):
    Event.objects.filter(tag="cases:work:ended").update(day=date(2001, 1, 1))
    Case.objects.update(closed_on=date(2001, 1, 1), touched_on=date(2001, 1, 1))
    with pytest.raises(ChainBroken):
        run()


@pytest.mark.parametrize("who", ["caseworker", "restorative", "stranger", "intake", "auditor"])
def test_only_a_lead_or_manager_of_the_team_holds_and_releases(world, case, lead, who):
    other = getattr(world, who)
    hands = {"case": case, "by": other, "keyring": keyring_of(other)}
    with pytest.raises((Refused, DoesNotUnseal)):
        keeping.place_hold(reason="Mine.", review_on=timezone.localdate() + ONE, **hands)
    keeping.place_hold(reason="A court.", review_on=timezone.localdate() + ONE, **lead)
    with pytest.raises((Refused, DoesNotUnseal)):
        keeping.release_hold(**hands)
    assert Hold.objects.count() == 1


def test_lists_are_for_whoever_leads_the_team_and_a_manager_sees_the_days_of_all(
    world, case, closed, on, lead
):
    keeping.place_hold(reason="A court.", review_on=closed + ONE, **lead)
    elsewhere = make_member("elsa", "Elsa Nwosu", ["team-lead"], [world.other_team])
    boss = make_member("boss", "Bo Ssewa", ["manager"], [])
    assert holds_for(world.manager).count() == 1
    for nobody in (elsewhere, boss, world.caseworker, world.stranger, world.auditor):
        assert list(holds_for(nobody)) == []
    keeping.release_hold(**lead)
    on(years_after(closed, YEARS) - LISTED_FOR)
    run()
    for somebody in (world.team_lead, world.manager, boss):
        assert listings_for(somebody).count() == 1
    for nobody in (elsewhere, world.caseworker, world.stranger, world.auditor, world.administrator):
        assert list(listings_for(nobody)) == []


def test_a_case_that_nobody_closed_is_named_after_a_year_and_never_destroyed(world, case, on):
    touched = case.touched_on
    on(years_after(touched, 1) - ONE)
    assert list(untouched_for(world.team_lead, timezone.localdate())) == []
    on(years_after(touched, 1))
    assert list(untouched_for(world.team_lead, timezone.localdate())) == [case]
    for nobody in (world.caseworker, world.stranger, world.auditor):
        assert list(untouched_for(nobody, timezone.localdate())) == []
    on(years_after(touched, 50))
    assert run() == (0, 0)
    assert Case.objects.exists()
