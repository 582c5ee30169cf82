import math
import re
from hashlib import sha256
from string import ascii_lowercase, ascii_uppercase, digits

import pytest

from waymark.sealing.wordlist import WORDS, find_word, fold, latin

# The order of the list is part of every derivation ever made. This line never changes.
FROZEN = "ed5626b3175113151a1708c171bb4cb8bd97f5a357f7157fd41579db2dd543da"


def test_the_list_never_changes():
    assert sha256("".join(word + "\n" for word in WORDS).encode()).hexdigest() == FROZEN


def test_the_list_has_the_size_and_bits_that_the_docs_state():
    assert len(WORDS) == 7358 >= 7300
    assert round(6 * math.log2(len(WORDS)), 2) == 77.07
    assert round(6 * math.log2(len(WORDS)) - 4, 2) == 73.07
    assert 1000 + len(WORDS) - 1 <= 9999


def test_words_are_sorted_unique_lower_ascii_letters_of_a_sensible_length():
    assert list(WORDS) == sorted(set(WORDS))
    assert all(re.fullmatch("[a-z]{3,13}", word) for word in WORDS)


def test_no_two_words_look_alike():
    assert len({fold(word) for word in WORDS}) == len(WORDS)


def test_no_word_begins_another_even_when_look_alike_letters_are_one():
    folded = {fold(word) for word in WORDS}
    assert not [word for word in folded for end in range(1, len(word)) if word[:end] in folded]


@pytest.mark.parametrize(
    ("one", "other"), ["uv", "gq", "ce", "sz", "bd", "ao", "ei", "nm", "tf", "nh", ("cl", "d")]
)
def test_no_two_words_are_one_easily_misread_letter_apart(one, other):
    words = set(WORDS)
    for word in WORDS:
        for found in re.finditer(one, word):
            assert word[: found.start()] + other + word[found.end() :] not in words


def test_no_two_words_differ_by_a_doubled_letter_only():
    assert len({re.sub(r"(.)\1", r"\1", word) for word in WORDS}) == len(WORDS)


HURTFUL = """abuse police shelter safehouse secret password victim rape kill knife gun husband wife divorcee
    custody refuge escape hurt afraid die dead death stab choke strangle slave survivor blood scar stalker"""


@pytest.mark.parametrize("word", HURTFUL.split())
def test_words_that_would_hurt_or_give_away_are_not_on_the_list(word):
    assert word not in WORDS


def test_each_word_of_the_list_is_found_as_itself():
    assert [find_word(word) for word in WORDS] == list(range(len(WORDS)))


def test_letters_that_pass_for_one_another_are_written_as_one():
    assert fold("vvrn1i0lo") == "wmlloLo".lower()


def test_capitals_and_digits_of_any_script_are_read_as_latin_ones():
    assert latin(ascii_uppercase + ascii_lowercase + digits) == ascii_lowercase * 2 + digits
    assert latin("٠١٢٣٤٥٦٧٨٩") == latin("০১২৩৪৫৬৭৮৯") == digits
    assert latin("a\u00ad\u200b\u200c\u200d\u2060\ufeffb") == "ab"
    assert latin("ŁłØøĐđı ß") == "lloooddi ss".replace("ooo", "oo")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ＢＩＳＣＵＩＴ", "biscuit"),
        ("bíscuît", "biscuit"),
        ("b1scu1t", "biscuit"),
        ("blscult", "biscuit"),
        ("Ьiscuit", None),
        ("bіѕсuіt", "biscuit"),
        ("ΒΙSCUΙΤ", "biscuit"),
        ("bıscuıt", "biscuit"),
        ("tearnate", None),
        ("mernory", None),
        ("alrnanac", "almanac"),
        ("snovvman", "snowman"),
        ("sn0wman", "snowman"),
        ("bis\u00adcuit", "biscuit"),
        ("", None),
    ],
)  # fmt: skip
def test_look_alike_letters_find_the_word(typed, word):
    index = find_word(latin(typed))
    assert (None if index is None else WORDS[index]) == word
