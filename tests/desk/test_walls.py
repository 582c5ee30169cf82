"""Who may open a case: put up at the desk by a lead or the owner; for whoever is behind it there is none."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests import arriving, people
from tests.desk.test_cases import addresses, page, post
from tests.house.faces import changed, routes, stored
from waymark.audit.models import Event
from waymark.cases.file.models import Case
from waymark.cases.file.queries import wall_mark
from waymark.cases.file.terms import CaseTag
from waymark.cases.log import actions as log
from waymark.cases.log.models import Entry
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.mailbox.sittings import enter
from waymark.staff.actions.declaring import declare_ties
from waymark.staff.actions.leaving import leave

SEALED = re.compile(r'value="[^"]{20,}"')
"""What a form carries: chance may write any word there."""

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def lead(another, world):
    return people.sign_in(another(), world.team_lead)


@pytest.fixture
def colleague(another, world):
    return people.sign_in(another(), world.colleague)


def ids(*members):
    return [str(one.id) for one in members]


def put_up(browser, case, *named, **fields):
    return post(browser, "case-wall", case.id, named=ids(*named), shown=wall_mark(case), **fields)


@pytest.fixture
def walled(world, case, lead):
    assert put_up(lead, case, world.caseworker, world.team_lead).status_code == 302
    case.refresh_from_db()
    return case


def test_a_lead_says_who_may_open_it_and_the_page_names_them_by_role_and_team(lead, world, case):
    assert "Put up a wall" in page(lead, "case-view", case.id)
    told = page(lead, "case-wall", case.id)
    assert "Colin Abara: caseworker, North team" in told
    assert "Tamar Lewis: team lead, North team" in told
    assert "Stefan" not in told
    assert told.count(" checked") == 5, "everybody of the team, until somebody chooses"
    assert "what somebody" not in told
    for said in ("takes nothing back", "other programs", "two recovery sheets", "old entries included"):
        assert said in told
    answer = put_up(lead, case, world.caseworker, world.team_lead, text="Colin lives next door.")
    assert answer.url == reverse("desk:case-view", args=[case.id])
    told = page(lead, "case-view", case.id)
    assert "Behind a wall.</strong> Carys Webb, Tamar Lewis" in told
    assert "Who may open this case: Carys Webb, Tamar Lewis" in told
    assert "Colin lives next door." in told
    assert page(lead, "case-wall", case.id).count(" checked") == 2


def test_the_colleague_behind_a_wall_gets_what_a_stranger_gets(colleague, world, received, walled):
    known, entry = Person.objects.get(), Entry.objects.first()
    taken = Arrival.objects.get()
    arriving.write_again(received, "He has gone out.")
    new = Arrival.objects.exclude(id=taken.id).get()
    seen, done = addresses(walled.id, known.id, entry.id)
    seen += [(name, (walled.id,)) for name in ("case-wall", "case-wall-open", "case-close", "case-reopen")]
    seen += [("message-view", (new.id,)), ("message-view", (taken.id,)), ("message-reply", (new.id,))]
    done += [("message-claim", (new.id,)), ("message-set-aside", (new.id,)), ("news-clear", (new.id,))]
    done += [("case-take-message", (walled.id, new.id))]
    nothing = colleague.get("/nothing-of-this-name").content
    for name, args in seen:
        answer = colleague.get(reverse(f"desk:{name}", args=args))
        assert (answer.status_code, answer.content) == (404, nothing), name
    for name, args in [*seen, *done]:
        fields = {"channel": "phone", "stage": "paused", "text": "x", "named": ids(world.colleague)}
        answer = colleague.post(reverse(f"desk:{name}", args=args), fields)
        assert (answer.status_code, answer.content) == (404, nothing), name
    assert not Event.objects.filter(tag=CaseTag.LOOKED, by=world.colleague.id).exists()


def test_every_address_of_a_case_is_to_a_manager_behind_its_wall_one_that_never_was(another, world, walled):
    """A manager may do all that can be done with a case, and is of its team: the wall alone bars them."""
    manager, known, entry = (
        people.sign_in(another(), world.manager),
        Person.objects.get(),
        Entry.objects.first(),
    )
    ids_there = {"case_id": walled.id, "person_id": known.id, "entry_id": entry.id}
    nothing, before = manager.get("/nothing-of-this-name").content, stored()
    found = [route for route in routes("desk") if "case_id" in dict(route.parts)]
    assert {"case-view", "case-hold", "case-notes", "case-wall", "case-wall-open"} <= {
        each.name for each in found
    }
    for route in found:
        address = route.address(**ids_there)
        answers = [manager.post(address)] + ([] if route.stance.posts_only else [manager.get(address)])
        for answer in answers:
            assert (answer.status_code, answer.content) == (404, nothing), route
    assert changed(before) <= {"staff_session"}


def test_no_page_of_the_desk_tells_the_colleague_of_it(colleague, another, world, received, walled):
    arriving.write_again(received, "He has gone out.")
    intake.alert_seen(opened=enter(received.words))
    restorative = people.sign_in(another(), world.restorative)
    told = [
        page(browser, name) for browser in (colleague, restorative) for name in ("today-view", "inbox-view")
    ]
    told += [page(colleague, "cases-view"), page(colleague, "team-view"), page(colleague, "account-view")]
    told += [page(colleague, "member-view", one.id) for one in (world.caseworker, world.team_lead)]
    told += [page(colleague, "plans-view")]
    sought = colleague.post(reverse("desk:cases-view"), {"q": walled.reference}, follow=True)
    told += [sought.content.decode()]
    assert f"begins with <bdi>{walled.reference}</bdi>" in told[-1]
    for whose in ("mine", "closed"):
        told.append(colleague.get(reverse("desk:cases-view"), {"whose": whose}).content.decode())
    for each in told:
        said = SEALED.sub("", each)
        assert "wall" not in said.lower(), said
        assert "may have seen this mailbox" not in each
        assert walled.reference not in re.sub(rf'begins with <bdi>{walled.reference}|value="[^"]*"', "", each)
    manager = people.sign_in(another(), world.manager)
    told = page(manager, "member-change", world.caseworker.id)
    assert "wall" not in SEALED.sub("", told).lower()
    assert manager.get(reverse("desk:case-view", args=[walled.id])).status_code == 404


def test_the_named_find_it_and_its_news_where_they_found_them_before(another, world, received, walled):
    arriving.write_again(received, "He has gone out.")
    browser = people.sign_in(another(), world.caseworker)
    assert "Robin" in page(browser, "cases-view")
    assert f"Case {walled.reference}: wrote again" in page(browser, "inbox-view")
    assert f"Case {walled.reference}: wrote again" in page(browser, "today-view")
    arrival = Arrival.objects.get(content__isnull=False)
    assert browser.get(reverse("desk:message-view", args=[arrival.id])).url.endswith(f"/cases/{walled.id}")
    assert post(browser, "case-take-message", walled.id, arrival.id).status_code == 302
    assert "He has gone out." in page(browser, "case-view", walled.id)
    chosen = page(browser, "case-hand-over", walled.id)
    assert f"member/{world.team_lead.id}" in chosen
    assert f"member/{world.colleague.id}" not in chosen
    assert "The wall does not go along" in chosen


def test_mistakes_are_said_at_the_list_and_nothing_typed_is_lost(lead, world, case):
    for named in ([], [world.team_lead]):
        told = put_up(lead, case, *named, text="Colin lives next door.").content.decode()
        assert "Name two people at least" in told
        assert "Colin lives next door." in told
    told = put_up(lead, case, world.team_lead, world.stranger).content.decode()
    assert "The team has changed" in told
    assert Case.objects.get().wall is None


def test_a_second_press_changes_nothing_and_a_late_lead_is_told(lead, another, world, case):
    shown = wall_mark(case)
    named = {"named": ids(world.caseworker, world.team_lead, world.manager), "shown": shown}
    for _ in range(2):
        assert post(lead, "case-wall", case.id, **named).status_code == 302
    assert Entry.objects.count() == 2
    manager = people.sign_in(another(), world.manager)
    fields = {"named": ids(world.manager, world.team_lead), "shown": shown, "text": "Later."}
    told = post(manager, "case-wall", case.id, **fields).content.decode()
    assert "changed who may open this case a moment ago" in told
    assert "Later." in told
    assert Entry.objects.count() == 2


def test_what_was_chosen_survives_the_idle_lock(lead, world, case):
    address = reverse("desk:case-wall", args=[case.id])
    sent = {"named": ids(world.caseworker, world.team_lead), "shown": "none", "text": "Next door, both."}
    later = timezone.now() + timedelta(minutes=settings.STAFF_IDLE_MINUTES + 1)
    with time_machine.travel(later, tick=True):
        answer = lead.post(address, sent)
        assert answer.url == reverse("desk:unlock")
        told = lead.post(answer.url, {"passphrase": people.PASSPHRASE}, follow=True).content.decode()
    assert "Next door, both." in told
    assert told.count(" checked") == 2
    assert Case.objects.get().wall is None


def test_whoever_does_not_name_themselves_is_told_and_sees_it_no_more(another, world, case):
    manager = people.sign_in(another(), world.manager)
    answer = put_up(manager, case, world.caseworker, world.team_lead)
    assert answer.url == reverse("desk:cases-view")
    assert "For you there is no such case any more." in page(manager, "cases-view")
    assert manager.get(reverse("desk:case-view", args=[case.id])).status_code == 404


def test_a_caseworker_whose_case_it_is_not_reads_who_may_open_it_and_changes_nothing(colleague, world, case):
    assert "Put up a wall" not in page(colleague, "case-view", case.id)
    assert "can change this" in page(colleague, "case-wall", case.id)
    told = put_up(colleague, case, world.colleague, world.team_lead).content.decode()
    assert "A team lead, a manager or the person whose case it is can" in told
    assert Case.objects.get().wall is None


def test_taking_it_down_needs_a_reason_which_stands_in_the_log(lead, colleague, world, walled):
    shown = wall_mark(walled)
    told = post(lead, "case-wall-open", walled.id, text="", shown=shown).content.decode()
    assert "Say in a sentence why the whole team" in told
    assert post(lead, "case-wall-open", walled.id, text="They moved.", shown=shown).status_code == 302
    told = page(colleague, "case-view", walled.id)
    assert "They moved." in told
    assert "The wall was taken down" in told
    assert lead.get(reverse("desk:case-wall-open", args=[walled.id])).status_code == 302


def test_a_case_that_one_person_alone_can_open_says_so(lead, colleague, another, world, walled):
    leave(by=world.manager, member=world.caseworker)
    assert "One person alone can open it" in page(lead, "case-view", walled.id)
    told = page(lead, "team-view")
    assert "Cases behind a wall that one person alone can open" in told
    assert reverse("desk:case-wall", args=[walled.id]) in told
    assert "wall" not in page(colleague, "team-view").lower()
    manager = people.sign_in(another(), world.manager)
    told = page(manager, "team-view")
    assert "A case behind a wall</strong> can be opened by one colleague alone" in told
    assert walled.reference not in told


def test_who_came_back_and_cannot_open_it_yet_is_named_on_the_page(lead, world, walled):
    world.caseworker.key_epoch += 1
    world.caseworker.save()
    told = page(lead, "case-wall", walled.id)
    assert "Carys Webb: named, and cannot open it at this moment" in told


def test_a_case_can_be_handed_to_somebody_who_is_named_alone(lead, world, walled):
    fields = {"to": f"member/{world.colleague.id}", "text": "All yours."}
    assert "Choose one of these." in post(lead, "case-hand-over", walled.id, **fields).content.decode()
    fields["to"] = f"member/{world.team_lead.id}"
    assert post(lead, "case-hand-over", walled.id, **fields).status_code == 302


def start(browser, arrival, to, **fields):
    return post(browser, "case-start", arrival.id, to=to, **fields)


def test_starting_offers_a_wall_where_the_sender_named_a_colleague(another, world):
    arriving.send(identity=Identity(call_me="Robin", not_read="Colin Abara"))
    arrival, browser = Arrival.objects.get(), people.sign_in(another(), world.intake)
    told = start(browser, arrival, str(world.team.id)).content.decode()
    assert "Somebody in that team must not read this." in told
    offered = re.findall(r'name="named" value="([0-9a-f-]+)"[^>]* checked', told)
    everybody_else = ids(world.caseworker, world.team_lead, world.restorative, world.manager)
    assert sorted(offered) == sorted(everybody_else)
    assert str(world.colleague.id) not in told.split('name="named"', 1)[1].split("</fieldset>")[0]
    sent = {"offered": str(world.team.id), "named": ids(world.team_lead)}
    told = start(browser, arrival, str(world.team.id), **sent).content.decode()
    assert "Name two people at least" in told
    assert (
        "Name two people at least"
        in start(browser, arrival, str(world.team.id), offered=str(world.team.id)).content.decode()
    )
    assert not Case.objects.exists()
    answer = start(browser, arrival, str(world.team.id), **sent | {"named": everybody_else})
    assert answer.status_code == 302
    case = Case.objects.get()
    assert case.behind is not None
    assert people.sign_in(another(), world.colleague).get(f"/cases/{case.id}").status_code == 404
    assert "He checks my phone." in page(people.sign_in(another(), world.team_lead), "case-view", case.id)


def test_a_choice_for_one_team_does_not_pass_for_another(another, world):
    arriving.send(identity=Identity(call_me="Robin", not_read="Colin Abara"))
    arrival, browser = Arrival.objects.get(), people.sign_in(another(), world.intake)
    sent = {"offered": str(world.other_team.id), "named": ids(world.team_lead, world.manager)}
    told = start(browser, arrival, str(world.team.id), **sent).content.decode()
    assert "Somebody in that team must not read this." in told
    assert start(browser, arrival, str(world.other_team.id), **sent).status_code == 302
    assert Case.objects.get().wall is None, "nobody in the other team must not read it"


def test_starting_offers_a_wall_where_a_tie_was_met(another, world):
    arriving.send(identity=Identity(call_me="Sam Bell"))
    arrival = Arrival.objects.get()
    declare_ties(by=world.manager, secret=people.secret_of(world.manager), text="Sam Bell")
    manager = people.sign_in(another(), world.manager)
    assert manager.get(reverse("desk:message-view", args=[arrival.id])).status_code == 404
    browser = people.sign_in(another(), world.intake)
    told = start(browser, arrival, str(world.team.id)).content.decode()
    offered = re.findall(r'name="named" value="([0-9a-f-]+)"[^>]* checked', told)
    assert sorted(offered) == sorted(
        ids(world.caseworker, world.colleague, world.team_lead, world.restorative)
    )
    sent = {"offered": str(world.team.id), "named": offered}
    assert start(browser, arrival, str(world.team.id), **sent).status_code == 302
    assert Case.objects.get().behind is not None


def test_the_page_unticks_whoever_met_a_tie_in_the_case(lead, another, world):
    arriving.send(identity=Identity(call_me="Sam Bell"))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    declare_ties(by=world.colleague, secret=people.secret_of(world.colleague), text="Sam Bell")
    assert people.sign_in(another(), world.colleague).get(f"/cases/{case.id}").status_code == 404
    told = page(lead, "case-wall", case.id)
    assert "Somebody in this team must not read this." in told
    assert told.count(" checked") == 4
    assert f'value="{world.colleague.id}"' in told


def test_writing_while_the_wall_goes_up_keeps_what_was_typed(another, world, case, lead, monkeypatch):
    browser, wrote = people.sign_in(another(), world.colleague), log.write_note

    def wall_first(**given):
        assert put_up(lead, case, world.caseworker, world.team_lead).status_code == 302
        return wrote(**given)

    monkeypatch.setattr(log, "write_note", wall_first)
    told = post(browser, "case-note", case.id, text="Rang the school.").content.decode()
    assert "This case is not there for you any more." in told
    assert "Rang the school." in told
    assert browser.get(reverse("desk:case-view", args=[case.id])).status_code == 404
