"""Lists of others: each row judged by itself, the run repeatable, and no person's check written over."""

import csv
import io
import re
import tracemalloc
from pathlib import Path

import pytest

from tests.directory.conftest import an_entry
from waymark.audit.models import Event
from waymark.directory.actions import (
    change_service,
    confirm_service,
    import_list,
    publish_service,
    withdraw_service,
)
from waymark.directory.lists.referral import read_lines
from waymark.directory.lists.tables import read_table
from waymark.directory.models import Organisation, Service
from waymark.directory.queries import entry_of, published, standing
from waymark.directory.reports import LINES_KEPT, Outcome
from waymark.directory.terms import Known, Stage, What
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SEED = Path(__file__).resolve().parents[2] / "packs" / "leicestershire" / "organisations.csv"
# What an editor writes to an editor, and words that pages do not call people by.
REMARKS = re.compile(
    r"confirm|before showing|publish|\bsources?\b|\bseen\b|copies|left blank|none given|superseded|renamed"
    r"|funded|may have|undated|dates from|needs? checking|not found|check present|not in the areas",
    re.IGNORECASE,
)
LABELS = re.compile(r"victim|survivor|perpetrator|abuser|batter|client|domestic|minoritised", re.IGNORECASE)


def table(*rows, columns=None):
    file = io.StringIO()
    writer = csv.DictWriter(file, columns or sorted({name for row in rows for name in row}))
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(file.getvalue().encode())


def take(*rows, dry_run=False, by=None, origin="a list"):
    return import_list(by=by, origin=origin, rows=read_table(table(*rows)), dry_run=dry_run)


def refusals(report):
    return {line.name: line.sentence for line in report.lines if line.outcome is Outcome.REFUSED}


def test_all_seventy_eight_organisations_come_in_as_drafts_and_a_second_time_changes_nothing(db):
    for outcome in (Outcome.NEW, Outcome.SAME):
        with SEED.open("rb") as file:
            report = import_list(by=None, origin="seed", rows=read_table(file, keep_words=True))
        assert report.counts == {outcome: 78}
    assert standing().count() == 78
    assert not published().exists()
    freeva = entry_of(Service.objects.get(name__startswith="Freeva"))
    assert freeva.hours == "Mo-Fr 08:00-20:00; Sa-Su 10:00-16:00"  # those on which its sources agree
    assert "differ" in freeva.check_first
    childline = entry_of(Service.objects.get(name="Childline"))
    assert childline.numbers[0].on_bill is Known.NO
    shout = entry_of(Service.objects.get(name="Shout"))
    assert (shout.numbers[0].number, shout.numbers[0].send) == ("85258", "SHOUT")


def test_what_the_seed_says_to_editors_is_in_no_text_that_visitors_read():
    """Remarks stand in a column of their own; what is on a page is short, and calls people by no label."""
    with SEED.open("rb") as file:
        entries = [row.entry for row in read_table(file, keep_words=True)]
    for entry in entries:
        texts = (entry.about, entry.who, entry.access, entry.cost, entry.hours_words)
        for text in texts:
            assert not REMARKS.search(text), f"{entry.name}: {text}"
            assert not LABELS.search(text), f"{entry.name}: {text}"
            assert all(len(said.split()) <= 25 for said in re.split(r"[.:;?]\s", text)), entry.name
    doubted = [entry for entry in entries if entry.check_first]
    assert doubted
    assert all(entry.staff_note for entry in doubted)


