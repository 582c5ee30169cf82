"""Feeds of others: read as far as they can be, refused row by row where not; never a refuge's place."""

import io
import json

import pytest

from waymark.directory.actions import import_list
from waymark.directory.entries import Place
from waymark.directory.lists.kinds import read_list
from waymark.directory.lists.referral import LARGEST_WHOLE, LONGEST_LINE, read_lines, read_pages
from waymark.directory.models import Service
from waymark.directory.queries import entry_of
from waymark.directory.reports import Outcome
from waymark.directory.terms import NumberKind, What, Whom
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def place(town, **more):
    address = {"address_1": "1 High Street", "city": town, "postal_code": "LE1 1AA"}
    return {"location": {"location_type": "physical", "addresses": [address], **more}}


def service(**changes):
    given = {
        "id": "11b1a2f0-8a5e-4c1e-9b61-0e1f2c3d4e5f",
        "name": "Elm advice",
        "description": "Advice about money.",
        "status": "active",
        "url": "https://elm.example/",
        "organization": {"name": "Elm House"},
        "phones": [{"number": "020 7946 0991", "type": "voice"}, {"number": "60777", "type": "text"}],
        "schedules": [
            {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"},
            {"freq": "WEEKLY", "byday": "TU", "opens_at": "18:00:00Z", "closes_at": "20:00:00Z"},
        ],
        "service_areas": [{"name": "Leicester"}],
        "attributes": [{"taxonomy_term": {"name": "Money"}}, {"taxonomy_term": {"name": "women"}}],
        "service_at_locations": [place("Leicester", latitude=52.63, longitude=-1.13)],
    }
    return {**given, **changes}


def take(*services):
    raw = json.dumps({"contents": services}).encode()
    return import_list(by=None, origin="feed", rows=read_pages(io.BytesIO(raw)))


def reason(report):
    return next(line.sentence for line in report.lines if line.outcome is Outcome.REFUSED)


def test_a_service_is_read_whole(db):
    assert take(service()).counts == {Outcome.NEW: 1}
    entry = entry_of(Service.objects.get())
    assert (entry.organisation, entry.name) == ("Elm House", "Elm advice")
    assert entry.hours == "Mo 09:00-17:00; Tu 09:00-17:00,18:00-20:00"
    assert [each.kind for each in entry.numbers] == [NumberKind.CALL, NumberKind.TEXT]
    assert (entry.what, entry.whom) == ({What.MONEY}, {Whom.WOMEN})
    assert entry.place == Place("1 High Street", "Leicester", "LE1 1AA", 52.63, -1.13)


def test_a_service_at_two_places_is_two_entries_and_stays_so(db):
    both = service(service_at_locations=[place("Leicester"), place("Oakham")])
    assert take(both).counts == {Outcome.NEW: 2}
    assert take(both).counts == {Outcome.SAME: 2}
    assert {entry_of(one).place.town for one in Service.objects.all()} == {"Leicester", "Oakham"}


@pytest.mark.parametrize(
    "changes",
    [
        {"attributes": [{"taxonomy_term": {"name": "Refuge"}}]},
        {"name": "Elm women's refuge"},
        {"description": "A safe house in the county"},
        {"attributes": [{"taxonomy_term": {"name": "Housing"}}], "description": "A refuge"},
    ],
)
def test_a_refuge_with_a_place_is_refused(db, changes):
    assert "never has an address" in reason(take(service(**changes)))
    assert not Service.objects.exists()
    assert take(service(**changes, service_at_locations=[])).counts == {Outcome.NEW: 1}


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        [],
        {},
        {"id": 3, "name": "x"},
        {"id": "x"},
        service(status="defunct"),
        service(phones=[{"number": "ring us"}]),
        service(minimum_age=900),
        service(minimum_age=10**400),
        service(minimum_age=float("nan")),
        service(email=f"{'x' * 160}@elm.example"),
        service(service_at_locations=[place("Leicester", latitude=10**400, longitude=1)]),
        service(schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": "25:99", "closes_at": "17:00"}]),
        service(url="javascript:alert(1)"),
        service(service_at_locations=[place("Leicester", latitude=200, longitude=1)]),
    ],
)
def test_a_broken_service_is_refused_and_the_rest_comes_in(db, broken):
    report = take(broken, service(id="other", name="Good"))
    assert report.counts == {Outcome.REFUSED: 1, Outcome.NEW: 1}


@pytest.mark.parametrize(
    "name", ["phones", "schedules", "service_areas", "attributes", "service_at_locations"]
)
@pytest.mark.parametrize("odd", [None, "text", 7, [None], [[]], {"a": []}, [{"number": {}, "location": 3}]])
def test_parts_of_an_odd_shape_are_passed_over(db, name, odd):
    assert take(service(**{name: odd})).counts == {Outcome.NEW: 1}


def test_half_a_sign_is_no_reason_to_break_off(db):
    assert take(service(name="Elm \ud800", description="\udfff")).counts == {Outcome.NEW: 1}
    assert Service.objects.get().name == "Elm ?"


def test_terms_whose_parents_go_in_a_circle_are_read_by_name(db):
    first, second = (
        {"id": "a", "name": "Money", "parent_id": "b"},
        {"id": "b", "name": "Law", "parent_id": "a"},
    )
    take(service(attributes=[{"taxonomy_term": first}, {"taxonomy_term": second}]))
    assert entry_of(Service.objects.get()).what == {What.MONEY}


def test_hours_that_are_not_weekly_stay_as_words_to_be_checked(db):
    take(service(schedules=[{"freq": "MONTHLY", "bymonthday": "1", "description": "First of the month"}]))
    entry = entry_of(Service.objects.get())
    assert (entry.hours, entry.hours_words) == ("", "First of the month")
    assert entry.check_first


def test_lines_are_read_one_by_one_and_a_bad_one_spoils_itself_only(db):
    lines = [
        json.dumps(service()).encode(),
        b"{",
        b'{"a":' * 3000,
        b'{"x":"' + b"y" * LONGEST_LINE + b'"}',
        b"\xff",
    ]
    lines.append(json.dumps(service(id="last", name="Last")).encode())
    report = import_list(by=None, origin="feed", rows=read_lines(io.BytesIO(b"\n".join(lines))))
    assert report.counts == {Outcome.NEW: 2, Outcome.REFUSED: 4}


def test_a_file_too_large_for_one_piece_is_refused(db):
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b"x" * size

    with pytest.raises(Refused, match="too large"):
        list(read_pages(Endless()))
    assert LARGEST_WHOLE < 50_000_000


@pytest.mark.parametrize("raw", [b"", b"[", b"7", b'{"contents": 3}', b"\xff\xfe"])
def test_what_is_no_feed_is_refused(db, raw):
    with pytest.raises(Refused):
        list(read_pages(io.BytesIO(raw)))


def test_a_file_is_read_by_its_ending(db):
    assert [row.name for row in read_list(io.BytesIO(b"name\nElm\n"), "x.CSV")] == ["Elm"]
    with pytest.raises(Refused, match=r"\.csv"):
        read_list(io.BytesIO(b""), "x.xlsx")
