"""The team's pages: who may invite, change, end and let back in; what they are to everybody else."""

import re

import pytest

from tests import arriving, people
from waymark.cases.starting.actions import start_case
from waymark.records.models import Grant
from waymark.staff.actions.leaving import leave
from waymark.staff.models import EnrolmentLink, Member, Notice, ReadmissionApproval, Session
from waymark.staff.queries import holder_of_team, newest_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def manager(browser, world):
    return people.sign_in(browser, world.manager)


def new_member(world, **changes):
    return {
        "name": "nadia",
        "shown_name": "Nadia Kemp",
        "roles": ["caseworker"],
        "teams": [str(world.team.id)],
    } | changes


def test_a_manager_sees_everybody(manager, world):
    page = manager.get("/team").content.decode()
    for one in Member.objects.all():
        assert one.shown_name in page


def test_inviting_shows_a_link_once_with_the_desks_own_host(manager, world, settings):
    page = manager.post("/team/invite", new_member(world)).content.decode()
    link = re.search(r'class="letters">([^<]+)<', page)[1]
    assert link.startswith(settings.DESK_ORIGIN + "/enrol/with/")
    assert EnrolmentLink.objects.get().member.name == "nadia"


def test_a_taken_name_is_said_beside_its_box(manager, world):
    page = manager.post("/team/invite", new_member(world, name="Carys")).content.decode()
    assert "That sign-in name is taken." in page
    assert "Nadia Kemp" in page


def test_an_administrator_makes_no_manager(browser, world):
    people.sign_in(browser, world.administrator)
    page = browser.post("/team/invite", new_member(world, roles=["manager"])).content.decode()
    assert "Only a manager" in page
    assert not Member.objects.filter(name="nadia").exists()


@pytest.mark.parametrize("who", ["intake", "caseworker", "team_lead", "editor", "auditor"])
def test_only_accounts_people_invite_or_change(browser, world, who):
    people.sign_in(browser, getattr(world, who))
    for address in ("/team/invite", f"/team/members/{world.colleague.id}/change"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, new_member(world)).status_code == 404


def test_an_unknown_colleague_answers_like_a_page_that_is_not_there(manager):
    unknown = manager.get("/team/members/5d9f4dfb-6c1e-4a70-9c22-6d0f9b3f9a11")
    nowhere = manager.get("/nowhere")
    assert unknown.status_code == 404
    assert unknown.content == nowhere.content


def test_changing_a_team_turns_the_keys_of_the_one_that_was_left(manager, world):
    before = newest_key(world.team).epoch
    manager.post(
        f"/team/members/{world.colleague.id}/change",
        {"shown_name": "Colin Abara", "roles": ["caseworker"], "teams": [str(world.other_team.id)]},
    )
    assert newest_key(world.team).epoch == before + 1
    holder, _ = holder_of_team(world.team)
    assert holder not in people.keyring_of(world.colleague).holders
    assert holder in people.keyring_of(world.caseworker).holders


def test_the_only_manager_stays_one_until_there_is_another(manager, world):
    """Nobody else can give the role: the service would have no manager for good."""
    address = f"/team/members/{world.manager.id}/change"
    change = new_member(world, shown_name="Mona Farrell", roles=["team-lead"])
    assert "This is the only manager" in manager.post(address, change).content.decode()
    assert Member.objects.get(pk=world.manager.pk).is_manager
    people.make_member("nadia", "Nadia Kemp", ["manager"], [world.team])
    assert manager.post(address, change).status_code == 302
    assert not Member.objects.get(pk=world.manager.pk).is_manager


def test_leaving_is_said_before_it_is_done(manager, another, world):
    theirs = people.sign_in(another(), world.colleague)
    address = f"/team/members/{world.colleague.id}/leave"
    assert "cannot be undone" in manager.get(address).content.decode()
    assert theirs.get("/keys").status_code == 200
    assert manager.post(address)["Location"] == "/team"
    assert theirs.get("/keys")["Location"] == "/sign-in"
    assert not Session.objects.filter(member=world.colleague).exists()
    assert "Colin Abara" not in manager.get("/team").content.decode()


def test_nobody_ends_their_own_account(manager, world):
    address = f"/team/members/{world.manager.id}/leave"
    assert manager.get(address).status_code == 404
    assert manager.post(address).status_code == 404
    world.manager.refresh_from_db()
    assert world.manager.is_active