def test_a_dry_run_tells_the_same_and_writes_nothing(db):
    rows = ({"name": "Elm", "phone": "020 7946 0991"}, {"name": "Oak", "phone": "ring us"})
    would = take(*rows, dry_run=True)
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()
    did = take(*rows)
    assert would.counts == did.counts == {Outcome.NEW: 1, Outcome.REFUSED: 1}
    assert would.lines == did.lines


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"phone": "ring us"}, "not a phone number"),
        ({"hours": "nine to five or so"}, "Cannot read the hours “nine to five or so”; write"),
        ({"hours": "Mon 9am-25:00"}, "The hours “Mon 9am-25:00” cannot be read: “"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"web": "javascript:alert(1)"}, "not the address of a website"),
        ({"latitude": "north"}, "not numbers"),
        ({"latitude": "99", "longitude": "1"}, "not on the earth"),
        ({"minimum_age": "young"}, "not an age"),
        ({"categories": "refuge", "address": "1 High Street"}, "A refuge never has an address"),
        ({"categories": "refuge", "latitude": "52.6", "longitude": "-1.1"}, "A refuge never has an address"),
        ({"about": "A safe house for women", "town": "Oakham"}, "A refuge never has an address"),
        ({"categories": "refuge", "about": "At 12 Elm Tree Road"}, "A refuge never has an address"),
        ({"name": "Elm’s refuge", "postcode": "LE1 1AA"}, "A refuge never has an address"),
        ({"about": "x" * 2000}, "too long"),
        ({"email": f"{'x' * 160}@elm.example"}, "too long"),
        ({"last_seen": "some time in the autumn of last year"}, "too long"),
    ],
)
def test_a_faulty_row_is_refused_with_its_reason_and_the_rest_comes_in(db, row, reason):
    report = take({"name": "Bad", **row}, {"name": "Good"})
    (sentence,) = refusals(report).values()
    assert reason in sentence
    assert [one.name for one in Service.objects.all()] == ["Good"]


def test_a_name_that_grows_when_it_is_made_small_comes_in(db):
    assert take({"name": "ß" * 160}).counts == {Outcome.NEW: 1}


def test_a_row_that_stands_twice_is_taken_once(db):
    report = take({"name": "Elm"}, {"name": " ELM "})
    assert "twice" in refusals(report)["ELM"]
    assert Service.objects.count() == 1


def test_wrong_letters_spoil_their_row_only(db):
    raw = b"name,about\nElm,fine\nOak,caf\xe9\nAsh,fine\n"
    report = import_list(by=None, origin="a list", rows=read_table(io.BytesIO(raw)))
    assert "not UTF-8" in refusals(report)["Oak"]
    assert Service.objects.count() == 2


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 900, b"title,about\nElm,fine\n", "name,about\nElm,x\n".encode("utf-16"), b"\xff\xfe"],
)
def test_what_is_no_table_is_refused_whole(db, raw):
    with pytest.raises(Refused):
        import_list(by=None, origin="a list", rows=read_table(io.BytesIO(raw)))


def test_broken_lines_and_noughts_are_rows_refused(db):
    raw = b'name,about\n"Elm"x,fine\nOak,a\x00b\nAsh,fine,too,many\nYew,' + b"y" * 20_000 + b"\nFir,fine\n"
    report = import_list(by=None, origin="a list", rows=read_table(io.BytesIO(raw)))
    assert report.counts[Outcome.REFUSED] == 4
    assert [one.name for one in Service.objects.all()] == ["Fir"]


def test_a_changed_row_changes_a_draft(db):
    take({"id": "7", "name": "Elm", "about": "Old"})
    report = take({"id": "7", "name": "Elm and Oak", "about": "New"})
    assert report.counts == {Outcome.CHANGED: 1}
    assert entry_of(Service.objects.get()).about == "New"


