"""Hand-overs at the desk: read by intake only, answered into the person's slot, kept or destroyed."""

import json

import pytest
from django.urls import reverse

from tests import people
from waymark.audit.models import Event
from waymark.planner.actions import hand_over
from waymark.planner.models import HandOver
from waymark.planner.vaults import Access, read
from waymark.sealing.age import seal_age, unseal_age
from waymark.sealing.keys import SecretKey
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MINE = SecretKey(b"m" * 32)
LOCATOR, TOKEN = b"l" * 16, b"t" * 32
SAID = [["People I trust", [["Sam", "01632 960001"], ["What is your code word?", "<b>Marmalade</b>"]]]]


def handed(note=None, *, said=SAID, back=True):
    holder, public = team_holder(TeamKind.INTAKE)
    slot = {"locator": LOCATOR.hex(), "token": TOKEN.hex(), "public": MINE.public.raw.hex()}
    whole = {"part": {"said": said}, "note": "Hello" if note is None else note} | (
        {"back": slot} if back else {}
    )
    blob = seal_age(public, json.dumps(whole).encode().ljust(4096))
    return hand_over(blob=blob, once=b"o" * 48, epoch=holder.epoch)


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
    for text in ("Hello", "People I trust", "Sam", "01632 960001", "&lt;b&gt;Marmalade"):
        assert text in told
    assert Event.objects.filter(tag="planner:hand-over:read", by=world.intake.id, about=row.id).count() == 1


@pytest.mark.parametrize("name", ["plan-view", "plan-clear"])
@pytest.mark.parametrize("who", ["stranger", "editor", "auditor", "administrator", "caseworker"])
def test_to_everybody_else_it_never_was(another, world, who, name):
    row = handed()
    browser = people.sign_in(another(), getattr(world, who))
    assert browser.get(reverse(f"desk:{name}", args=[row.id])).status_code == 404
    assert browser.post(reverse(f"desk:{name}", args=[row.id]), {"verb": "destroy"}).status_code == 404
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


def test_it_is_destroyed_without_being_kept(intake_desk):
    row = handed()
    answer = intake_desk.post(reverse("desk:plan-clear", args=[row.id]), {"verb": "destroy"})
    assert answer.status_code == 302
    assert not HandOver.objects.exists()


def test_a_reference_that_is_nobodys_keeps_it_here(intake_desk):
    row = handed()
    answer = intake_desk.post(
        reverse("desk:plan-clear", args=[row.id]), {"verb": "keep", "reference": "ZZ-1"}
    )
    assert "no case of yours" in answer.content.decode()
    assert HandOver.objects.exists()
