"""Who may be somebody whom a member knows: names, ways and places, however they are written."""

import pytest

from waymark.records.refusal import Refused
from waymark.staff.knowing import LONGEST_LINE, MOST_PEOPLE, Ties, read_ties


def held(line, name="", phone="", email="", address=""):
    return Ties(read_ties(line)).hold(name=name, phone=phone, email=email, address=address)


@pytest.mark.parametrize(
    ("known", "given", "tied"),
    [
        ("Sonal Patel", "Sonal Patel", True),
        ("Sonal Patel", "patel, SONAL", True),
        ("Sonal Patel", "Mrs Sonal K. Patel-Shah", True),
        ("Sonal Meera Patel", "Meera Patel", True),
        ("Zoë Núñez", "Zoe Nunez", True),
        ("સોનલ પટેલ", "સોનલ પટેલ", True),
        ("સોનલ પટેલ", "સનલ પટેલ", False),
        # All that they gave: it may be them.
        ("Sonal Patel", "Sonal", True),
        ("Sonal Patel", "Mrs Patel", True),
        ("Sonal Patel", "Mr P", False),
        # One part of two is no tie: not every Mohammed, not every Patel.
        ("Mohammed Khan", "Mohammed Ali", False),
        ("Sonal Patel", "Meera Patel", False),
        ("Mohammed", "Mohammed Ali", False),
        ("Mohammed", "Mohammed", True),
        ("Mrs Khan", "Mrs Ali", False),
        ("Ann Lee", "Anne Leeson", False),
        ("Sonal Patel", "", False),
        ("Sonal Patel", "?!", False),
    ],
)
def test_a_name_is_one_by_two_parts_or_by_the_only_one_that_was_given(known, given, tied):
    assert held(known, name=given) is tied


@pytest.mark.parametrize(
    ("known", "given", "tied"),
    [
        ("01632 960001", "01632960001", True),
        ("01632 960001", "+44 (0)1632 960-001", True),
        ("0044 1632 960001", "01632 960001", True),
        ("+353 1 234 5678", "+353 1 234 5678", True),
        ("01632 960001", "٠١٦٣٢ ٩٦٠٠٠١", True),
        ("01632 960001", "01632 960002", False),
        ("01632 960001", "960001", False),
        ("01632 960001", "", False),
    ],
)
def test_a_number_is_the_same_however_it_is_written(known, given, tied):
    assert held(f"Sam Bell; {known}", phone=given) is tied


@pytest.mark.parametrize(
    ("given", "tied"), [("SAM@Example.org ", True), ("sam@example.com", False), ("", False)]
)
def test_an_email_is_the_same_however_it_is_written(given, tied):
    assert held("Sam Bell; sam@example.org", email=given) is tied


@pytest.mark.parametrize(
    ("known", "given", "tied"),
    [
        ("12 Rose Lane", "12 Rose Lane", True),
        ("12 Rose Lane", "Flat 3, 12 rose ln.\nLeicester", True),
        ("12 Rose Lane", "112 Rose Lane", False),
        ("12 Rose Lane", "21 Rose Lane", False),
        ("Flat 3, 12 Rose Lane", "12 Rose Lane", True),
        ("Rose Lane", "12 Rose Lane, LE1 1AA", True),
        ("Rose Lane", "12 Primrose Lane", False),
        ("St Mary's Rd", "4 St. Mary's Road", True),
        ("LE1 1AA", "Somewhere, le11aa", True),
        ("LE1 1AA", "Somewhere, LE1 1AB", False),
        ("12 Rose Lane, LE1 1AA", "12 Rose Lane, Leicester", True),
        ("12 Rose Lane, LE1 1AA", "The Cottage, LE1 1AA", True),
        ("12 Rose Lane, LE1 1AA", "14 Rose Lane, LE1 1AA", False),
        ("12 Rose Lane, LE1 1AA", "12 Rose Lane, YO1 7HH", False),
        ("12 Rose Lane, LE1 1AA", "", False),
    ],
)
def test_a_place_is_the_same_by_postcode_and_house_or_by_street(known, given, tied):
    assert held(f"Sam Bell; {known}", address=given) is tied


def test_each_line_is_somebody_and_each_piece_is_enough():
    text = "\n  Sam Bell ; 01632 960001; sam@example.org;12 Rose Lane, LE1 1AA;\n\nSonal Patel\r\n"
    assert len(read_ties(text)) == 2
    for given in ({"phone": "01632 960001"}, {"email": "sam@example.org"}, {"address": "LE1 1AA"}):
        assert held(text, **given)
    assert held(text, name="Sonal Patel", phone="01632 960009")
    assert not held(text, name="Sonal Bell")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sam Bell\n01632 960001", "Line 2: begin with a name"),
        ("; 01632 960001", "Line 1: begin with a name"),
        ("Sam Bell, 01632 960001", "Line 1: begin with a name, and put a semicolon after it"),
        ("sam@example.org", "Line 1: begin with a name"),
        ("Mrs", "Line 1: begin with a name"),
        ("Sam Bell; Milton Keynes", "Line 1: “Milton Keynes” cannot be compared"),
        ("Sam Bell; 123", "Line 1: “123” cannot be compared"),
        ("Sam Bell; sam@", "Line 1: “sam@” cannot be compared"),
        (f"Sam {'b' * LONGEST_LINE}", "Line 1 is too long"),
        ("Sam Bell\n" * (MOST_PEOPLE + 1), f"more than {MOST_PEOPLE} people"),
    ],
)
def test_a_line_that_would_be_compared_with_nothing_is_refused(text, said):
    with pytest.raises(Refused) as refused:
        read_ties(text)
    assert said in refused.value.sentence
    assert refused.value.field == "people"


def test_nobody_is_known_by_nothing_and_nothing_is_printed():
    assert read_ties("\n \n") == ()
    assert not Ties().hold(name="Sam", phone="1", email="", address="")
    ties = Ties(read_ties("Sam Bell; 12 Rose Lane"))
    assert "Bell" not in f"{ties!r}{ties.known!r}"
