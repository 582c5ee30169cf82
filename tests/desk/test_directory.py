"""The editors' room: what waits, one-click checks, changes, doubles, lists; what it is to everybody else."""

import io
import re

import pytest

from tests import people
from tests.directory.conftest import an_entry
from waymark.config.verbs.demo import take_in_organisations
from waymark.desk.directory.forms import EntryForm, typed_as
from waymark.desk.directory.lines import questions_for
from waymark.desk.directory.lists import LINES_SHOWN
from waymark.directory.actions import (
    add_service,
    confirm_service,
    import_list,
    publish_service,
    report_doubt,
)
from waymark.directory.entries import Number, Place
from waymark.directory.lists.tables import read_table
from waymark.directory.models import ReportedDoubt, Service
from waymark.directory.queries import entry_of, published, worklist
from waymark.directory.reports import LINES_KEPT
from waymark.directory.terms import Doubt, Known, NumberKind, Stage, What
from waymark.records.days import day

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def editor(browser, world):
    return people.sign_in(browser, world.editor)


@pytest.fixture
def service(world):
    return add_service(by=world.editor, entry=an_entry(staff_note="Ask for Jo."))


def typed(**changes):
    return {name: value for name, value in (typed_as(an_entry()) | changes).items() if value is not None}


def page_of(client, service):
    return client.get(f"/organisations/{service.id}").content.decode()


def test_an_editor_adds_checks_and_publishes(editor):
    answer = editor.post("/organisations/add", typed(name="Oak line"))
    service = Service.objects.get()
    assert answer["Location"] == f"/organisations/{service.id}"
    assert "Publish</button>" not in page_of(editor, service)
    assert editor.post(f"/organisations/{service.id}/right", {"way": "rang"}).status_code == 302
    assert "checked" in page_of(editor, service)
    assert editor.post(f"/organisations/{service.id}/publish")["Location"] == "/organisations"
    assert published().get().name == "Oak line"


def test_the_form_gives_back_the_entry_that_it_was_filled_with():
    entries = [
        an_entry(),
        an_entry(place=Place("1 High Street", "Oakham", "LE15 6AH", 52.67, -0.73), minimum_age=16),
        an_entry(
            numbers=(
                Number(NumberKind.CALL, "116123", free=Known.YES, on_bill=Known.NO),
                Number(NumberKind.TEXT, "85258", "SHOUT"),
                Number(NumberKind.RELAY, "18001 101"),
            )
        ),
    ]
    for entry in entries:
        form = EntryForm({name: value for name, value in typed_as(entry).items() if value is not None})
        assert form.is_valid(), form.errors
        assert form.entry() == entry


@pytest.mark.parametrize(
    ("changes", "sentence", "box"),
    [
        ({"calls": "ring us"}, "is not a phone number", "id_calls"),
        ({"hours": "nine to five"}, "Cannot read the hours", "id_hours"),
        ({"what": ["refuge"], "town": "Oakham"}, "A refuge never has an address", "id_address"),
        ({"what": ["refuge"], "about": "At 12 Elm Tree Road"}, "A refuge never has an address", "id_about"),
        ({"web": "javascript:alert(1)"}, "is not the address of a website", "id_web"),
        ({"name": ""}, "Give the service a name.", "id_name"),
    ],
)
def test_a_fault_is_said_at_its_box_and_nothing_typed_is_lost(editor, changes, sentence, box):
    page = editor.post("/organisations/add", typed(about="Kept words") | changes).content.decode()
    assert sentence in page
    assert f'href="#{box}"' in page
    assert "https://elm.example/" in page or "web" in changes
    assert not Service.objects.exists()


def test_a_change_of_what_is_published_asks_how_it_was_checked(editor, world, service):
    confirm_service(by=world.editor, service=service, how="rang them")
    publish_service(by=world.editor, service=Service.objects.get())
    address = f"/organisations/{service.id}/change"
    page = editor.post(address, typed(about="New words")).content.decode()
    assert "Say how you checked the change" in page
    assert 'href="#id_checked_how"' in page
    assert "New words" in page
    assert editor.post(address, typed(about="New words", checked_how="rang them")).status_code == 302
    assert entry_of(published().get()).about == "New words"
    assert '<ins dir="auto">New words</ins>' in page_of(editor, service)


def test_the_worklist_says_why_each_waits_and_finds_by_number(editor, world, service):
    report_doubt(service=service, what=Doubt.NUMBER)
    page = editor.get("/organisations").content.decode()
    assert "A visitor says that it is wrong" in page
    assert "Elm advice line" in editor.get("/organisations", {"q": "7946 0991"}).content.decode()
    assert "Nothing of this name" in editor.get("/organisations", {"q": "zzz"}).content.decode()
    assert "The number does not work" in page_of(editor, service)
    editor.post(f"/organisations/{service.id}/settle")
    assert not ReportedDoubt.objects.exists()


