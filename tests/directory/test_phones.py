"""Numbers as lists have them: dialled right, shown in groups, refused when they are none."""

import pytest

from waymark.directory.phones import is_free_to_call, kind_of, read_number, show_number
from waymark.directory.terms import NumberKind
from waymark.records.refusal import Refused


@pytest.mark.parametrize(
    ("typed", "number", "send", "shown"),
    [
        ("0808 2000 247", "08082000247", "", "0808 200 0247"),
        ("+44 20 7008 0151", "02070080151", "", "020 7008 0151"),
        ("999", "999", "", "999"),
        ("116 123", "116123", "", "116 123"),
        ("0800 1111", "08001111", "", "0800 1111"),
        ("85258 (text SHOUT)", "85258", "SHOUT", "85258"),
        ("18001 101", "18001 101", "", "18001 101"),
        ("18000", "18000", "", "18000"),
    ],
)
def test_numbers_are_read_and_shown(typed, number, send, shown):
    assert read_number(typed) == (number, send)
    assert show_number(number) == shown


@pytest.mark.parametrize(
    "typed", ["", "ring us", "12", "0116 273 333", "07x", "٣٣٣", "1; DROP", "a" * 400, "0" * 30, "18001 12"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Refused):
        read_number(typed)


def test_the_relay_is_known_by_its_number():
    assert kind_of("18000", is_text=True) is NumberKind.RELAY
    assert kind_of("18001 101", is_text=True) is NumberKind.RELAY
    assert kind_of("999", is_text=True) is NumberKind.TEXT


@pytest.mark.parametrize("number", ["999", "116123", "18000", "08082000247", "08001111"])
def test_a_call_that_the_numbering_plan_makes_free_is_known_to_be(number):
    assert is_free_to_call(number)


@pytest.mark.parametrize("number", ["02070080151", "03456000459", "07700900123", "85258", "18001 101", "x"])
def test_of_no_other_call_is_it_claimed(number):
    assert not is_free_to_call(number)