def test_two_colleagues_let_somebody_back_in(manager, another, world):
    address = f"/team/members/{world.caseworker.id}/readmit"
    assert manager.post(address).status_code == 302
    assert "approved this already" in manager.post(address).content.decode()
    lead = people.sign_in(another(), world.team_lead)
    page = lead.post(address).content.decode()
    assert "/enrol/with/" in page
    assert not ReadmissionApproval.objects.exists()
    assert Notice.objects.filter(reader=world.manager, about=world.caseworker.id).count() == 1


def test_a_notice_stays_until_it_is_read(manager, another, world):
    for who in (world.manager, world.team_lead):
        people.sign_in(another(), who).post(f"/team/members/{world.caseworker.id}/readmit")
    manager = people.sign_in(another(), world.manager)
    assert "something that you have to know" in manager.get("/account").content.decode()
    assert "may come back" in manager.get("/team").content.decode()
    notice = Notice.objects.get()
    stranger = people.sign_in(another(), world.stranger)
    assert stranger.post(f"/team/notices/{notice.id}/read").status_code == 404
    assert manager.post(f"/team/notices/{notice.id}/read")["Location"] == "/team"
    assert "may come back" not in manager.get("/team").content.decode()
    assert "something that you have to know" not in manager.get("/account").content.decode()


def test_nobody_approves_themselves(browser, world):
    people.sign_in(browser, world.caseworker)
    page = browser.post(f"/team/members/{world.caseworker.id}/readmit")
    assert page.status_code == 409
    assert "nobody approves themselves" in page.content.decode()


def test_a_new_link_only_for_somebody_who_has_not_enrolled(manager, world):
    page = manager.post(f"/team/members/{world.caseworker.id}/link")
    assert page.status_code == 409
    assert "not waiting for a link" in page.content.decode()


def test_teams_that_depend_on_one_person_are_named(manager, another, world):
    listed = "Teams that depend on one person"
    page = manager.get("/team").content.decode()
    assert f"{listed}</h2>" not in page
    leave(by=world.manager, member=world.intake)
    leave(by=world.manager, member=world.stranger)
    page = manager.get("/team").content.decode()
    assert f"{listed}</h2>" in page
    assert "Intake: Mona Farrell alone" in page
    assert "South team: Mona Farrell alone" in page
    assert "North team:" not in page
    assert listed not in people.sign_in(another(), world.caseworker).get("/team").content.decode()


def test_cases_that_one_person_alone_can_read_are_named_and_that_person_can_mend_it(manager, another, world):
    """Carys holds the team's first pair alone: the others were admitted after it turned."""
    arriving.send()
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    listed = "Cases that depend on one person"
    assert listed not in manager.get("/team").content.decode()
    gone = [world.colleague, world.team_lead, world.restorative, world.manager]
    leave(by=world.manager, member=world.colleague)
    first = Grant.objects.filter(of_id=world.team.id, epoch=1, holder_kind="person")
    first.filter(holder_id__in=[one.id for one in gone]).delete()
    page = manager.get("/team").content.decode()
    assert listed in page
    assert f'Carys Webb alone: <a href="/cases/{case.id}">{case.reference}</a>' in page
    assert "Give them to the whole team" not in page
    caseworker = people.sign_in(another(), world.caseworker)
    assert "Give them to the whole team" in caseworker.get("/team").content.decode()
    stranger = people.sign_in(another(), world.stranger)
    assert case.reference not in stranger.get("/team").content.decode()
    stranger.post("/team/cases/share")
    assert listed in manager.get("/team").content.decode()
    assert caseworker.post("/team/cases/share")["Location"] == "/team"
    assert "1 case can be read by everybody who may open it now." in caseworker.get("/team").content.decode()
    assert listed not in manager.get("/team").content.decode()
    assert manager.get(f"/cases/{case.id}").status_code == 200


def test_cases_that_only_the_recovery_sheets_open_are_named(manager, world):
    arriving.send()
    start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    leave(by=world.manager, member=world.colleague)
    Grant.objects.filter(of_id=world.team.id, epoch=1, holder_kind="person").delete()
    assert "Nobody who is here, so only the recovery sheets" in manager.get("/team").content.decode()