def test_doubles_are_offered_and_merged_and_no_other_entry_can_be(editor, world, service):
    other = add_service(by=world.editor, entry=an_entry(name="Elm helpline"))
    apart = add_service(by=world.editor, entry=an_entry(name="Oak", web="", numbers=()))
    page = page_of(editor, service)
    assert "<dt>name</dt><dd><bdi>Elm helpline</bdi></dd>" in page
    assert "Oak" not in page
    refuge = add_service(by=world.editor, entry=an_entry(name="Elm house", what=frozenset({What.REFUGE})))
    address = f"/organisations/{service.id}/merge"
    assert "listed under refuge" in editor.post(address, {"gone": str(refuge.id)}).content.decode()
    assert editor.post(address, {"gone": str(apart.id)}).status_code == 409
    assert editor.post(address, {"gone": str(other.id)}).status_code == 302
    other.refresh_from_db()
    assert (other.stage, other.merged_into) == (Stage.WITHDRAWN, service.id)
    assert editor.get(f"/organisations/{other.id}").status_code == 404


def test_the_call_script_says_nothing_of_anybody(service):
    script = " ".join(questions_for(an_entry(who="Women")))
    for word in ("victim", "abuse", "case", "client"):
        assert word not in script.lower()
    assert "020 7946 0991" in script


def test_a_list_is_shown_first_and_then_taken_in(editor):
    def send(**more):
        file = io.BytesIO(b"name,phone\nElm,020 7946 0991\nOak,ring us\n")
        file.name = "list.csv"
        return editor.post(
            "/organisations/lists", {"origin": "a list", "file": file, **more}
        ).content.decode()

    page = send(go="show")
    assert "1 new, 1 refused" in page
    assert "not a phone number" in page
    assert not Service.objects.exists()
    (shown,) = re.findall(r'name="shown" value="(\w{32})"', page)
    for unseen in (
        {},
        {"shown": "x"},
        {"shown": shown, "origin": "another"},
        {"shown": shown, "keep_words": "on"},
    ):
        assert "Look first at what this file would do" in send(go="take", **unseen)
    assert not Service.objects.exists()
    assert "Done:" in send(go="take", shown=shown)
    assert Service.objects.get().name == "Elm"
    assert "1 as before, 1 refused" in send(go="take", shown=shown)


def test_what_is_refused_stands_first_and_what_changes_says_from_what_to_what(editor):
    import_list(by=None, origin="a list", rows=read_table(io.BytesIO(b"name,about\nElm,Old\n")))
    rows = "".join(f"New {number},fine\n" for number in range(LINES_KEPT + 5))
    file = io.BytesIO(f"name,about\nElm,New\n{rows}Last,{'x' * 2000}\n".encode())
    file.name = "list.csv"
    page = editor.post("/organisations/lists", {"origin": "a list", "file": file}).content.decode()
    assert page.index("<td>Last</td>") < page.index("about: Old → New")
    assert f"And {LINES_KEPT + 6 - LINES_SHOWN} more." in page


@pytest.mark.parametrize(("name", "content"), [("x.xlsx", b"PK"), ("x.csv", b"\x00\xff"), ("x.json", b"[")])
def test_what_is_no_list_is_said_at_the_box(editor, name, content):
    file = io.BytesIO(content)
    file.name = name
    page = editor.post("/organisations/lists", {"origin": "a", "file": file, "go": "take"}).content.decode()
    assert 'href="#id_file"' in page
    assert "Choose a file" in editor.post("/organisations/lists", {"origin": "a"}).content.decode()


@pytest.mark.parametrize("who", ["stranger", "caseworker", "intake", "manager", "auditor", "administrator"])
def test_nobody_but_an_editor_finds_the_room(browser, world, service, who):
    people.sign_in(browser, getattr(world, who))
    nothing = browser.get("/nothing-of-this-name").content
    for path in ("", "/add", "/lists", f"/{service.id}", f"/{service.id}/change"):
        answer = browser.get(f"/organisations{path}")
        assert (answer.status_code, answer.content) == (404, nothing)
    for verb in ("right", "publish", "withdraw", "merge", "settle"):
        assert browser.post(f"/organisations/{service.id}/{verb}").status_code == 404
    service.refresh_from_db()
    assert service.stage == Stage.DRAFT


def test_the_seventy_eight_are_reviewed_in_one_sitting(editor):
    """Each is read, checked by one button, published by another; then only what is in doubt waits."""
    take_in_organisations()
    in_doubt = {row.id for row in Service.objects.exclude(check_first="")}
    address = f"/organisations/{worklist(day())[0].id}"
    for _ in range(78):
        assert "Is it still right?" in editor.get(address).content.decode()
        assert editor.post(f"{address}/right", {"way": "website"})["Location"] == address
        address = editor.post(f"{address}/publish")["Location"]
    assert address == "/organisations"
    assert published().count() == 78
    assert {row.id for row in worklist(day())} == in_doubt


def test_an_entry_in_doubt_is_cleared_with_one_tick_and_stays_so_without(editor, world):
    service = add_service(by=world.editor, entry=an_entry(check_first="Its hours differ."))
    address = f"/organisations/{service.id}"
    editor.post(f"{address}/right", {"way": "rang"})
    assert entry_of(Service.objects.get()).check_first
    editor.post(f"{address}/publish")
    assert editor.post(f"{address}/right", {"way": "rang", "clear": "yes"})["Location"] == "/organisations"
    assert not entry_of(published().get()).check_first
    page = page_of(editor, service)
    assert 'check first: <del dir="auto">Its hours differ.</del>' in page
    assert "take “check first” away" not in page
