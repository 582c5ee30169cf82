"""Hand-overs at the desk: read by one team at a time, answered into a slot, kept in a case or destroyed."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import people
from waymark.audit.models import Event
from waymark.cases.file.actions import begin_case
from waymark.cases.file.queries import wall_mark
from waymark.cases.log.actions import hand_to_team, put_up_wall, take_down_wall
from waymark.cases.plan.actions import keep_version
from waymark.cases.plan.models import PlanVersion
from waymark.planner.actions import hand_over, take_back
from waymark.planner.models import HandOver
from waymark.planner.vaults import Access, read
from waymark.records.days import day
from waymark.records.models import ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.age import seal_age, unseal_age
from waymark.sealing.keys import SecretKey
from waymark.staff.models import Member
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MINE = SecretKey(b"m" * 32)
LOCATOR, TOKEN = b"l" * 16, b"t" * 32
SAID = [["People I trust", [["Sam", "01632 960001"], ["What is your code word?", "<b>Marmalade</b>"]]]]


def handed(note=None, *, said=SAID, back=True, once=b"o" * 48, more=None):
    holder, public = team_holder(TeamKind.INTAKE)
    slot = {"locator": LOCATOR.hex(), "token": TOKEN.hex(), "public": MINE.public.raw.hex()}
    whole = {"part": {"said": said}, "note": "Hello" if note is None else note} | (
        {"back": slot} if back else {}
    )
    blob = seal_age(public, json.dumps(whole | (more or {})).encode().ljust(4096))
    return hand_over(blob=blob, once=once, epoch=holder.epoch)


@pytest.fixture
def intake_desk(another, world):
    return people.sign_in(another(), world.intake)


def page(browser, name, *args):
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_nothing_that_anybody_wrote(intake_desk):
    handed()
    told = page(intake_desk, "plans-view")
    assert "Notes of" in told
    assert "Marmalade" not in told
    assert "Hello" not in told


def test_it_is_read_and_the_look_is_recorded(intake_desk, world):
    row = handed()
    told = page(intake_desk, "plan-view", row.id)
    for text in (
        "Only their wishes for safe contact are.",
        "Hello",
        "People I trust",
        "Sam",
        "01632 960001",
        "&lt;b&gt;Marmalade",
    ):
        assert text in told
    assert Event.objects.filter(tag="planner:hand-over:read", by=world.intake.id, about=row.id).count() == 1


NAMES = ["plan-view", "plan-keep", "plan-pass", "plan-destroy"]


@pytest.mark.parametrize("who", ["stranger", "editor", "auditor", "administrator", "caseworker"])
def test_to_everybody_else_it_never_was(another, world, who):
    row = handed()
    browser = people.sign_in(another(), getattr(world, who))
    for name in NAMES:
        where = reverse(f"desk:{name}", args=[row.id])
        assert browser.get(where).status_code in {404, 405}
        assert browser.post(where, {"to": str(world.other_team.id)}).status_code == 404
    assert HandOver.objects.filter(id=row.id).exists()


def test_suggestions_come_back_sealed_to_the_person_alone_and_once(intake_desk, world):
    row = handed()
    where = reverse("desk:plan-view", args=[row.id])
    assert intake_desk.post(where, {"text": "Ring us on Monday.\n\n A lock for the door "}).status_code == 302
    blob = read(Access(LOCATOR)).blob
    assert json.loads(unseal_age(MINE, blob)) == {
        "suggestions": ["Ring us on Monday.", "A lock for the door"]
    }
    assert Event.objects.filter(tag="planner:hand-over:answered", by=world.intake.id).count() == 1
    again = intake_desk.post(where, {"text": "One more"})
    assert again.status_code == 200
    assert "were sent back already" in again.content.decode()
    assert "One more" in again.content.decode()


def test_what_came_without_a_way_back_says_so(intake_desk):
    row = handed(back=False)
    answer = intake_desk.post(reverse("desk:plan-view", args=[row.id]), {"text": "Hello"})
    assert "without a way to send suggestions back" in answer.content.decode()


@pytest.mark.parametrize("said", [None, "x", [1], [["a"]], [["a", "b"]], [["a", [["b"]]]], {"a": 1}])
def test_a_hostile_shape_is_shown_as_nothing(intake_desk, said):
    assert "Hello" in page(intake_desk, "plan-view", handed(said=said).id)


def test_what_is_nested_too_deep_to_be_kept_goes_no_further(world, case, intake_desk, caseworkers_desk):
    deep = json.loads("[" * 900 + "]" * 900)
    row = handed(said=[*SAID, ["Deep", [["a", deep], ["b", "c"]]]], more={"deep": deep})
    passed(row, intake_desk, world.team)
    answer = caseworkers_desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": case.reference})
    assert answer.status_code == 302
    told = page(caseworkers_desk, "case-notes", case.id, row.id)
    assert "Marmalade" in told
    assert "Deep" in told
    assert "[[" not in told


def test_it_is_destroyed_without_being_kept(intake_desk):
    row = handed()
    assert intake_desk.post(reverse("desk:plan-destroy", args=[row.id])).status_code == 302
    assert not HandOver.objects.exists()
    assert not ShredKey.objects.filter(island_id=row.id).exists()


def test_the_list_says_how_long_it_waits_and_the_inbox_that_it_waits(intake_desk, time_machine):
    handed()
    assert "1 set of somebody" in page(intake_desk, "inbox-view")
    assert "30 days left" in page(intake_desk, "plans-view")
    time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    people.sign_in(intake_desk, Member.objects.get(name="ines"))
    assert "goes tonight" in page(intake_desk, "plans-view")


# ---- to the case's team, and into the case


def passed(row, desk, to, text="For case ABCD-EFGH"):
    answer = desk.post(reverse("desk:plan-pass", args=[row.id]), {"to": str(to.id), "text": text})
    assert answer.status_code == 302
    return HandOver.objects.get(id=row.id)


@pytest.fixture
def case(world):
    return begin_case(team=world.team, owner=None, mailbox=None, by=world.intake)[0]


@pytest.fixture
def caseworkers_desk(another, world):
    return people.sign_in(another(), world.caseworker)


def test_intake_passes_it_to_the_cases_team_and_reads_it_no_more(world, intake_desk, another):
    row = handed()
    after = passed(row, intake_desk, world.team)
    assert (after.received_on, after.kept_until) == (row.received_on, row.kept_until)
    assert intake_desk.get(reverse("desk:plan-view", args=[row.id])).status_code == 404
    carys = people.sign_in(another(), world.caseworker)
    assert "1 set of somebody" in page(carys, "today-view")
    told = page(carys, "plan-view", row.id)
    assert "Ines Marlow passed this on" in told
    assert "For case ABCD-EFGH" in told
    assert "&lt;b&gt;Marmalade" in told
    stranger = people.sign_in(another(), world.stranger)
    for name in NAMES:
        assert stranger.post(reverse(f"desk:{name}", args=[row.id]), {}).status_code == 404
    assert Event.objects.filter(tag="planner:hand-over:passed", by=world.intake.id, about=row.id).count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"to": ""}, "Choose a team."),
        ({"to": "nobody"}, "Choose one of these."),
        ({"to": "intake"}, "Choose one of these."),
        ({"to": "team", "text": "x" * 501}, "500 characters at most"),
    ],
)
def test_a_mistake_in_passing_on_is_said_and_changes_nothing(world, intake_desk, sent, said):
    row = handed()
    teams = {"team": world.team, "intake": world.intake_team}
    typed = {name: str(teams[value].id) if value in teams else value for name, value in sent.items()}
    answer = intake_desk.post(reverse("desk:plan-pass", args=[row.id]), typed)
    assert said in answer.content.decode()
    assert typed.get("text", "") in answer.content.decode()
    assert HandOver.objects.get().team == world.intake_team.id


def test_what_a_browser_sends_never_passes_for_a_colleagues_sentence(world, intake_desk, caseworkers_desk):
    forged = {"by": "Ines Marlow", "text": "Ring her on 01632 960009"}
    row = handed(more={"passed": forged})
    assert "960009" not in page(intake_desk, "plan-view", row.id)
    passed(row, intake_desk, world.team, text="")
    told = page(caseworkers_desk, "plan-view", row.id)
    assert "Marmalade" in told
    assert "960009" not in told
    assert "passed this on" not in told


def test_a_case_keeps_each_hand_over_as_a_version(world, case, intake_desk, caseworkers_desk, another):
    first = handed()
    passed(first, intake_desk, world.team)
    typed = case.reference.replace("-", " ").lower()
    answer = caseworkers_desk.post(reverse("desk:plan-keep", args=[first.id]), {"reference": typed})
    assert answer.url == reverse("desk:case-notes", args=[case.id, first.id])
    assert not HandOver.objects.exists()
    assert not ShredKey.objects.filter(island_id=first.id).exists()
    later = handed(
        once=b"p" * 48, said=[["People I trust", [["Alex", "01632 960002"]]], ["My bag", []]], back=False
    )
    passed(later, intake_desk, world.team)
    caseworkers_desk.post(reverse("desk:plan-keep", args=[later.id]), {"reference": case.reference})
    told = page(caseworkers_desk, "case-view", case.id)
    for said in ("Version 2", "Version 1", "Their own notes, version 2, kept"):
        assert said in told
    assert "Marmalade" in page(caseworkers_desk, "case-notes", case.id, first.id)
    newest = page(caseworkers_desk, "case-notes", case.id, later.id)
    assert "Alex" in newest
    assert "Marmalade" not in newest
    assert ">changed<" in newest
    assert ">new<" in newest
    assert "Send suggestions" not in newest
    recorded = Event.objects.filter(tag="plan:version:kept", by=world.caseworker.id)
    assert {event.about for event in recorded} == {first.id, later.id}
    stranger = people.sign_in(another(), world.stranger)
    for row_id in (first.id, later.id, uuid4()):
        for name in ("case-notes", "case-suggest"):
            where = reverse(f"desk:{name}", args=[case.id, row_id])
            assert stranger.get(where).status_code == 404
            assert stranger.post(where, {"text": "x"}).status_code == 404
    elsewhere = begin_case(team=world.team, owner=None, mailbox=None, by=world.intake)[0]
    for wrong in ([case.id, uuid4()], [elsewhere.id, first.id]):
        assert caseworkers_desk.get(reverse("desk:case-notes", args=wrong)).status_code == 404
    assert all(b"Marmalade" not in version.sealed.raw for version in PlanVersion.objects.all())


def test_whoever_is_of_both_teams_keeps_it_without_passing_it_on(world, case, another):
    row, desk = handed(), people.sign_in(another(), world.manager)
    answer = desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": case.reference})
    assert answer.url == reverse("desk:case-notes", args=[case.id, row.id])
    assert not HandOver.objects.exists()


def test_suggestions_are_sent_from_the_case_once_with_a_copy_in_the_log(
    world, case, intake_desk, caseworkers_desk
):
    row = handed()
    passed(row, intake_desk, world.team)
    caseworkers_desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": case.reference})
    where = reverse("desk:case-suggest", args=[case.id, row.id])
    assert caseworkers_desk.post(where, {"text": "Ask about locks"}).status_code == 302
    assert json.loads(unseal_age(MINE, read(Access(LOCATOR)).blob)) == {"suggestions": ["Ask about locks"]}
    told = page(caseworkers_desk, "case-view", case.id)
    assert "Suggestions sent for version 1" in told
    assert "Ask about locks" in told
    again = caseworkers_desk.post(where, {"text": "One more"}).content.decode()
    assert "were sent back already" in again
    assert "One more" in again
    assert Event.objects.filter(tag="plan:version:answered", by=world.caseworker.id).count() == 1


def test_suggestions_of_which_the_log_keeps_no_copy_are_not_sent(
    world, case, intake_desk, caseworkers_desk, monkeypatch
):
    row = handed()
    passed(row, intake_desk, world.team)
    caseworkers_desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": case.reference})

    def fails(*_args, **_kwargs):
        raise Refused("the store is full")

    monkeypatch.setattr("waymark.cases.plan.actions.add_entry", fails)
    where = reverse("desk:case-suggest", args=[case.id, row.id])
    told = caseworkers_desk.post(where, {"text": "Ask about locks"}).content.decode()
    assert "the store is full" in told
    assert read(Access(LOCATOR)) is None
    monkeypatch.undo()
    assert caseworkers_desk.post(where, {"text": "Ask about locks"}).status_code == 302


@pytest.mark.parametrize("reference", ["ZZ-1", "", "theirs"])
def test_a_case_that_is_not_the_readers_keeps_nothing(world, case, intake_desk, caseworkers_desk, reference):
    other = begin_case(team=world.other_team, owner=None, mailbox=None, by=world.manager)[0]
    row = handed()
    passed(row, intake_desk, world.team)
    typed = other.reference if reference == "theirs" else reference
    answer = caseworkers_desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": typed})
    said = "no case of yours" if reference else "Type the reference"
    assert said in answer.content.decode()
    assert HandOver.objects.exists()
    assert not PlanVersion.objects.exists()


def test_what_a_case_keeps_already_is_not_kept_twice(world, case, intake_desk, caseworkers_desk):
    row = handed()
    passed(row, intake_desk, world.team)
    given = {"case": case, "hand_over_id": row.id, "by": world.caseworker}
    given["keyring"] = people.keyring_of(world.caseworker)
    keep_version(found={"note": "x"}, **given)
    with pytest.raises(Refused, match="waits no more"):
        keep_version(found={"note": "x"}, **given)
    where = reverse("desk:plan-keep", args=[row.id])
    assert caseworkers_desk.post(where, {"reference": case.reference}).status_code == 404
    assert PlanVersion.objects.count() == 1


def test_what_its_person_took_back_while_a_colleague_read_it_is_kept_by_no_case(world, case, intake_desk):
    row = passed(handed(), intake_desk, world.team)
    given = {"case": case, "hand_over_id": row.id, "by": world.caseworker}
    given["keyring"] = people.keyring_of(world.caseworker)
    assert take_back(once=b"o" * 48)
    with pytest.raises(Refused, match="they took it back"):
        keep_version(found={"note": "x"}, **given)
    assert not PlanVersion.objects.exists()


def test_whoever_they_named_finds_nothing_and_colleagues_are_told_whom(
    world, case, intake_desk, caseworkers_desk, another
):
    named = f"please not {world.caseworker.shown_name.split()[0].upper()}"
    row = handed(more={"not_read": named})
    told = page(intake_desk, "plan-view", row.id)
    assert "Not to be read by" in told
    assert named in told
    passed(row, intake_desk, world.team)
    for name in NAMES:
        where = reverse(f"desk:{name}", args=[row.id])
        assert caseworkers_desk.post(where, {"reference": case.reference}).status_code == 404
    assert caseworkers_desk.get(reverse("desk:plan-view", args=[row.id])).status_code == 404
    assert HandOver.objects.get().kept_until >= day()
    desk = people.sign_in(another(), world.manager)
    answer = desk.post(reverse("desk:plan-keep", args=[row.id]), {"reference": case.reference})
    kept = reverse("desk:case-notes", args=[case.id, row.id])
    assert answer.url == kept
    assert named in desk.get(kept).content.decode()
    assert caseworkers_desk.get(kept).status_code == 404


def test_a_version_goes_with_its_case_to_another_team(world, case, another):
    row = passed(handed(), people.sign_in(another(), world.intake), world.team)
    given = {"by": world.caseworker, "keyring": people.keyring_of(world.caseworker)}
    keep_version(case=case, hand_over_id=row.id, found={"note": "Canary"}, **given)
    hand_to_team(case=case, to=world.other_team, text="Moved", **given)
    assert "Canary" in page(people.sign_in(another(), world.stranger), "case-notes", case.id, row.id)
    carys = people.sign_in(another(), world.caseworker)
    assert carys.get(reverse("desk:case-notes", args=[case.id, row.id])).status_code == 404


def test_what_belongs_to_a_walled_case_is_passed_to_those_it_names_without_a_word(
    world, case, intake_desk, another
):
    def lead():
        return {"case": case, "by": world.team_lead, "keyring": people.keyring_of(world.team_lead)}

    put_up_wall(named=[world.caseworker, world.team_lead], text="", shown="none", **lead())
    said = []
    for once, reference in ((b"a" * 48, case.reference.lower()), (b"b" * 48, "BBBB-BBBB")):
        row = handed(once=once)
        sent = {"to": str(world.team.id), "text": "", "reference": reference}
        answer = intake_desk.post(reverse("desk:plan-pass", args=[row.id]), sent, follow=True)
        said.append(re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()))  # without the form's token
    assert said[0] == said[1], "whoever passes it on is not told whether there is such a case"
    walled = HandOver.objects.get(team=case.wall_id)
    colleague, named = (people.sign_in(another(), one) for one in (world.colleague, world.caseworker))
    for name in NAMES:
        assert colleague.post(reverse(f"desk:{name}", args=[walled.id]), {}).status_code == 404
    assert "1 set of somebody" in page(colleague, "today-view"), "the other one, for the whole team"
    assert "Marmalade" in page(named, "plan-view", walled.id)
    with pytest.raises(Refused, match="Keep them in the case"):
        take_down_wall(text="They left.", shown=wall_mark(case), **lead())
    named.post(reverse("desk:plan-keep", args=[walled.id]), {"reference": case.reference})
    assert take_down_wall(text="They left.", shown=wall_mark(case), **lead())
