"""The feed as other systems read it: whole against both schemas, open to all, only what is published."""

import gzip
import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test.utils import override_settings
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of
from tests.directory.conftest import an_entry
from tests.house.faces import routes
from waymark.api.directory.document import ADDRESSES, document
from waymark.config.verbs.demo import take_in_organisations
from waymark.directory.actions import add_service, confirm_service, publish_service, withdraw_service
from waymark.directory.entries import Number, Place
from waymark.directory.feed import service_record, taxonomy_id, term_id
from waymark.directory.models import FeedRecord, Service
from waymark.directory.places import known_places
from waymark.directory.queries import listed_of, standing
from waymark.directory.storing import show_services
from waymark.directory.terms import Known, NumberKind, Stage, What, Whom
from waymark.ui.postures import Posture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
# The shared folder, where it stands beside the house; a clean clone has copies, which are held to it.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "oruk"
COPIES = Path(__file__).parent / "schemas"
PLACE = Place("1 High Street", "Leicester", "LE1 1AA", 52.63, -1.13)
SECRET = "Marker-5512"


def schema_of(name):
    shared, kept = SHARED / f"{name}.json", gzip.decompress((COPIES / f"{name}.json.gz").read_bytes())
    assert not shared.exists() or shared.read_bytes() == kept, f"the copy of {name} is not the shared one"
    return json.loads(kept)


@cache
def validator(name, *parts):
    schema = schema_of(name)
    for part in parts:
        schema = schema["properties"][part].get("items", schema["properties"][part])
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def faults(name, record, *parts):
    return [f"{list(fault.path)}: {fault.message}" for fault in validator(name, *parts).iter_errors(record)]


@pytest.fixture(autouse=True)
def places():
    known_places.cache_clear()


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def publish(world):
    """Published before the face takes its walls: it has no key to write an event with."""

    def make(**changes):
        service = add_service(by=world.editor, entry=an_entry(**changes))
        service = confirm_service(by=world.editor, service=service, how="rang them")
        return publish_service(by=world.editor, service=service)

    return make


@pytest.fixture
def full(publish, world):
    """Entries of every kind; one draft and one withdrawn among them."""
    made = [
        publish(name="Elm", place=PLACE, check_first="Its hours differ.", cost="Free", minimum_age=16),
        publish(name="Refuge line", what=frozenset({What.REFUGE}), staff_note=SECRET, hours="24/7"),
        publish(
            name="Texts",
            numbers=(Number(NumberKind.TEXT, "60777", "HELP"),),
            hours="",
            hours_words="Ask",
        ),
        publish(
            name="Bare", organisation="Bare", about="", who="", web="", hours="", numbers=(), areas=(),
            whom=frozenset(), what=frozenset(), how=frozenset(),
        ),
    ]  # fmt: skip
    add_service(by=world.editor, entry=an_entry(name=f"Draft {SECRET}"))
    withdraw_service(by=world.editor, service=publish(name=f"Withdrawn {SECRET}"))
    return made


