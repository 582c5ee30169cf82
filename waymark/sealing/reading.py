"""From what somebody typed to six indices: spaces, dashes, numbering, missing spaces, look-alikes, digits.

Pure and bounded: nothing here is slow, whatever is typed. It says nothing of what the words open.
"""

import re
from collections.abc import Iterator

from waymark.sealing.errors import NotTheseWords, WordsFault
from waymark.sealing.wordlist import WORDS, find_word, latin

COUNT = 6
DIGITS = 4
FIRST_NUMBER = 1000  # so that every number has four digits
LONGEST_TEXT = 1000
WIDEST = 14
"""Letters of the longest word where m and w are typed as rn and vv."""
_TYPED_DIGITS = str.maketrans("oil", "011")

Indices = tuple[int, ...]


def read_indices(text: str, count: int = COUNT) -> list[Indices]:
    """Every way to read `text` as `count` words (nearly always one); `NotTheseWords` if there is none."""
    if len(text) > LONGEST_TEXT:
        raise NotTheseWords(WordsFault.COUNT)
    plain = latin(text)
    if _is_numbers(plain):
        return [_from_numbers(plain, count)]
    typed = [part for part in re.findall("[a-z0-9]+", plain) if not re.fullmatch("[0-9]{1,2}", part)]
    ways = list(_ways_apart("".join(typed), count))
    if not ways:
        off_list = [part for part in typed if find_word(part) is None and not _runs_together(part)]
        raise NotTheseWords(WordsFault.OFF_LIST if off_list else WordsFault.COUNT, off_list)
    return ways


def as_numbers(indices: Indices) -> list[str]:
    """The indices as four-digit numbers, for people who don't read the list's language."""
    return [str(FIRST_NUMBER + index) for index in indices]


def _is_numbers(plain: str) -> bool:
    """Mostly digits; or some, and beside them only letters that are typed for digits."""
    digits, letters = sum(map(str.isdigit, plain)), sum(map(str.isalpha, plain))
    return digits > letters or (digits > 0 and not any(map(str.isalpha, plain.translate(_TYPED_DIGITS))))


def _from_numbers(plain: str, count: int) -> Indices:
    groups = [part.translate(_TYPED_DIGITS) for part in re.findall("[a-z0-9]+", plain)]
    digits = "".join(groups)
    if len(digits) != count * DIGITS:  # a numbered list
        digits = "".join(part for part in groups if len(part) > 2)
    if len(digits) != count * DIGITS:
        raise NotTheseWords(WordsFault.COUNT)
    numbers = [digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS)]
    off_list = [number for number in numbers if not _is_number(number)]
    if off_list:
        raise NotTheseWords(WordsFault.OFF_LIST, off_list)
    return tuple(int(number) - FIRST_NUMBER for number in numbers)


def _is_number(number: str) -> bool:
    return number.isdigit() and 0 <= int(number) - FIRST_NUMBER < len(WORDS)


def _ways_apart(letters: str, count: int) -> Iterator[Indices]:
    """Every way to cut `letters` into `count` words."""
    if count == 0:
        if not letters:
            yield ()
        return
    for end in range(len(letters[:WIDEST]) + 1):
        if (index := find_word(letters[:end])) is not None:
            for rest in _ways_apart(letters[end:], count - 1):
                yield (index, *rest)


def _runs_together(part: str) -> bool:
    return any(next(_ways_apart(part, count), None) for count in range(2, COUNT + 1))
