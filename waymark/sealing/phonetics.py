"""Names by sound: Daitch-Mokotoff Soundex (1985), six digits, with its branches.

Made for names that crossed borders, Polish ones above all; vowels hardly count, which also suits names from
South Asia once their aspirated letters are brought into line. Too coarse to stand alone in a tag.
"""

import re
from itertools import islice

from waymark.sealing.wordlist import latin

CODE_LENGTH = 6
MOST_CODES = 8
MOST_BRANCHES = 64
LONGEST_NAME = 60
_VOWELS = frozenset("aeiouy")

# Letters: the codes at the start of a name, before a vowel, elsewhere. A bar separates the branches.
_TABLE = """
ai aj ay 0 1 -; au 0 7 -; a 0 - -; b 7 7 7; chs 5 54 54; ch 5|4 5|4 5|4; ck 5|45 5|45 5|45
cz cs csz czs 4 4 4; c 5|4 5|4 5|4; drz drs ds dsh dsz dz dzh dzs 4 4 4; d dt 3 3 3
ei ej ey 0 1 -; eu 1 1 -; e 0 - -; fb f 7 7 7; g 5 5 5; h 5 5 -; ia ie io iu 1 - -; i 0 - -
j 1|4 -|4 -|4; ks 5 54 54; kh k 5 5 5; l 8 8 8; mn 66 66 66; m 6 6 6; nm 66 66 66; n 6 6 6
oi oj oy 0 1 -; o 0 - -; p pf ph 7 7 7; q 5 5 5; rz rs 94|4 94|4 94|4; r 9 9 9
schtsch schtsh schtch shtch shch shtsh stch stsch sc strz strs stsh szcz szcs 2 4 4
sht scht schd st szt shd szd sd 2 43 43; sch sh sz s 4 4 4
tch ttch ttsch trz trs tsch tsh ts tts ttsz tc tz ttz tzs tsz 4 4 4; th t 3 3 3
ui uj uy 0 1 -; u ue 0 - -; v w 7 7 7; x 5 54 54; y 1 - -
zdz zdzh zhdzh 2 4 4; zd zhd 2 43 43; zh zs zsch zsh z 4 4 4
"""

_Codes = tuple[tuple[str, ...], ...]


def _read_table() -> dict[str, _Codes]:
    rules: dict[str, _Codes] = {}
    for line in filter(str.strip, _TABLE.replace("\n", ";").split(";")):
        *letters, start, before_vowel, elsewhere = line.split()
        codes = tuple(
            tuple(code.replace("-", "") for code in column.split("|"))
            for column in (start, before_vowel, elsewhere)
        )
        rules.update((group, codes) for group in letters)
    return rules


_RULES = _read_table()
_LONGEST = max(map(len, _RULES))
_BORDERLESS = (("chh", "ch"), ("bh", "b"), ("dh", "d"), ("gh", "g"), ("jh", "j"), ("zz", "z"))
_W_AS_VOWEL = re.compile("(?<=[aeo])w(?![aeiouy])")  # Chowdhury is Choudhury
_Y_BETWEEN = re.compile("(?<=[aeiou])y(?=[aeiou])")  # Sayed is Saeed


def sounds(name: str) -> tuple[str, ...]:
    """Every code of a name, sorted, at most eight; a name in another script stands for itself."""
    letters = "".join(re.findall("[a-z]", latin(name[:LONGEST_NAME])))
    if not letters:
        kept = "".join(mark for mark in latin(name[:LONGEST_NAME]) if mark.isalpha())
        return (f"={kept}",) if kept else ()
    aligned = letters
    for written, sounded in _BORDERLESS:
        aligned = aligned.replace(written, sounded)
    forms = {letters, aligned, _W_AS_VOWEL.sub("u", _Y_BETWEEN.sub("", aligned))}
    return tuple(sorted({code for form in forms for code in _codes(form)})[:MOST_CODES])


def _codes(letters: str) -> set[str]:
    """Follow every branch at once, forgetting those that have come to the same code."""
    branches: dict[tuple[str, str], None] = {("", ""): None}
    for choices, twice in _steps(letters):
        grown = (_grown(code, last, digits, twice) for code, last in branches for digits in choices)
        branches = dict.fromkeys(islice(grown, MOST_BRANCHES))
    return {code.ljust(CODE_LENGTH, "0") for code, _ in branches}


def _grown(code: str, last: str, digits: str, twice: bool) -> tuple[str, str]:
    """A branch with one more sound: a sound that repeats the last one counts once, but for m after n."""
    if twice or not last.endswith(digits):
        code = (code + digits)[:CODE_LENGTH]
    return code, digits


def _steps(letters: str) -> list[tuple[tuple[str, ...], bool]]:
    """For each group of letters its possible codes, and whether it counts even after the same code."""
    steps: list[tuple[tuple[str, ...], bool]] = []
    at = 0
    while at < len(letters):
        group = next(
            letters[at : at + size] for size in range(_LONGEST, 0, -1) if letters[at : at + size] in _RULES
        )
        after = letters[at + len(group) : at + len(group) + 1]
        column = 0 if at == 0 else 1 if after in _VOWELS else 2
        twice = letters[at - 1 : at + 1] in ("mn", "nm")
        steps.append((_RULES[group][column], twice))
        at += len(group)
    return steps
