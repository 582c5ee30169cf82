"""Closing, reopening and keeping at the desk: what is open is said, what was typed stays."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests import arriving, people
from waymark.cases.closing.actions import close_case
from waymark.cases.closing.terms import CloseReason, Point, Told
from waymark.cases.file.models import Case
from waymark.cases.keeping import actions as keeping
from waymark.cases.keeping.models import Hold
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.clocks.days import years_after
from waymark.intake import actions as intake
from waymark.intake.models import Arrival
from waymark.intake.queries import waiting_for

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ADDRESSES = ["case-close", "case-reopen", "case-hold"]
ALL_OF_IT = [point.value for point in (Point.ERRANDS, Point.UNANSWERED)]


@pytest.fixture
def desk(another, world, case):
    """The team lead's browser."""
    return people.sign_in(another(), world.team_lead)


@pytest.fixture
def worker(another, world, case):
    """The caseworker's browser."""
    return people.sign_in(another(), world.caseworker)


@pytest.fixture
def closed(world, case):
    close_case(
        case=case,
        reason=CloseReason.MET,
        told=Told.TOLD,
        text="The locks are done.",
        confirmed=list(Point),
        by=world.team_lead,
        keyring=people.keyring_of(world.team_lead),
    )
    case.refresh_from_db()
    return case


def post(browser, name, *args, **fields):
    return browser.post(reverse(f"desk:{name}", args=args), fields)


