"""Closing ends what is done, names what is not, and swallows nothing that the person sends afterwards."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests import arriving
from tests.cases.test_starting import log_of, people_in
from tests.people import keyring_of
from waymark.audit.models import Event
from waymark.audit.queries import verify_all
from waymark.cases.closing.actions import close_case, reopen_case
from waymark.cases.closing.queries import still_open
from waymark.cases.closing.rules import SAY_EACH, StillOpen, check_close, in_the_way, may_close, to_confirm
from waymark.cases.closing.terms import (
    CLOSE_REASONS,
    LONGEST_TEXT,
    REOPEN_REASONS,
    TOLD_NAMES,
    CloseReason,
    ClosingTag,
    Point,
    ReopenReason,
    Told,
)
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case
from waymark.cases.file.queries import cases_for, closed_for, unowned_for, working_for
from waymark.cases.file.terms import STAGE_NAMES, CaseStage
from waymark.cases.log import actions as log
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import CallOutcome, EntryKind
from waymark.cases.people.queries import person_of
from waymark.cases.tasks.models import Task
from waymark.cases.tasks.queries import errands_for
from waymark.contact.terms import Channel
from waymark.intake import actions as intake
from waymark.intake.queries import waiting_for
from waymark.mailbox.sittings import enter
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.actions.leaving import leave

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ALL_OF_IT = tuple(Point)


@pytest.fixture
def lead(world, case):
    """What a team lead's verbs need."""
    return {"case": case, "by": world.team_lead, "keyring": keyring_of(world.team_lead)}


@pytest.fixture
def hands(world, case):
    """What a caseworker's verbs need."""
    return {"case": case, "by": world.caseworker, "keyring": keyring_of(world.caseworker)}


def close(lead, *, confirmed=ALL_OF_IT, **said):
    said = {"reason": CloseReason.MET, "told": Told.AGREED, "text": "She knows how to come back."} | said
    return close_case(confirmed=confirmed, **said, **lead)


def test_why_and_what_was_told_stand_in_the_log_and_nowhere_else(world, case, lead):
    entry = close(lead, reason=CloseReason.DIED, told=Told.NOBODY, text="Her sister told us.")
    newest = log_of(case, world.caseworker)[0]
    assert (newest.kind, newest.by, newest.text) == (
        EntryKind.CLOSED,
        world.team_lead.id,
        "Her sister told us.",
    )
    assert newest.facts == {"reason": "died", "told": "nobody"}
    assert b"sister" not in Entry.objects.get(id=entry.id).sealed.raw
    event = Event.objects.get(tag=ClosingTag.CLOSED)
    assert (event.by, event.note) == (world.team_lead.id, "{}")
    assert not [each for each in Event.objects.all() if "died" in each.note]
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == (CaseStage.CLOSED, case.touched_on)


def test_a_closed_case_leaves_the_working_lists_and_is_still_found(world, case, lead):
    close(lead)
    for member in (world.caseworker, world.team_lead):
        assert list(working_for(member)) == []
        assert list(unowned_for(member)) == []
        assert list(closed_for(member)) == list(cases_for(member)) == [case]
        assert errands_for(member, keyring_of(member)) == []
    assert not Task.objects.filter(done_on=None).exists()
    assert list(closed_for(world.stranger)) == []


def test_what_is_open_is_named_and_has_to_be_known(world, case, received, lead):
    key = settings.KEYS.signing_key()
    found = still_open(case, keys_of(case.id, lead["keyring"]))
    assert found == StillOpen(errands=1, unanswered=True)
    with pytest.raises(Refused, match="Tick what you know of"):
        close(lead, confirmed=[Point.ERRANDS])
    assert Case.objects.get().stage == CaseStage.NEW
    person = person_of(people_in(case, world.team_lead))
    log.answer(known=person, text="We are here.", signed_by="", signing_key=key, **lead)
    assert not still_open(case, keys_of(case.id, lead["keyring"])).unanswered
    close(lead, confirmed=[Point.ERRANDS])
    assert Case.objects.get().stage == CaseStage.CLOSED


def test_a_message_counts_as_answered_by_what_reached_them_only(world, case, hands):
    def waits():
        return still_open(case, keys_of(case.id, hands["keyring"])).unanswered

    log.note_call(outcome=CallOutcome.NO_ANSWER, text="", **hands)
    for number in range(51):
        log.write_note(text=f"note {number}", **hands)
    assert waits()
    log.note_call(outcome=CallOutcome.REACHED, text="", **hands)
    assert not waits()


def test_an_unread_message_is_never_closed_in(world, case, received, lead):
    arriving.write_again(received)
    with pytest.raises(Refused, match="new message waits"):
        close(lead)
    assert Case.objects.get().stage == CaseStage.NEW


def test_an_alert_is_looked_at_first_and_its_stop_is_named(world, case, received, lead):
    intake.alert_seen(opened=enter(received.words))
    with pytest.raises(Refused, match="alert waits"):
        close(lead)
    (alert,) = waiting_for(world.team_lead)
    intake.clear(arrival_id=alert.id, by=world.team_lead)
    with pytest.raises(Refused, match="Tick what you know of"):
        close(lead, confirmed=[Point.ERRANDS, Point.UNANSWERED])
    close(lead)
    assert Case.objects.get().stage == CaseStage.CLOSED


@pytest.mark.parametrize("point", Point)
def test_each_open_point_is_confirmed_by_its_own_tick(point):
    everything = StillOpen(errands=2, unanswered=True, stopped=True, doubtful=True)
    assert set(to_confirm(everything)) == set(Point)
    assert not may_close(everything, [each for each in Point if each is not point])
    assert may_close(everything, list(Point))
    with pytest.raises(Refused) as told:
        check_close(everything, [each for each in Point if each is not point])
    assert (told.value.sentence, told.value.field) == (SAY_EACH, "confirmed")


