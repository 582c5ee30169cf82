"""The list of words and the fold under which each of them stays apart from all others.

The list is data/words.txt, whose order is part of every derivation: it never changes (a test holds its hash).
No folded word begins another, so words run together can be taken apart in one way only.
"""

import unicodedata
from importlib.resources import files

WORDS = tuple(files("waymark.sealing").joinpath("data/words.txt").read_text("ascii").split())

# Letters of other scripts that look like Latin ones, upper and lower case apart where they differ.
_CYRILLIC = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԚԜавеѕіјкмнорстухүԛԝгпиһӏԁɡ", "ABESIJKMHOPCTYXYQWabesijkmhopctyxyqwrnuhldg"
)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγωϲϳ", "ABEZHIKMNOPTYXabenikvoptuxywcj")
_STROKED = str.maketrans("ıŁłØøĐđ", "iLlOoDd")
_LOOK_ALIKES = _CYRILLIC | _GREEK | _STROKED
# Latin letters and digits that pass for one another, on a screen and on paper.
_ONE_LETTER = str.maketrans("i10", "llo")


def latin(text: str) -> str:
    """Lower Latin letters and ASCII digits: no accents, full width, other scripts' look-alikes or digits."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(_digit(mark) for mark in bare if not unicodedata.combining(mark) and mark not in _UNSEEN)
    return bare.translate(_LOOK_ALIKES).casefold()


def fold(word: str) -> str:
    """The form in which look-alike words are one: l, i and 1; o and 0; rn and m; vv and w."""
    return word.translate(_ONE_LETTER).replace("rn", "m").replace("vv", "w")


def find_word(word: str) -> int | None:
    """The index of the one word with the same fold as these Latin letters: of a word of the list its own."""
    return _FOLDED.get(fold(word))


def _digit(mark: str) -> str:
    value = unicodedata.decimal(mark, None)
    return mark if value is None else str(value)


_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen and marks of no width
_FOLDED = {fold(word): index for index, word in enumerate(WORDS)}