@pytest.fixture
def ask(full, api_client):
    def ask(path, **asked):
        answer = api_client.get(path, asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


def test_every_service_holds_against_both_schemas(ask):
    page = ask("/services", full="true")
    assert page["total_items"] == 4
    for record in page["contents"]:
        for name in ("uk/service", "hsds/service"):
            assert faults(name, record) == [], name
        assert ask(f"/services/{record['id']}") == record


def test_lists_hold_against_their_schemas_and_carry_phones(ask):
    listed = {record["name"]: record for record in ask("/services")["contents"]}
    for record in listed.values():
        assert faults("uk/service_list", record) == []
        assert faults("hsds/service", record) == []
        assert "attributes" not in record
    assert listed["Elm"]["phones"][0]["number"] == "+44 20 7946 0991"
    assert listed["Elm"]["eligibility_description"] == "Anyone in the county"
    assert listed["Elm"]["alert"] == "Its hours differ."


def test_the_packs_seventy_eight_would_hold_against_both_schemas(db):
    take_in_organisations()
    uk, hsds = validator("uk/service"), validator("hsds/service")
    records = [service_record(each) for each in listed_of(standing())]
    assert len(records) == 78
    for record in records:
        assert not [*uk.iter_errors(record), *hsds.iter_errors(record)], record["name"]


SERVICE = (("uk/service",), ("hsds/service",))
AT = (("uk/service_at_location",), ("uk/service_at_location_list",), *SERVICE)
ORGANISATION = (("uk/organization",), ("hsds/organization",))
TERM = tuple((f"{name}/service", "attributes", "taxonomy_term") for name in ("uk", "hsds"))
TAXONOMY = (("hsds/service", "attributes", "taxonomy_term", "taxonomy_detail"),)
# What the records of each address are held against. The first page has no schema of its own.
HELD = {
    "/services": SERVICE,
    "/organizations": ORGANISATION,
    "/taxonomies": TAXONOMY,
    "/taxonomy_terms": TERM,
    "/service_at_locations": AT,
}
WAYS = ({}, {"full": "true"}, {"minimal": "true"}, {"full_service": "true"})


@pytest.mark.parametrize("path", HELD)
def test_every_answer_of_every_address_holds_against_every_schema_that_there_is(ask, api_client, path):
    """Lists in each of their shapes, as pages and as lines, and each record by its own address."""
    known = set(ADDRESSES[path])
    for asked in (way for way in WAYS if way.keys() <= known):
        page = ask(path, per_page=100, **asked)
        lines = b"".join(api_client.get(path, {"format": "ndjson", **asked})).decode().splitlines()
        assert page["contents"]
        assert [json.loads(line) for line in lines] == page["contents"]
        ones = [ask(f"{path}/{record['id']}") for record in page["contents"]]
        for record in page["contents"] + ones:
            for name, *parts in HELD[path]:
                assert faults(name, record, *parts) == [], (name, record["id"])
    assert {f"/{name.strip('/').split('/')[0]}" for name in ADDRESSES} == {"/", *HELD}


def test_organisations_are_read_with_few_queries_however_many(
    publish, api_client, django_assert_max_num_queries
):
    for number in range(12):
        publish(name=f"Line {number}", organisation=f"House {number}")
    with django_assert_max_num_queries(4):
        assert len(api_client.get("/organizations", {"full": "true"}).json()["contents"]) == 12


def test_organisations_terms_and_taxonomies(ask):
    page = ask("/organizations", full="true")
    assert [record["name"] for record in page["contents"]] == ["Bare", "Elm House"]
    for record in page["contents"]:
        for name in ("uk/organization", "hsds/organization"):
            assert faults(name, record) == []
        assert ask(f"/organizations/{record['id']}") == record
    assert ask("/taxonomies")["total_items"] == 3
    terms = ask("/taxonomy_terms", taxonomy_id=str(taxonomy_id("whom")), per_page=100)["contents"]
    assert {term["code"] for term in terms} == {word.value for word in Whom}
    assert ask(f"/taxonomy_terms/{terms[0]['id']}") == terms[0]
    assert ask(f"/taxonomies/{taxonomy_id('what')}")["name"] == "What for"


def test_places_hold_against_the_schema_and_no_refuge_is_among_them(ask):
    page = ask("/service_at_locations")
    assert [record["service"]["name"] for record in page["contents"]] == ["Elm"]
    assert faults("uk/service_at_location_list", page["contents"][0]) == []
    one = page["contents"][0]["id"]
    assert ask(f"/service_at_locations/{one}")["service"]["schedules"]


def test_a_refuge_has_no_place_anywhere_in_the_feed(ask, api_client):
    for path in ADDRESSES:
        if path.endswith("{id}"):
            continue
        for query in ({}, {"full": "true"}, {"format": "ndjson"}, {"full": "true", "format": "ndjson"}):
            answer = api_client.get(path, query)
            text = b"".join(answer) if answer.streaming else answer.content
            for line in text.decode().splitlines():
                found = json.loads(line)
                for record in found.get("contents", [found]):
                    record = record.get("service", record)
                    if record.get("name") == "Refuge line":
                        assert "service_at_locations" not in record
                        assert "latitude" not in json.dumps(record)


def test_a_refuge_with_a_place_cannot_be_written_into_the_feed(world):
    from dataclasses import replace

    service = add_service(by=world.editor, entry=an_entry(what=frozenset({What.REFUGE})))
    (listed,) = listed_of([service])
    with pytest.raises(ValueError, match="no place"):
        service_record(replace(listed, entry=replace(listed.entry, place=PLACE)))


def test_drafts_withdrawn_entries_and_notes_are_never_in_it(ask, api_client):
    for path in ("/services", "/organizations", "/service_at_locations"):
        for query in ({"full": "true"}, {"format": "ndjson"}, {"search": SECRET}, {"search": "draft"}):
            answer = api_client.get(path, query)
            text = b"".join(answer) if answer.streaming else answer.content
            assert SECRET.encode() not in text
    for service in Service.objects.exclude(stage=Stage.PUBLISHED):
        assert api_client.get(f"/services/{service.id}").status_code == 404


def test_pages_say_where_they_are(ask):
    first, last = ask("/services", per_page=3), ask("/services", per_page=3, page=2)
    assert {name: first[name] for name in first if name != "contents"} == {
        "total_items": 4, "total_pages": 2, "page_number": 1, "size": 3,
        "first_page": True, "last_page": False, "empty": False,
    }  # fmt: skip
    assert (last["size"], last["last_page"]) == (1, True)
    assert ask("/services", page=9)["empty"]
    names = [record["name"] for record in first["contents"] + last["contents"]]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"search": "texst"}, ["Texts"]),
        ({"taxonomy_term_id": str(term_id("what", "refuge"))}, ["Refuge line"]),
        ({"taxonomy_term_id": str(uuid4())}, []),
        ({"taxonomy_id": str(taxonomy_id("whom"))}, ["Elm", "Refuge line", "Texts"]),
        ({"maximum_age": "12"}, ["Bare", "Refuge line", "Texts"]),
        ({"day": "SU"}, ["Refuge line"]),
        ({"day": "MO", "start_time": "16:00"}, ["Elm", "Refuge line"]),
        ({"start_time": "18:00"}, ["Refuge line"]),
        ({"end_time": "08:00"}, ["Refuge line"]),
    ],
)
def test_filters_leave_what_fits(ask, asked, names):
    assert [record["name"] for record in ask("/services", **asked)["contents"]] == names


