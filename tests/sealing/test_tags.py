from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.tags import (
    FILLED_TO,
    Identity,
    Role,
    TagKind,
    _surname_parts,
    compound_values,
    fill_tags,
    new_tag_key,
    tag,
    tags_of,
)

KEY = new_tag_key()
AYESHA = Identity(
    forenames=["Ayesha"],
    surnames=["Chaudhry"],
    born_on=date(1990, 4, 3),
    phones=["07700 900123"],
    emails=["A.Person@Example.org"],
    postcodes=["LS1 4AP"],
    references=["13/123456/26"],
)


def shared(one, other, role=Role.HARMED):
    kinds = {kind for kind, _ in compound_values(one) & compound_values(other)}
    assert bool(tags_of(KEY, role, one) & tags_of(KEY, role, other)) is bool(kinds)
    return kinds


def test_another_spelling_of_the_same_person_shares_tags():
    other = Identity(forenames=["Aisha"], surnames=["Choudhury"], born_on=date(1990, 4, 3))
    assert shared(AYESHA, other) == {
        TagKind.SURNAME_BIRTH,
        TagKind.FORENAME_BIRTH,
        TagKind.NAMES_YEAR,
        TagKind.SURNAME_EITHER_WAY,
    }


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        ({"surnames": ["Chowdhury"], "born_on": date(1990, 3, 4)}, {TagKind.SURNAME_EITHER_WAY}),
        ({"forenames": ["Choudhury"], "surnames": ["Aisha"], "birth_year": 1990}, {TagKind.NAMES_YEAR}),
        (
            {"surnames": ["Chaudhry-Smith"], "born_on": date(1990, 4, 3)},
            {TagKind.SURNAME_BIRTH, TagKind.SURNAME_EITHER_WAY},
        ),
        ({"phones": ["+44 (0)7700 900 123"]}, {TagKind.PHONE}),
        ({"phones": ["00447700900123"]}, {TagKind.PHONE}),
        ({"emails": [" a.person@example.ORG "]}, {TagKind.EMAIL}),
        ({"postcodes": ["ls14ap"], "forenames": ["Aysha"]}, {TagKind.POSTCODE_FORENAME}),
        ({"postcodes": ["LS1-4AP"], "born_on": date(1990, 4, 3)}, {TagKind.POSTCODE_BIRTH}),
        ({"references": ["13 123456 26"]}, {TagKind.REFERENCE}),
        ({"forenames": ["Ayesha"], "surnames": ["Chaudhry"]}, set()),
        ({"born_on": date(1990, 4, 3)}, set()),
        ({"postcodes": ["LS1 4AP"]}, set()),
        ({"phones": ["999", "07700"], "emails": ["nobody", "@example.org"], "references": ["1"]}, set()),
    ],
)  # fmt: skip
def test_compound_values_are_shared_and_single_common_ones_never(known, kinds):
    assert shared(AYESHA, Identity(**known)) == kinds


@pytest.mark.parametrize("born_on", [date(1990, 4, 4), date(1990, 4, 13)])
def test_a_date_that_cannot_be_swapped_is_not_looked_for_either_way(born_on):
    kinds = {kind for kind, _ in compound_values(Identity(surnames=["Khan"], born_on=born_on))}
    assert kinds == {TagKind.SURNAME_BIRTH}


def test_every_tag_kind_is_made_from_somebody():
    assert {kind for kind, _ in compound_values(AYESHA)} == set(TagKind)
    assert compound_values(Identity()) == frozenset()


def test_roles_kinds_and_keys_share_no_tags():
    assert not tags_of(KEY, Role.HARMED, AYESHA) & tags_of(KEY, Role.CAUSING, AYESHA)
    assert not tags_of(KEY, Role.HARMED, AYESHA) & tags_of(new_tag_key(), Role.HARMED, AYESHA)
    assert tag(KEY, TagKind.PHONE, Role.HARMED, "x") != tag(KEY, TagKind.EMAIL, Role.HARMED, "x")


@pytest.mark.parametrize("kind", TagKind)
def test_a_part_of_a_compound_value_alone_makes_no_tag(kind):
    for parts in ((), ("",), ("a", ""), ("a",) * 5):
        with pytest.raises(ValueError):
            tag(KEY, kind, Role.HARMED, *parts)


def test_parts_cannot_slide_into_each_other():
    assert tag(KEY, TagKind.SURNAME_BIRTH, Role.HARMED, "ab", "c") != tag(
        KEY, TagKind.SURNAME_BIRTH, Role.HARMED, "a", "bc"
    )


@given(st.sets(st.binary(min_size=16, max_size=16), max_size=70))
def test_filling_up_hides_how_many_tags_are_real(real):
    filled = fill_tags(frozenset(real))
    assert set(real) <= set(filled)
    assert filled == sorted(set(filled))
    assert len(filled) % FILLED_TO == 0
    assert 0 < len(filled) < len(real) + FILLED_TO or not real


