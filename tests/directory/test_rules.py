"""What an entry must be. A refuge has no address, at every door, the database's own included."""

import pytest
from django.db import IntegrityError, transaction

from tests.directory.conftest import an_entry
from waymark.directory.actions import add_service, change_service, merge_services
from waymark.directory.entries import Number, Place, read_entry, write_entry
from waymark.directory.models import Revision, Service
from waymark.directory.queries import entry_of, history_of
from waymark.directory.rules import check_entry, may_entry, may_hours, may_merge, needs_check_first
from waymark.directory.terms import NumberKind, What
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PLACE = Place("1 High Street", "Oakham", "LE15 6AH", 52.67, -0.73)
REFUGE = frozenset({What.REFUGE})


@pytest.mark.parametrize(
    "place", [PLACE, Place(town="Oakham"), Place(latitude=52.0, longitude=-1.0), Place(postcode="LE15 6AH")]
)
def test_a_refuge_has_no_place(place):
    assert may_entry(an_entry(place=PLACE))
    with pytest.raises(Refused, match="never has an address") as refused:
        check_entry(an_entry(what=REFUGE, place=place))
    assert refused.value.field == "address"


@pytest.mark.parametrize(
    "field", ["about", "who", "access", "staff_note", "check_first", "organisation", "source", "areas"]
)
@pytest.mark.parametrize("text", ["We are at 12 Elm Tree Road.", "Near LE1 1AA, ring the bell"])
def test_a_refuge_has_no_address_in_any_text(field, text):
    said = {field: (text,) if field == "areas" else text}
    with pytest.raises(Refused, match="never has an address"):
        check_entry(an_entry(what=REFUGE, **said))
    assert may_entry(an_entry(**said))


@pytest.mark.parametrize("name", ["Elm women’s refuge", "The Safe House"])
def test_what_is_called_a_refuge_has_no_place_whatever_it_is_listed_under(name):
    assert may_entry(an_entry(name=name))
    with pytest.raises(Refused, match="never has an address"):
        check_entry(an_entry(name=name, place=Place(town="Oakham")))


@pytest.mark.parametrize(
    "changes",
    [
        {"town": "Oakham"},
        {"address": "1 High Street"},
        {"postcode": "LE15 6AH"},
        {"latitude": 52.0, "longitude": 0.0},
    ],
)
def test_the_database_itself_refuses_a_refuge_with_a_place(world, changes):
    service = add_service(by=world.editor, entry=an_entry(what=REFUGE))
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(**changes)


def test_an_entry_that_turns_out_to_be_a_refuge_loses_its_address_in_its_history_too(world):
    told = an_entry(
        place=PLACE,
        about="Come to 12 Elm Tree Road.",
        areas=("Near LE15 6AH", "Rutland"),
        staff_note="LE15 6AH",
    )
    service = add_service(by=world.editor, entry=told)
    assert "High Street" in history_of(service)[0].entry
    with pytest.raises(Refused, match="never has an address"):
        change_service(
            by=world.editor, service=service, entry=an_entry(what=REFUGE), how="went to 12 Elm Tree Road"
        )
    change_service(by=world.editor, service=service, entry=an_entry(what=REFUGE))
    assert entry_of(Service.objects.get()).place is None
    for revision in Revision.objects.all():
        for part in ("High Street", "LE15 6AH", "52.67", "Elm Tree Road"):
            assert part not in revision.entry
    assert "Rutland" in history_of(service)[1].entry


def test_a_double_of_a_refuge_forgets_its_address_and_a_refuge_is_never_merged_away(world):
    kept = add_service(by=world.editor, entry=an_entry(what=REFUGE))
    gone = add_service(
        by=world.editor,
        entry=an_entry(name="Elm", place=PLACE, about="At 12 Elm Tree Road.", staff_note="Ring at LE15 6AH"),
    )
    assert not may_merge(world.editor, gone, kept)
    with pytest.raises(Refused, match="listed under refuge"):
        merge_services(by=world.editor, kept=gone, gone=kept)
    merge_services(by=world.editor, kept=kept, gone=gone)
    gone.refresh_from_db()
    assert gone.is_refuge
    left = f"{vars(gone)} {entry_of(gone)} {[vars(one) for one in Revision.objects.all()]}"
    for part in ("High Street", "LE15 6AH", "52.67", "Elm Tree Road"):
        assert part not in left


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"organisation": ""}, "organisation"),
        ({"name": "x" * 161}, "name"),
        ({"about": "x" * 1001}, "about"),
        ({"hours": "nine to five"}, "hours"),
        ({"hours": "Mo " + "09:00-10:00," * 60}, "hours"),
        ({"email": "nobody"}, "email"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "https://"}, "web"),
        ({"web": "http://[x"}, "web"),
        ({"minimum_age": 30, "maximum_age": 20}, "minimum_age"),
        ({"numbers": (Number(NumberKind.CALL, "12"),)}, "numbers"),
        ({"place": Place(postcode="nowhere")}, "postcode"),
        ({"place": Place(latitude=91.0, longitude=0.0)}, "latitude"),
        ({"place": Place(latitude=51.0)}, "latitude"),
        ({"place": Place(latitude=float("nan"), longitude=0.0)}, "latitude"),
    ],
)
def test_what_cannot_be_shown_is_refused_at_its_box(changes, field):
    with pytest.raises(Refused) as refused:
        check_entry(an_entry(**changes))
    assert refused.value.field == field


def test_an_entry_comes_back_from_its_history_as_it_was():
    entry = an_entry(place=PLACE, minimum_age=16)
    assert read_entry(write_entry(entry)) == entry


def test_overdue_and_disputed_facts_are_to_be_checked_first():
    from datetime import date

    today = date(2026, 11, 23)
    assert not needs_check_first(an_entry(), date(2026, 11, 23), today)
    assert needs_check_first(an_entry(), date(2026, 11, 22), today)
    assert needs_check_first(an_entry(check_first="Sources differ."), None, today)
    assert may_hours("24/7")
    assert not may_hours("often")
