"""Whom a member says that they know: what they write is drawn for colleagues, and never for that member."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import arriving, people
from waymark.audit.models import Event
from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseTag
from waymark.cases.log import actions as log
from waymark.cases.starting.actions import start_case
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.intake.terms import IntakeTag
from waymark.sealing.envelopes import Sealed
from waymark.staff.actions.declaring import declare_ties
from waymark.staff.models import Declared
from waymark.staff.terms import StaffTag

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SAM = Identity(call_me="Sam Bell", phone="01632 960001")


def declare(member, text="Sam Bell; 12 Rose Lane"):
    return declare_ties(by=member, secret=people.secret_of(member), text=text)


def post(browser, name, *args, **fields):
    return browser.post(reverse(f"desk:{name}", args=args), fields)


def page(browser, name, *args):
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def intake_desk(another, world):
    return people.sign_in(another(), world.intake)


def test_a_list_is_kept_and_comes_back_to_its_owner_alone(intake_desk, another, world):
    assert reverse("desk:ties-view") in page(intake_desk, "account-view")
    assert post(intake_desk, "ties-view", people="Sam Bell; 01632 960001").status_code == 302
    told = page(intake_desk, "ties-view")
    assert "Saved. From now on" in told
    assert "Sam Bell; 01632 960001" in told
    assert "Last saved on" in told
    assert "Sam Bell" not in page(people.sign_in(another(), world.manager), "ties-view").split("<textarea")[1]
    assert b"Bell" not in Declared.objects.get().sealed.raw
    assert post(intake_desk, "ties-view", people="").status_code == 302
    assert "01632 960001</textarea>" not in page(intake_desk, "ties-view")


def test_a_line_that_is_compared_with_nothing_is_said_at_the_field_and_nothing_typed_is_lost(intake_desk):
    typed = "Ann Lee\nSam Bell; somewhere in Leicester"
    answer = post(intake_desk, "ties-view", people=typed)
    told = answer.content.decode()
    assert "Line 2: “somewhere in Leicester” cannot be compared" in told
    assert typed in told
    assert not Declared.objects.exists()


def test_whoever_knows_the_sender_sees_what_a_stranger_sees_and_it_goes_to_colleagues(
    intake_desk, another, world
):
    declare(world.intake)
    arriving.send("He checks my phone.", identity=SAM)
    arrival = Arrival.objects.get()
    unknown = intake_desk.get(reverse("desk:message-view", args=[world.team.id]))
    for name in ("message-view", "message-reply", "case-start"):
        answer = intake_desk.get(reverse(f"desk:{name}", args=[arrival.id]))
        assert (answer.status_code, answer.content) == (404, unknown.content)
    for name in ("message-claim", "message-set-aside", "message-way", "message-words"):
        answer = post(intake_desk, name, arrival.id, channel="phone", back="inbox")
        assert (answer.status_code, answer.content) == (404, unknown.content)
    arrival.refresh_from_db()
    assert (arrival.claimed_by, arrival.stage, arrival.needs_other) == (None, "waiting", True)
    event = Event.objects.filter(tag=StaffTag.TIED).first()
    assert (event.by, event.about, event.note) == (world.intake.id, arrival.id, "{}")
    assert not Event.objects.filter(tag=IntakeTag.LOOKED).exists()
    manager = people.sign_in(another(), world.manager)
    assert "needs a different colleague" in page(manager, "inbox-view")
    assert "He checks my phone." in page(manager, "message-view", arrival.id)
    assert post(manager, "message-claim", arrival.id).status_code == 302
    arrival.refresh_from_db()
    assert (arrival.claimed_by, arrival.needs_other) == (world.manager, False)


def test_a_later_message_of_somebody_known_is_not_read_either(intake_desk, world):
    received = arriving.send("The first.", identity=SAM)
    arriving.write_again(received)
    declare(world.intake)
    for arrival in Arrival.objects.all():
        assert intake_desk.get(reverse("desk:message-view", args=[arrival.id])).status_code == 404


def test_what_fits_nobody_on_the_list_is_read_as_before(intake_desk, world):
    declare(world.intake, "Sam Hill; 01632 960002")
    arriving.send("He checks my phone.", identity=SAM)
    assert "He checks my phone." in page(intake_desk, "message-view", Arrival.objects.get().id)
    assert not Event.objects.filter(tag=StaffTag.TIED).exists()


def test_a_list_that_does_not_unseal_keeps_nobody_from_their_work_and_says_so(intake_desk, world):
    row = declare(world.intake)
    Declared.objects.update(sealed=Sealed(row.sealed.raw[:-1]))
    arriving.send("He checks my phone.", identity=SAM)
    arrival = Arrival.objects.get()
    assert "He checks my phone." in page(intake_desk, "message-view", arrival.id)
    assert Event.objects.get(tag=StaffTag.TIES_LOST).about == arrival.id
    assert "Your list cannot be read" in page(intake_desk, "ties-view")
    post(intake_desk, "ties-view", people="Sam Bell")
    assert intake_desk.get(reverse("desk:message-view", args=[arrival.id])).status_code == 404


@pytest.fixture
def case(world):
    arriving.send("He checks my phone.", identity=SAM)
    return start_case(
        thread=arriving.look(world.intake), team=world.team, owner=world.caseworker, by=world.intake
    )


def test_whoever_knows_somebody_in_a_case_sees_its_reference_and_nothing_more(another, world, case):
    declare(world.caseworker)
    browser = people.sign_in(another(), world.caseworker)
    unknown = browser.get(reverse("desk:case-view", args=[world.team.id]))
    for name in ("case-view", "case-note", "case-hand-over"):
        answer = browser.get(reverse(f"desk:{name}", args=[case.id]))
        assert (answer.status_code, answer.content) == (404, unknown.content)
    event = Event.objects.filter(tag=StaffTag.TIED).first()
    assert (event.by, event.about) == (world.caseworker.id, case.id)
    for told in (page(browser, "cases-view"), page(browser, "today-view")):
        assert case.reference in told
        assert "Sam Bell" not in told
        assert "A new case for you." not in told
    colleague = people.sign_in(another(), world.colleague)
    assert "Sam Bell" in page(colleague, "cases-view")
    assert "He checks my phone." in page(colleague, "case-view", case.id)


def test_a_case_that_was_handed_to_somebody_who_knows_its_person_goes_back_visibly(another, world, case):
    declare(world.colleague)
    hands = {"case": case, "by": world.caseworker, "keyring": people.keyring_of(world.caseworker)}
    log.hand_over(to=world.colleague, text="Yours from today.", **hands)
    tied = people.sign_in(another(), world.colleague)
    for _ in range(2):
        assert tied.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    event = Event.objects.get(tag=CaseTag.PUT_BACK)
    assert (event.by, event.about, event.note) == (world.colleague.id, case.id, "{}")
    lead = people.sign_in(another(), world.team_lead)
    for name in ("today-view", "cases-view"):
        assert "needs a different colleague" in page(lead, name)
    told = page(lead, "case-view", case.id)
    assert "This needs a different colleague." in told
    fields = {"to": f"member/{world.caseworker.id}", "text": "Please take it back."}
    assert post(lead, "case-hand-over", case.id, **fields).status_code == 302
    assert "needs a different colleague" not in page(lead, "cases-view")


def test_whoever_was_not_given_a_case_puts_nothing_back(another, world, case):
    declare(world.colleague)
    tied = people.sign_in(another(), world.colleague)
    assert tied.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    case.refresh_from_db()
    assert (case.owner, case.needs_other) == (world.caseworker, False)
    assert not Event.objects.filter(tag=CaseTag.PUT_BACK).exists()


def test_the_inbox_reads_nobodys_list_and_a_look_reads_it_once(intake_desk, world):
    declare(world.intake)
    arriving.send(identity=Identity(call_me="Robin"))

    def asked(name, *args):
        with CaptureQueriesContext(connections["default"]) as captured:
            page(intake_desk, name, *args)
        return sum('FROM "staff_declared"' in query["sql"] for query in captured)

    assert asked("inbox-view") == 0
    assert asked("message-view", Arrival.objects.get().id) == 1
    assert not Case.objects.exists()
