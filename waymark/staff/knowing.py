"""Whom a member knows, and whether somebody may be one of them. Pure; where it is in doubt, they may.

A declaration is text, a person a line: a name; then, between semicolons, a phone number, an e-mail, a street
with its number or a full postcode. It is kept as it was typed, since only its owner reads it.
"""

import re
from dataclasses import dataclass

from waymark.records.refusal import Refused
from waymark.sealing.tags import Identity, compound_values
from waymark.sealing.wordlist import latin
from waymark.staff.naming import parts_of

MOST_PEOPLE, LONGEST_LINE = 100, 300
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_STREETS = frozenset(
    {"street", "road", "lane", "avenue", "drive", "close", "court", "crescent", "terrace", "place", "grove"}
    | {"gardens", "way", "walk", "hill", "row", "square", "mews", "park", "rise", "green", "view"}
)
_SHORT = {"st": "street", "rd": "road", "ln": "lane", "ave": "avenue", "dr": "drive", "cl": "close"}
_SHORT |= {"ct": "court", "cres": "crescent", "pl": "place", "gdns": "gardens", "sq": "square"}
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) *([0-9][a-z]{2})\b")


@dataclass(frozen=True, slots=True, repr=False)
class Tie:
    """Somebody whom a member knows: the parts of their name, and how else they would be recognised."""

    names: frozenset[str]
    ways: frozenset[object] = frozenset()
    places: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Tie(redacted)"


@dataclass(frozen=True, slots=True, repr=False)
class Ties:
    """What a member declared. `lost`: something is there and does not unseal, so nothing is compared."""

    known: tuple[Tie, ...] = ()
    lost: bool = False

    def __repr__(self) -> str:
        return "Ties(redacted)"

    def hold(self, *, name: str, phone: str, email: str, address: str) -> bool:
        """Whether this may be somebody whom the member knows.

        By two parts of a name, or the one that was all they gave; a phone number or an e-mail, however it is
        written; a postcode, with the house number where both gave one; or a street.
        """
        names, ways = _names(name), _ways(phone, email)
        return any(
            (names and len(names & tie.names) >= min(2, len(names)))
            or ways & tie.ways
            or any(_same_place(place, address) for place in tie.places)
            for tie in self.known
        )


def read_ties(text: str) -> tuple[Tie, ...]:
    """The people of a declaration. Refuses a line that would be compared with nothing."""
    lines = [line.strip() for line in text.splitlines()]
    if len([line for line in lines if line]) > MOST_PEOPLE:
        raise _refused(f"That is more than {MOST_PEOPLE} people. Leave some out, and talk to your lead.")
    return tuple(_tie(number, line) for number, line in enumerate(lines, start=1) if line)


def _tie(number: int, line: str) -> Tie:
    if len(line) > LONGEST_LINE:
        raise _refused(f"Line {number} is too long. Begin a new line for each person.")
    name, *rest = (piece.strip() for piece in line.split(";"))
    if not _names(name) or "@" in name or any(sign.isdigit() for sign in name):
        raise _refused(f"Line {number}: begin with a name, and put a semicolon after it.")
    ways: set[object] = set()
    places = []
    for piece in filter(None, rest):
        if found := _ways(piece if _is_number(piece) else "", piece if "@" in piece else ""):
            ways |= found
        elif _postcodes(piece) or _street(piece):
            places.append(piece)
        else:
            raise _refused(
                f"Line {number}: “{piece[:40]}” cannot be compared. Give a phone number, an e-mail, a street "
                "with its number, or a full postcode."
            )
    return Tie(_names(name), frozenset(ways), tuple(places))


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="people")


def _names(written: str) -> frozenset[str]:
    return frozenset(parts_of(written) - TITLES)


def _is_number(piece: str) -> bool:
    return all(sign in "0123456789 +()-./" for sign in latin(piece))


def _ways(phone: str, email: str) -> frozenset[object]:
    return compound_values(Identity(phones=(phone,), emails=(email,)))


def _same_place(place: str, address: str) -> bool:
    here, there = _postcodes(place), _postcodes(address)
    if here and there and not here & there:
        return False
    if here & there:
        numbers, others = _numbers(place), _numbers(address)
        return not numbers or not others or bool(numbers & others)
    street = _street(place)
    return bool(street) and f" {street} " in f" {' '.join(_words(address))} "


def _street(place: str) -> str:
    """The line of it that names a street, from the last number before the name on."""
    for line in re.split(r"[,\n]", place):
        words = _words(line)
        begins = max((at for at, word in enumerate(words[:-1]) if word[0].isdigit()), default=None)
        if begins is not None and words[begins:][1:]:
            return " ".join(words[begins:])
        if _STREETS & set(words[1:]):
            return " ".join(words)
    return ""


def _words(written: str) -> list[str]:
    """Its words without a postcode, short forms of streets written out."""
    return [_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", _POSTCODE.sub(" ", latin(written)))]


def _numbers(written: str) -> set[str]:
    return {word for word in _words(written) if word[0].isdigit()}


def _postcodes(written: str) -> set[str]:
    return {"".join(found) for found in _POSTCODE.findall(latin(written))}