def test_what_changed_and_what_is_near(ask, full):
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    assert ask("/services", modified_after=later)["empty"]
    assert ask("/services", modified_after="2020-01-01T00:00:00Z")["total_items"] == 4
    near = ask("/service_at_locations", postcode="LE1 5AB", proximity="5000")
    assert near["total_items"] == 1
    assert ask("/service_at_locations", postcode="LE15")["empty"]
    assert ask("/service_at_locations", postcode="ZZ9")["empty"]
    own = ask("/services", organization_id=str(full[3].organisation_id))
    assert [record["name"] for record in own["contents"]] == ["Bare"]


def test_every_address_is_a_page_that_anybody_reads_and_nothing_is_sent_to():
    for route in routes("api"):
        assert route.stance.posture is Posture.PUBLIC_PAGE, route


def test_minimal_says_which_and_when(ask):
    for record in ask("/services", minimal="true")["contents"]:
        assert set(record) == {"id", "name", "status", "last_modified"}


def test_lines_are_streamed_without_pages(full, api_client):
    answer = api_client.get("/services", {"format": "ndjson", "per_page": 1})
    assert answer.streaming
    assert answer["Content-Type"] == "application/x-ndjson"
    assert len(b"".join(answer).splitlines()) == 4


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=x", "page=-1", "page=٣", "per_page=501", "per_page=1e3", "minimal=yes", "format=xml",
        "taxonomy_id=1", "modified_after=yesterday", "day=MON", "start_time=9", "minimum_age=nan",
        "page=1&page=2", "search=a%00b", "search=" + "x" * 300, "organization_id={}",
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_read_is_said(full, api_client, query):
    answer = api_client.get(f"/services?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["detail"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_anybody_may_read_and_keep_it_and_nobody_gets_a_cookie(full, api_client):
    for path in ("/", "/services", "/openapi.json", f"/services/{uuid4()}", "/nowhere"):
        answer = api_client.get(path)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["Content-Type"] == "application/json"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Server"] == "web"
        assert not answer.cookies
        cached = answer["Cache-Control"]
        assert cached == ("public, max-age=300" if answer.status_code == 200 else "no-store")
    assert api_client.post("/services").status_code == 405
    assert FaceClient("evil.example").get("/").status_code == 400


def test_a_flood_is_asked_to_wait_and_its_address_is_not_kept():
    walls = walls_of("api") | {"API_REQUESTS_A_MINUTE": 3}
    with override_settings(**walls):
        client = FaceClient(ORIGINS["api"])
        for _ in range(3):
            assert client.get("/", REMOTE_ADDR="192.0.2.1").status_code == 200
        answer = client.get("/", REMOTE_ADDR="192.0.2.1")
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 60
        assert client.get("/", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_record_of_an_older_shape_is_made_anew(ask, full):
    FeedRecord.objects.filter(service_id=full[0].id).update(version=0, body="{}")
    assert ask(f"/services/{full[0].id}")["name"] == "Elm"


def test_the_first_page_names_the_profile_and_the_document(ask):
    said = ask("/")
    assert said["version"] == "HSDS-UK-3.0"
    assert said["openapi_url"] == "https://feed.example.org/openapi.json"
    assert set(ask("/openapi.json")["paths"]) == set(ADDRESSES)


def test_a_list_is_read_with_few_queries(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        ask("/services", full="true")


def test_bills_are_said_in_words(publish):
    service = publish(numbers=(Number(NumberKind.CALL, "02079460991", free=Known.YES, on_bill=Known.NO),))
    (record,) = [service_record(each) for each in listed_of([service])]
    assert record["phones"][0]["description"] == "Free to call. Does not show on the bill."
    show_services([])


with override_settings(**walls_of("api")):
    _document = document(settings.API_ORIGIN)
schema = schemathesis.openapi.from_dict(_document)


@pytest.fixture
def served(full):
    """The callable that a server boots. As under Django's own test client, it keeps the test's connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with override_settings(**walls_of("api") | {"API_REQUESTS_A_MINUTE": 10**6}):
        yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@hypothesis_settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_schemathesis_finds_no_fault(case, served):
    response = case.call(app=served, base_url="https://feed.example.org")
    case.validate_response(response)
