"""Whether somebody named a member: by any part of any name of theirs, in any script."""

import pytest

from waymark.staff.models import Member
from waymark.staff.naming import is_named

TAMAR = Member(name="tlm7", shown_name="Tamar Jo Marlow J")
SONAL = Member(name="x7", shown_name="સોનલ પટેલ")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("", False),
        ("Robin", False),
        ("J", False),
        ("o", False),
        ("Tam", False),
        ("Jo", True),
        ("not JO, please", True),
        ("Lewis-Marlow", True),
        ("Marlow's friend", True),
        ("tlm7", True),
        ("TLM", True),
        ("Tamár", True),
        ("Маrlоw", True),
    ],
)
def test_any_part_of_two_letters_or_more_of_either_name_names_a_member(said, named):
    assert is_named(TAMAR, said) is named


@pytest.mark.parametrize(("said", "named"), [("સોનલ", True), ("પટેલ", True), ("સનલ", False), ("સાનલ", False)])
def test_a_vowel_s_mark_is_as_good_as_a_letter(said, named):
    assert is_named(SONAL, said) is named