def page(browser, name, *args, **asked):
    answer = browser.get(reverse(f"desk:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["another lead", "stranger", "intake", "editor", "auditor", "administrator"])
def test_whoever_is_not_of_the_team_gets_the_page_for_what_does_not_exist(another, world, closed, who):
    if who == "another lead":
        member = people.make_member("elsa", "Elsa Nwosu", ["team-lead"], [world.other_team])
    else:
        member = getattr(world, who)
    browser = people.sign_in(another(), member)
    for name in ADDRESSES:
        answers = [browser.get(reverse(f"desk:{name}", args=[one])) for one in (closed.id, world.team.id)]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    assert post(browser, "case-release", closed.id).status_code == 404
    assert closed.reference not in browser.get(reverse("desk:keeping-view")).content.decode()
    assert Case.objects.get().closed_on is not None


def test_a_caseworker_is_told_who_closes_and_has_no_address_for_it(worker, case):
    told = page(worker, "case-view", case.id)
    assert "A team lead or a manager closes a case" in told
    assert reverse("desk:case-close", args=[case.id]) not in told
    assert worker.get(reverse("desk:case-close", args=[case.id])).status_code == 404
    assert worker.get(reverse("desk:keeping-view")).status_code == 404


def test_closing_says_what_is_open_and_keeps_what_was_typed(desk, case):
    told = page(desk, "case-close", case.id)
    assert "One errand is not done. It will leave every list." in told
    assert "What they wrote last has no answer from us in the log." in told
    fields = {"reason": "met", "told": "agreed", "text": "The locks are done."}
    answer = post(desk, "case-close", case.id, **fields, confirmed=["errands"]).content.decode()
    assert "Tick what you know of" in answer
    assert "The locks are done." in answer
    assert re.search(r'value="met"[^>]* checked', answer)
    answer = post(desk, "case-close", case.id, text="Only this", confirmed=ALL_OF_IT).content.decode()
    assert "Choose why it ends." in answer
    assert "Choose what they know of it." in answer
    assert Case.objects.get().closed_on is None
    assert post(desk, "case-close", case.id, **fields, confirmed=ALL_OF_IT).status_code == 302
    assert Case.objects.get().closed_on == timezone.localdate()


def test_what_opened_meanwhile_is_shown_before_anything_is_closed(desk, case, received):
    fields = {"reason": "met", "told": "agreed", "confirmed": ALL_OF_IT}
    arriving.write_again(received)
    answer = post(desk, "case-close", case.id, **fields).content.decode()
    assert "Read it into the log first" in answer
    assert Case.objects.get().closed_on is None


def test_a_closed_case_leaves_the_lists_and_is_found(desk, worker, closed):
    for browser in (desk, worker):
        for name in ("cases-view", "today-view"):
            assert closed.reference not in page(browser, name)
        assert closed.reference not in page(browser, "cases-view", whose="mine")
        assert closed.reference in page(browser, "cases-view", whose="closed")
        found = browser.post(reverse("desk:cases-view"), {"q": closed.reference[:4]}, follow=True)
        assert closed.reference in found.content.decode().split('class="lines"')[1]


def test_the_page_of_a_closed_case_says_so_and_has_no_way_to_write(worker, world, closed):
    told = page(worker, "case-view", closed.id)
    for shown in (
        "Closed. They have what they came for. We told them, and how to come back",
        "The locks are done.",
        "This case is closed",
        "Reopen this case",
        "It will be destroyed on",
        "Not while they keep their mailbox here.",
    ):
        assert shown in told
    for gone in ("Safe contact", "Add note", "I am about to ring", "Send to their mailbox", "Hand over"):
        assert gone not in told


def test_what_was_typed_in_a_case_that_was_closed_meanwhile_is_still_there(worker, closed):
    person = Person.objects.get()
    for name, args in (("case-note", [closed.id]), ("case-reply", [closed.id, person.id])):
        answer = post(worker, name, *args, text="Half a thought").content.decode()
        assert "This case is closed. Reopen it first." in answer
        assert "Half a thought" in answer
    answer = post(worker, "case-call", closed.id, outcome="reached", text="All well.").content.decode()
    assert "This case is closed. Reopen it first." in answer
    assert "All well." in answer


def test_what_they_write_to_a_closed_case_is_seen_and_opens_it_again(desk, worker, world, closed, received):
    arriving.write_again(received, "He is back.")
    (arrival,) = waiting_for(world.caseworker)
    assert f"Case {closed.reference}, which is closed: wrote again" in page(desk, "inbox-view")
    assert f"Case {closed.reference}, which is closed: wrote again" in page(worker, "today-view")
    told = page(worker, "case-view", closed.id)
    assert "Reopen the case and read it" in told
    assert "He is back." not in told
    assert post(worker, "case-take-message", closed.id, arrival.id).status_code == 302
    told = page(worker, "case-view", closed.id)
    assert "Reopened. They wrote to us" in told
    assert "He is back." in told
    assert "Add note" in told
    assert closed.reference in page(worker, "today-view")


def test_reopening_asks_why(worker, closed):
    answer = post(worker, "case-reopen", closed.id, text="She rang").content.decode()
    assert "Choose why it begins again." in answer
    assert "She rang" in answer
    assert post(worker, "case-reopen", closed.id, reason="asked", text="She rang").status_code == 302
    assert "Reopened. They asked for help again in another way" in page(worker, "case-view", closed.id)
    again = post(worker, "case-reopen", closed.id, reason="asked").content.decode()
    assert "This case is not closed." in again


def test_closing_a_closed_case_leads_to_it(desk, closed):
    assert desk.get(reverse("desk:case-close", args=[closed.id])).url == reverse(
        "desk:case-view", args=[closed.id]
    )


def test_a_hold_is_placed_changed_and_released(desk, worker, closed):
    day = timezone.localdate() + timedelta(days=100)
    answer = post(desk, "case-hold", closed.id, text="", review_on="soon").content.decode()
    assert "Say in a sentence" in answer
    assert "Write a day such as" in answer
    answer = post(desk, "case-hold", closed.id, text="A court.", review_on="2020-01-01").content.decode()
    assert "a day that is still to come" in answer
    assert not Hold.objects.exists()
    assert post(desk, "case-hold", closed.id, text="A court.", review_on=day.isoformat()).status_code == 302
    for browser in (desk, worker):
        told = page(browser, "case-view", closed.id)
        assert "Held: it is not destroyed." in told
        assert "A court." in told
        assert ("Release the hold" in told) is (browser is desk)
    assert closed.reference in page(desk, "keeping-view")
    assert "A court." not in page(desk, "keeping-view")
    assert worker.post(reverse("desk:case-release", args=[closed.id])).status_code == 404
    assert post(desk, "case-release", closed.id).status_code == 302
    assert not Hold.objects.exists()
    assert (
        "There is no hold"
        in desk.post(reverse("desk:case-release", args=[closed.id]), follow=True).content.decode()
    )


def test_what_will_be_destroyed_is_listed_for_whoever_leads_with_its_day(
    another, world, closed, time_machine
):
    due = years_after(closed.closed_on, settings.SERVICE.years_kept)
    at = datetime.combine(due - timedelta(days=30), time(12), timezone.get_current_timezone())
    time_machine.move_to(at, tick=False)
    intake.expire()
    keeping.list_what_is_due(years=settings.SERVICE.years_kept)
    said = f"{due.day} {due:%B} {due.year}"
    lead = people.sign_in(another(), world.team_lead)
    told = page(lead, "keeping-view")
    assert said in told
    assert "Robin" in told
    assert "1 closed case</a> will be destroyed within a month" in page(lead, "today-view")
    assert f"It will be destroyed on {said}." in page(lead, "case-view", closed.id)
    boss = people.sign_in(another(), people.make_member("boss", "Bo Ssewa", ["manager"], []))
    told = page(boss, "keeping-view")
    assert closed.reference in told
    assert "Robin" not in told
    assert reverse("desk:case-view", args=[closed.id]) not in told
    assert boss.get(reverse("desk:case-view", args=[closed.id])).status_code == 404
    caseworker = people.sign_in(another(), world.caseworker)
    assert "will be destroyed within a month" not in page(caseworker, "today-view")


def test_what_nobody_touched_for_a_year_is_named(another, world, case, time_machine):
    later = datetime.combine(years_after(case.touched_on, 1), time(12), timezone.get_current_timezone())
    time_machine.move_to(later, tick=False)
    told = page(people.sign_in(another(), world.team_lead), "keeping-view")
    assert case.reference in told.partition("Untouched for a year")[2]


def test_a_colleague_whom_the_person_named_reads_no_name_on_the_list(another, world):
    arriving.send(identity=arriving.Identity(call_me="Robin", not_read="Nadia Kemp"))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    hands = {"case": case, "by": world.team_lead, "keyring": people.keyring_of(world.team_lead)}
    keeping.place_hold(reason="A court.", review_on=timezone.localdate() + timedelta(days=9), **hands)
    late = people.make_member("nadia", "Nadia Kemp", ["team-lead"], [world.team])
    told = page(people.sign_in(another(), late), "keeping-view")
    assert "Robin" not in told
    assert "Robin" in page(people.sign_in(another(), world.team_lead), "keeping-view")


def test_an_alert_about_a_closed_case_is_shown(desk, worker, closed, received):
    intake.alert_seen(opened=arriving.enter(received.words))
    for browser, name in ((desk, "inbox-view"), (worker, "today-view")):
        told = page(browser, name)
        assert "Someone else may have seen this mailbox." in told
        assert closed.reference in told
    assert Arrival.objects.filter(lane__gt=0).count() == 1
