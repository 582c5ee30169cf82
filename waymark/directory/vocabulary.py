"""The words by which people look for help, and what they mean here. Spelling is forgiven."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from waymark.directory.terms import What, Whom

MOST_WORDS: Final = 8
LONGEST_WORD: Final = 24
_WORD: Final = re.compile(r"[^\W_]+")
# Beside the names of the terms themselves, which everything is found by as well.
SAID_FOR: Final = {
    What.REFUGE: "shelter leave escape trapped safe",
    What.HOUSING: "home house homeless rent landlord tenancy evicted council flat trapped",
    What.MONEY: "debt benefits bills broke bank economic cash",
    What.LEGAL: "legal solicitor injunction order divorce custody",
    What.IMMIGRATION: "passport asylum recourse",
    What.STALKING: "stalker followed harassment",
    What.SEXUAL_VIOLENCE: "rape assault",
    What.HONOUR: "fgm izzat family",
    What.COUNSELLING: "therapy talk",
    What.MENTAL_HEALTH: "suicide depressed anxiety panic",
    What.PETS: "dog cat animal",
    What.DEVICES: "hacked tracking spyware images app",
    What.REPORTING: "crime clare",
    What.HELPLINE: "talk listen call",
    Whom.MEN: "man male husband",
    Whom.WOMEN: "woman female wife",
    Whom.LGBT: "gay lesbian bisexual trans queer",
    Whom.OLDER: "elder",
    Whom.DEAF: "bsl sign hearing",
    Whom.DISABLED: "disability wheelchair",
    Whom.CHILDREN: "kids teenager son daughter",
    Whom.OWN_BEHAVIOUR: "perpetrator anger violent change",
    Whom.STUDENTS: "university college",
}  # fmt: skip
# These are in so many sentences that they tell no entry from another: "trapped at home" is not about "at".
SMALL: Final = frozenset(
    "a about am an and are as at be been but by can for from get has have he her him his how i if in into "  # noqa: SIM905 - reads as a list of words
    "is it me my of on or our out she so that the their them they this to us was we what when where who "
    "with you your".split()
)
# A word of three letters is as near to many others; from four on one slip is forgiven, from eight on two.
FORGIVING: Final = ((8, 2), (4, 1))


def words_in(text: str) -> list[str]:
    """The words of a text without accents, small; nothing in it is ever syntax."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.replace("\x00", " "))
        if not unicodedata.combining(sign)
    )
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain.casefold())]


def asked_words(text: str) -> list[str]:
    """The first few words of what somebody looks for, without small ones where others are left."""
    found = words_in(text[:400])
    return ([word for word in found if word not in SMALL] or found)[:MOST_WORDS]


def said_for(terms: Iterable[str]) -> str:
    """What people say when they mean these terms: part of what an entry is found by."""
    return " ".join(SAID_FOR[term] for term in (*What, *Whom) if term in SAID_FOR and term in set(terms))


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that was probably meant, or None. `known` may be long: this looks at words, not rows."""
    slips = next((slips for length, slips in FORGIVING if len(word) >= length), 0)
    if not slips:
        return None
    found = process.extractOne(
        word, known, scorer=DamerauLevenshtein.distance, score_cutoff=slips, processor=None
    )
    return found[0] if found else None