def test_what_waits_to_be_read_cannot_be_confirmed_away():
    for found in (StillOpen(messages=1), StillOpen(alerts=1)):
        assert in_the_way(found)
        assert not may_close(found, list(Point))
    assert may_close(StillOpen(), [])


@pytest.mark.parametrize(
    "who", ["caseworker", "restorative", "stranger", "intake", "auditor", "administrator"]
)
def test_only_a_lead_or_manager_of_the_team_closes(world, case, who):
    other = getattr(world, who)
    with pytest.raises((Refused, DoesNotUnseal)):
        close({"case": case, "by": other, "keyring": keyring_of(other)})
    assert Case.objects.get().closed_on is None


def test_a_manager_of_the_team_closes_too(world, case):
    close({"case": case, "by": world.manager, "keyring": keyring_of(world.manager)})
    assert Case.objects.get().stage == CaseStage.CLOSED


def test_a_text_that_is_too_long_closes_nothing(case, lead):
    with pytest.raises(Refused, match="1 character too long"):
        close(lead, text="x" * (LONGEST_TEXT + 1))
    assert Case.objects.get().closed_on is None


def test_a_case_is_closed_once(case, lead):
    close(lead)
    with pytest.raises(Refused, match="is closed"):
        close(lead)
    assert Event.objects.filter(tag=ClosingTag.CLOSED).count() == 1


def test_nothing_is_written_in_a_closed_case_and_nobody_is_reached_from_it(world, case, lead, hands):
    known = person_of(people_in(case, world.caseworker))
    close(lead)
    stale, before = hands["case"], Entry.objects.count()  # as a page that was drawn before it was closed
    key = settings.KEYS.signing_key()
    for verb in (
        lambda: log.write_note(text="Hello", **hands),
        lambda: log.note_call(outcome=CallOutcome.REACHED, text="", **hands),
        lambda: log.set_stage(to=CaseStage.SUPPORTING, **hands),
        lambda: log.hand_over(to=world.colleague, text="Yours.", **hands),
        lambda: log.hand_to_team(to=world.other_team, text="Yours.", **hands),
        lambda: log.answer(known=known, text="Hello", signed_by="", signing_key=key, **hands),
        lambda: log.show_way(known=known, channel=Channel.PHONE, at=arriving.NOON, **hands),
    ):
        with pytest.raises(Refused, match="This case is closed"):
            verb()
    assert Entry.objects.count() == before
    assert stale.team == world.team


def test_what_they_send_afterwards_waits_like_any_message(world, case, received, lead, hands):
    close(lead)
    arriving.write_again(received, "He is back.")
    (arrival,) = waiting_for(world.caseworker)
    with pytest.raises(Refused, match="This case is closed"):
        log.take_message(arrival_id=arrival.id, **hands)
    assert list(waiting_for(world.caseworker)) == [arrival]
    reopen_case(reason=ReopenReason.WROTE, text="", **hands)
    log.take_message(arrival_id=arrival.id, **hands)
    assert log_of(case, world.caseworker)[0].text == "He is back."
    assert list(working_for(world.caseworker)) == [case]


def test_reopening_says_why_and_its_owner_finds_an_errand(world, case, lead):
    close(lead)
    reopen_case(reason=ReopenReason.NEWS, text="He was released.", **lead)
    newest = log_of(case, world.caseworker)[0]
    assert (newest.kind, newest.text, newest.facts) == (
        EntryKind.REOPENED,
        "He was released.",
        {"reason": "news"},
    )
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == (CaseStage.SUPPORTING, None)
    assert [each.text for each in errands_for(world.caseworker, keyring_of(world.caseworker))] == [
        "This case is open again."
    ]
    with pytest.raises(Refused, match="not closed"):
        reopen_case(reason=ReopenReason.MISTAKE, text="", **lead)


def test_a_case_that_its_owner_left_comes_back_to_the_team(world, case, lead):
    close(lead)
    leave(by=world.manager, member=world.caseworker)
    keyring = keyring_of(world.team_lead)
    reopen_case(case=case, reason=ReopenReason.ASKED, text="", by=world.team_lead, keyring=keyring)
    assert list(unowned_for(world.colleague)) == [case]
    assert len(errands_for(world.colleague, keyring_of(world.colleague))) == 1


@pytest.mark.parametrize("who", ["stranger", "intake", "auditor", "editor"])
def test_whoever_is_not_of_the_team_reopens_nothing(world, case, lead, who):
    close(lead)
    other = getattr(world, who)
    with pytest.raises((Refused, DoesNotUnseal)):
        reopen_case(case=case, reason=ReopenReason.MISTAKE, text="", by=other, keyring=keyring_of(other))
    assert Case.objects.get().stage == CaseStage.CLOSED


def test_stage_and_day_cannot_disagree_in_the_table(case):
    for change in ({"stage": CaseStage.CLOSED}, {"closed_on": "2026-11-26"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.update(**change)


def test_every_word_of_closing_has_its_name():
    assert set(CLOSE_REASONS) == set(CloseReason)
    assert set(TOLD_NAMES) == set(Told)
    assert set(REOPEN_REASONS) == set(ReopenReason)
    assert set(STAGE_NAMES) == set(CaseStage)


def test_the_chains_verify_after_closing_and_reopening(case, lead):
    close(lead)
    reopen_case(reason=ReopenReason.MISTAKE, text="", **lead)
    close(lead)
    assert sum(verify_all().values()) == Event.objects.count()