def test_what_a_person_checked_is_put_in_doubt_and_never_written_over(world):
    take({"id": "7", "name": "Elm", "about": "Old", "phone": "020 7946 0991"})
    service = confirm_service(by=world.editor, service=Service.objects.get(), how="rang them")
    publish_service(by=world.editor, service=service)
    changed = {"id": "7", "name": "Elm", "about": "Old", "phone": "020 7946 0992"}
    report = take(changed)
    assert report.counts == {Outcome.DISPUTED: 1}
    entry = entry_of(published().get())
    assert entry.numbers[0].number == "02079460991"
    assert "says something else" in entry.check_first
    assert "02079460992" in entry.staff_note
    assert take(changed).counts == {Outcome.SAME: 1}


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("row", [{"address": "1 High Street"}, {"about": "Come to 12 Elm Tree Road"}])
def test_a_list_that_does_not_know_that_it_is_a_refuge_brings_no_address(world, checked, row):
    take({"id": "7", "name": "Elm"})
    known = an_entry(name="Elm", what=frozenset({What.REFUGE}))
    change_service(
        by=world.editor, service=Service.objects.get(), entry=known, how="rang them" if checked else ""
    )
    report = take({"id": "7", "name": "Elm", **row}, {"name": "Good"})
    assert "never has an address" in refusals(report)["Elm"]
    assert report.counts == {Outcome.REFUSED: 1, Outcome.NEW: 1}
    elm = Service.objects.get(name="Elm")
    assert elm.is_refuge
    assert not any(part in f"{vars(elm)} {entry_of(elm)}" for part in ("High Street", "Elm Tree Road"))
    take({"id": "7", "name": "Elm", "about": "New words"})
    assert Service.objects.get(name="Elm").is_refuge


class Stream(io.RawIOBase):
    """A first line, then the same bytes again and again: a file of any size that is nowhere whole."""

    def __init__(self, head, again, size):
        self.waiting, self.again, self.left = head, again, size

    def readable(self):
        return True

    def readinto(self, room):
        if not self.waiting and self.left > 0:
            self.waiting, self.left = self.again, self.left - len(self.again)
        taken, self.waiting = self.waiting[: len(room)], self.waiting[len(room) :]
        room[: len(taken)] = taken
        return len(taken)


@pytest.mark.once
@pytest.mark.parametrize(
    ("read", "head", "again"),
    [
        (read_table, b"name,about\nElm,fine\nOak,", b"y" * 2**18),
        (read_table, b"name,about\nElm,fine\nOak", b"," * 2**18),
        (read_lines, b'{"id": "7", "name": "Elm"}\n{"x":"', b"y" * 2**18),
    ],
)
def test_a_file_of_200_mb_in_one_line_takes_no_more_memory_than_a_small_one(db, read, head, again):
    tracemalloc.start()
    try:
        file = io.BufferedReader(Stream(head, again, 200_000_000))
        report = import_list(by=None, origin="a list", rows=read(file))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.counts == {Outcome.NEW: 1, Outcome.REFUSED: 1}
    assert most < 20_000_000


def test_a_row_that_stands_twice_far_apart_is_taken_once_and_reports_stay_small(db):
    rows = [{"name": f"Row {number}", "phone": "ring us"} for number in range(LINES_KEPT + 10)]
    report = take({"name": "Elm"}, *rows, {"name": "Elm"}, dry_run=True)
    assert report.counts == {Outcome.NEW: 1, Outcome.REFUSED: LINES_KEPT + 11}
    assert (len(report.faults), len(report.changes), report.left_out) == (LINES_KEPT, 1, 11)


def test_what_an_editor_withdrew_does_not_come_back(world):
    take({"id": "7", "name": "Elm"})
    withdraw_service(by=world.editor, service=Service.objects.get())
    assert take({"id": "7", "name": "Elm", "about": "New"}).counts == {Outcome.LEFT: 1}
    assert Service.objects.get().stage == Stage.WITHDRAWN


def test_a_name_that_is_there_already_is_told(world):
    take({"name": "Elm"}, origin="one list")
    report = take({"name": "Elm"}, origin="another list")
    assert "of this name already" in report.lines[0].sentence


def test_a_run_is_one_event_with_counts(world):
    take({"name": "Elm"}, {"name": "Bad", "phone": "x"}, by=world.editor)
    event = Event.objects.get(tag="directory:list:imported")
    assert event.by == world.editor.id
    assert '"new":1' in event.note
    assert '"refused":1' in event.note
    with pytest.raises(Refused):
        take({"name": "Elm"}, by=world.caseworker)


def test_unknown_categories_are_told_and_known_ones_kept(db):
    report = take({"name": "Elm", "categories": "money;knitting"})
    assert "knitting" in report.lines[0].sentence
    assert entry_of(Service.objects.get()).what == {What.MONEY}
    assert an_entry().what != {What.MONEY}
