from uuid import UUID

import pytest

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair
from waymark.sealing.passphrases import (
    SALT_BYTES,
    derive_passphrase,
    draw_passphrase,
    fold_passphrase,
    seal_staff_half,
    unseal_staff_half,
)
from waymark.sealing.wordlist import WORDS

QUICK = (1, 8 * 1024)
SALT = bytes(range(16))
MEMBER = UUID(int=5)


def test_a_passphrase_is_six_words_of_the_list():
    assert len(draw_passphrase().split()) == 6
    assert all(word in WORDS for word in draw_passphrase().split())
    assert draw_passphrase() != draw_passphrase()


def test_a_passphrase_is_drawn_evenly():
    drawn = iter([b"\xff\xff", b"\x00\x00", b"\xe5\xef", b"\xe5\xf0"] + [b"\x00\x01"] * 4)
    assert draw_passphrase(lambda length: next({2: drawn}[length])).split() == [
        WORDS[0],
        WORDS[-1],
        *[WORDS[1]] * 4,
    ]


@pytest.mark.parametrize("typed", ["{}", "  {}  ", "{}\n"])
def test_every_way_of_typing_a_passphrase_is_one_passphrase(typed):
    passphrase = draw_passphrase()
    shouted = typed.format(passphrase.upper().replace(" ", "-"))
    assert fold_passphrase(shouted) == fold_passphrase(passphrase.replace(" ", "")) == passphrase


def test_text_that_no_encoding_holds_is_a_passphrase_like_any_other():
    assert derive_passphrase("\ud800", SALT, *QUICK) == derive_passphrase("\ud801", SALT, *QUICK)


def test_only_the_first_thousand_letters_count():
    assert fold_passphrase("é" * 1200) == "e" * 1000


def test_a_salt_is_neither_longer_nor_shorter():
    assert SALT_BYTES == 16
    for salt in (bytes(15), bytes(17), b""):
        with pytest.raises(ValueError, match="16 bytes"):
            derive_passphrase("one two", salt, *QUICK)


def test_other_text_folds_to_itself():
    assert fold_passphrase("  Not  Ours ") == "not ours"
    assert fold_passphrase("") == ""


def test_the_passphrase_unseals_the_half_and_nothing_else_does():
    secret = new_pair()
    sealed = seal_staff_half(derive_passphrase("one two", SALT, *QUICK), MEMBER, secret)
    assert unseal_staff_half(derive_passphrase("One  TWO", SALT, *QUICK), MEMBER, sealed) == secret
    for key, member in (
        (derive_passphrase("one three", SALT, *QUICK), MEMBER),
        (derive_passphrase("one two", bytes(16), *QUICK), MEMBER),
        (derive_passphrase("one two", SALT, 2, QUICK[1]), MEMBER),
        (derive_passphrase("one two", SALT, *QUICK), UUID(int=6)),
    ):
        with pytest.raises(DoesNotUnseal):
            unseal_staff_half(key, member, sealed)


def test_a_salt_of_another_length_is_a_mistake():
    with pytest.raises(ValueError):
        derive_passphrase("one two", b"short", *QUICK)


def test_the_usual_derivation_is_64_mib_three_times():
    assert derive_passphrase("one two", SALT) == derive_passphrase("one two", SALT, 3, 64 * 1024 * 1024)
