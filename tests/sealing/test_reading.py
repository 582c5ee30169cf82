"""From what somebody typed to indices: what counts as numbers, words, a numbered list, or a mistake."""

import pytest

from waymark.sealing.errors import NotTheseWords, WordsFault
from waymark.sealing.reading import WIDEST, as_numbers, read_indices
from waymark.sealing.wordlist import WORDS

SIX = (0, 1, 7357, 3000, 2, 500)
SPELLED = [WORDS[index] for index in SIX]
NUMBERS = ["1000", "1001", "8357", "4000", "1002", "1500"]
LONGEST, SHORTEST = max(WORDS, key=len), min(WORDS, key=len)


def refusal(text, *count):
    with pytest.raises(NotTheseWords) as refused:
        read_indices(text, *count)
    return refused.value.reason, refused.value.offending


def test_a_number_is_its_index_and_a_thousand():
    assert as_numbers(SIX) == NUMBERS


@pytest.mark.parametrize(
    "text",
    [
        " ".join(NUMBERS),
        "".join(NUMBERS),
        "100 010 018 357 400 010 021 500",
        "10 00 10 01 83 57 40 00 10 02 15 00",
        "looo l001 8357 4ooO 1OO2 I5oo",
        "1) 1000\n2) 1001\n3) 8357\n4) 4000\n5) 1002\n6) 1500",
        "11. 1000 12. 1001 13. 8357 14. 4000 15. 1002 16. 1500",
        "1) 100 010 018 357 400 010 021 500",
        "no. " + " ".join(NUMBERS),
    ],
)
def test_numbers_are_read_however_they_are_grouped(text):
    assert read_indices(text) == [SIX]


def test_letters_typed_for_digits_are_digits_beside_a_single_one_and_else_a_word():
    assert read_indices("1ooo looi looo looi looo looi") == [(0, 1) * 3]
    assert refusal("oil lil") == (WordsFault.OFF_LIST, ["oil", "lil"])


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SPELLED),
        "".join(SPELLED),
        "1 " + " 12 ".join(SPELLED),
        " ".join(SPELLED).ljust(1000),
        " ".join(word[:2] + " " + word[2:] for word in SPELLED),
    ],
)
def test_words_are_read_however_they_are_spaced(text):
    assert read_indices(text) == [SIX]


def test_another_count_is_asked_for_by_whoever_reads():
    assert read_indices(" ".join(SPELLED[:2]), 2) == [SIX[:2]]
    assert read_indices("".join(NUMBERS[:3]), 3) == [SIX[:3]]
    assert refusal(" ".join(SPELLED), 5) == (WordsFault.COUNT, [])
    assert refusal("".join(NUMBERS), 5) == (WordsFault.COUNT, [])


@pytest.mark.parametrize("word", [LONGEST, SHORTEST])
def test_the_longest_and_the_shortest_words_run_together_are_taken_apart(word):
    index = WORDS.index(word)
    assert read_indices(word * 6) == [(index,) * 6]
    assert read_indices(word * 3, 3) == [(index,) * 3]


def test_words_typed_in_letters_twice_as_wide_are_taken_apart():
    wide = {word.replace("m", "rn").replace("w", "vv"): index for index, word in enumerate(WORDS)}
    typed = max(wide, key=len)
    assert len(typed) == WIDEST
    assert read_indices(typed * 6) == [(wide[typed],) * 6]


@pytest.mark.parametrize(
    ("text", "offending"),
    [
        ("0999 1001 8357 4000 1002 1500", ["0999"]),
        ("1000 1001 8357 4000 1002 15z0", ["15z0"]),
        ("1000 cake", ["1000"]),
        (" ".join([*SPELLED, "xyzzy"]), ["xyzzy"]),
        ("".join([*SPELLED, SPELLED[0]]), ["".join([*SPELLED, SPELLED[0]])]),
        ("1000 8358 8357 4000 9999 1500", ["8358", "9999"]),
        (" ".join(["xyzzy", *SPELLED[1:]]), ["xyzzy"]),
        (" ".join([*SPELLED[:5], "123"]), ["123"]),
        (" ".join([*SPELLED[:4], "xyzzy", "plugh"]), ["xyzzy", "plugh"]),
        ("".join(SPELLED[:2]) + " xyzzy " + " ".join(SPELLED[3:]), ["xyzzy"]),
    ],
)
def test_what_is_off_the_list_is_named_and_nothing_else(text, offending):
    assert refusal(text) == (WordsFault.OFF_LIST, offending)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 2 3",
        " ".join(SPELLED[:5]),
        " ".join([*SPELLED, WORDS[9]]),
        "".join(SPELLED[:5]),
        "".join(NUMBERS)[:-1],
        "".join(NUMBERS) + "1",
        " ".join(SPELLED).ljust(1001),
        "1" * 25,
    ],
)
def test_another_number_of_words_or_numbers_is_only_counted(text):
    assert refusal(text) == (WordsFault.COUNT, [])
