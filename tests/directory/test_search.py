"""Finding help: forgiving of spelling, never syntax, published entries only."""

import pytest

from tests.directory.conftest import an_entry
from waymark.directory.actions import change_service, withdraw_service
from waymark.directory.entries import Place
from waymark.directory.search import found_services, km_between, nearest_services
from waymark.directory.terms import What
from waymark.directory.vocabulary import asked_words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_entries_are_found_by_words_of_any_of_their_parts(publish):
    service = publish()
    for text in ("Elm", "debt", "leicestershire", "ELM advice", "advise elm", "benefits"):
        assert found_services(text) == [service.id], text


@pytest.mark.parametrize("text", ["no money", "debts", "mony", "advcie line", "élm"])
def test_spelling_is_forgiven_and_everyday_words_are_known(publish, text):
    service = publish()
    assert found_services(text) == [service.id]


def test_the_fields_own_words_lead_where_they_should(publish):
    stalking = publish(name="Line one", about="", what=frozenset({What.STALKING}))
    housing = publish(name="Line two", about="", what=frozenset({What.HOUSING}))
    visa = publish(name="Line three", about="", what=frozenset({What.IMMIGRATION}))
    assert found_services("stalking")[0] == stalking.id
    assert found_services("trapped at home")[0] == housing.id
    assert found_services("visa")[0] == visa.id


def test_small_words_that_somebody_types_lead_nowhere_else(publish):
    housing = publish(name="Line one", about="", what=frozenset({What.HOUSING}))
    support = publish(name="Line two", about="After abuse at home, trapped or not", what=frozenset())
    assert found_services("I am homeless, what can I do at home")[0] == housing.id
    assert set(found_services("trapped at home")) == {housing.id, support.id}
    assert asked_words("At my") == ["at", "my"]  # where nothing else is left


@pytest.mark.parametrize(
    "text", ['"', "elm AND", "NEAR(elm", "title:elm*", "elm' OR 1=1 --", "& | ! ( )", "\x00", "%", "'" * 999]
)
def test_what_is_typed_is_never_syntax(publish, text):
    publish()
    assert isinstance(found_services(text), list)


def test_drafts_and_withdrawn_entries_are_never_found(world, publish):
    service = publish()
    withdraw_service(by=world.editor, service=service)
    assert found_services("elm") == []


def test_a_changed_entry_is_found_by_what_it_says_now(world, publish):
    service = publish()
    change_service(by=world.editor, service=service, entry=an_entry(about="Pigeons"), how="rang them")
    assert found_services("pigeons") == [service.id]


def test_the_nearest_come_first_and_the_far_not_at_all(publish):
    near = publish(name="Near", place=Place(town="Leicester", latitude=52.63, longitude=-1.13))
    middle = publish(name="Middle", place=Place(town="Loughborough", latitude=52.77, longitude=-1.21))
    publish(name="Far", place=Place(town="London", latitude=51.5, longitude=-0.1))
    found = nearest_services(52.634, -1.128, within_km=30)
    assert [one for one, _ in found] == [near.id, middle.id]
    assert found[1][1] == pytest.approx(km_between(52.634, -1.128, 52.77, -1.21))
    assert 15 < found[1][1] < 18