def test_an_identity_and_a_tag_key_say_nothing():
    for text in (repr(AYESHA), str(KEY), f"{AYESHA}"):
        assert "Chaudhry" not in text
        assert "redacted" in text


@pytest.mark.parametrize(
    ("real", "filled"), [(0, 32), (1, 32), (31, 32), (32, 32), (33, 64), (64, 64), (65, 96)]
)
def test_tags_are_filled_up_to_the_next_thirty_two(real, filled):
    made = fill_tags(frozenset(bytes([number]) * 16 for number in range(real)))
    assert len(made) == len(set(made)) == filled
    assert {len(each) for each in made} == {16}


def test_a_random_tag_that_is_there_already_is_drawn_anew():
    drawn = iter([b"a" * 16, b"a" * 16, *(bytes([number]) * 16 for number in range(31))])
    assert len(fill_tags(frozenset(), lambda length: next(drawn)[:length])) == 32


@pytest.mark.parametrize(
    ("known", "values"),
    [
        ({"phones": ["123456"]}, set()),
        ({"phones": ["123 45 67"]}, {(TagKind.PHONE, ("1234567",))}),
        ({"phones": ["44" + "1" * 8]}, {(TagKind.PHONE, ("44" + "1" * 8,))}),
        ({"phones": ["44" + "1" * 9, "0044" + "1" * 9]}, {(TagKind.PHONE, ("0" + "1" * 9,))}),
        ({"phones": ["44" + "1" * 10, "0044" + "1" * 10]}, {(TagKind.PHONE, ("0" + "1" * 10,))}),
        ({"phones": ["44" + "1" * 11, "0044" + "1" * 11]}, {(TagKind.PHONE, ("0" + "1" * 11,))}),
        ({"phones": ["440" + "1" * 10]}, {(TagKind.PHONE, ("0" + "1" * 10,))}),
        ({"phones": ["44" + "1" * 12]}, {(TagKind.PHONE, ("44" + "1" * 12,))}),
        ({"phones": ["0044" + "1" * 12]}, {(TagKind.PHONE, ("0044" + "1" * 12,))}),
        ({"phones": ["1" * 11]}, {(TagKind.PHONE, ("1" * 11,))}),
        ({"emails": ["a@", "@b", "ab", "@", "a@b@"]}, set()),
        ({"emails": ["A@b@C.org"]}, {(TagKind.EMAIL, ("a@b@c.org",))}),
        ({"references": ["12-34/5"]}, set()),
        ({"references": ["12-34/5x"]}, {(TagKind.REFERENCE, ("12345x",))}),
        ({"postcodes": ["LS14"], "born_on": date(1990, 4, 13)}, set()),
        (
            {"postcodes": ["M1 1AA"], "born_on": date(1990, 4, 13)},
            {(TagKind.POSTCODE_BIRTH, ("m11aa", "1990-04-13"))},
        ),
        (
            {"forenames": ["Ali"], "surnames": ["Khan"], "born_on": date(1990, 12, 3), "birth_year": 1950},
            {
                (TagKind.NAMES_YEAR, ("080000", "560000", "1990")),
                (TagKind.SURNAME_BIRTH, ("560000", "1990-12-03")),
                (TagKind.FORENAME_BIRTH, ("080000", "1990-12-03")),
                (TagKind.SURNAME_EITHER_WAY, ("560000", "1990", "3", "12")),
            },
        ),
        (
            {"surnames": ["Khan"], "born_on": date(1990, 3, 12)},
            {
                (TagKind.SURNAME_BIRTH, ("560000", "1990-03-12")),
                (TagKind.SURNAME_EITHER_WAY, ("560000", "1990", "3", "12")),
            },
        ),
        ({"surnames": ["Khan"], "birth_year": 1990}, set()),
        ({"forenames": ["Ali"], "surnames": ["Khan"]}, set()),
        (
            {"forenames": ["Ali"], "postcodes": ["M1 1AA"]},
            {(TagKind.POSTCODE_FORENAME, ("m11aa", "080000"))},
        ),
    ],
)
def test_what_makes_a_value_and_what_is_too_little(known, values):
    assert compound_values(Identity(**known)) == values


def test_a_double_name_counts_whole_and_by_parts_of_three_letters_or_more():
    assert _surname_parts("Lee-de Souza") == {"LeedeSouza", "Lee", "Souza"}
    assert _surname_parts("Khan") == {"Khan"}


def test_the_names_that_are_part_of_every_stored_tag_stay():
    kinds = "surname-birth forename-birth names-year surname-either-way phone email"
    kinds += " postcode-forename postcode-birth reference"
    assert [kind.value for kind in TagKind] == kinds.split()
    assert [role.value for role in Role] == ["harmed", "causing"]


def test_a_part_that_no_encoding_holds_makes_a_tag_all_the_same():
    assert len(tag(KEY, TagKind.PHONE, Role.HARMED, "\ud800")) == 16
