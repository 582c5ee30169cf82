"""Search tags: finding a returning person among sealed records without a key to any of them.

A tag is a truncated keyed hash of a *compound* value: never of one common value, since such tags could be
guessed and counted. Each kind and role has a key of its own, and random tags hide how many are real.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import product
from secrets import token_bytes

from waymark.sealing.hashing import LP, H
from waymark.sealing.keys import KEY_BYTES, Secret, Secret32
from waymark.sealing.phonetics import sounds
from waymark.sealing.wordlist import latin

TAG_BYTES = 16
FILLED_TO = 32
SHORTEST_PHONE = 7
SHORTEST_REFERENCE = 6


class Role(StrEnum):
    """Whom a tag is about: the one harmed, or the one causing harm."""

    HARMED = "harmed"
    CAUSING = "causing"


class TagKind(StrEnum):
    """Which compound value a tag stands for."""

    SURNAME_BIRTH = "surname-birth"
    FORENAME_BIRTH = "forename-birth"
    NAMES_YEAR = "names-year"
    SURNAME_EITHER_WAY = "surname-either-way"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE_FORENAME = "postcode-forename"
    POSTCODE_BIRTH = "postcode-birth"
    REFERENCE = "reference"


_PARTS = {
    TagKind.SURNAME_BIRTH: 2, TagKind.FORENAME_BIRTH: 2, TagKind.NAMES_YEAR: 3, TagKind.SURNAME_EITHER_WAY: 4,
    TagKind.PHONE: 1, TagKind.EMAIL: 1, TagKind.POSTCODE_FORENAME: 2, TagKind.POSTCODE_BIRTH: 2,
    TagKind.REFERENCE: 1,
}  # fmt: skip

Value = tuple[TagKind, tuple[str, ...]]


@dataclass(frozen=True, repr=False, eq=False)
class TagKey(Secret32):
    """The key of all tags of one epoch; a new epoch is a new random key."""


@dataclass(frozen=True, repr=False)
class Identity(Secret):
    """What is known of one person, as typed. Phones are whole numbers; postcodes are full ones."""

    forenames: Iterable[str] = field(default=())
    surnames: Iterable[str] = field(default=())
    born_on: date | None = None
    birth_year: int | None = None
    phones: Iterable[str] = field(default=())
    emails: Iterable[str] = field(default=())
    postcodes: Iterable[str] = field(default=())
    references: Iterable[str] = field(default=())


def new_tag_key() -> TagKey:
    """A fresh key, for a new epoch."""
    return TagKey(token_bytes(KEY_BYTES))


def tag(key: TagKey, kind: TagKind, role: Role, *parts: str) -> bytes:
    """16 bytes for one compound value; `ValueError` for a missing or an empty part of it."""
    if len(parts) != _PARTS[kind] or not all(parts):
        raise ValueError("a tag is made of all the parts of its kind, never of one common value")
    own = H(key.raw, "waymark-tag-key", LP(kind.value.encode("ascii"), role.value.encode("ascii")), 32)
    return H(own, "waymark-tag-v1", LP(*(part.encode("utf-8", "replace") for part in parts)), TAG_BYTES)


def tags_of(key: TagKey, role: Role, identity: Identity) -> frozenset[bytes]:
    """Every tag of a person in one role: to look for, or to fill up and store."""
    return frozenset(tag(key, kind, role, *parts) for kind, parts in compound_values(identity))


def fill_tags(tags: frozenset[bytes], random: Callable[[int], bytes] = token_bytes) -> list[bytes]:
    """The tags and random ones, up to the next multiple of 32, in an order that tells nothing."""
    wanted = max(-(-len(tags) // FILLED_TO), 1) * FILLED_TO
    filled = set(tags)
    while len(filled) < wanted:
        filled.add(random(TAG_BYTES))
    return sorted(filled)


def compound_values(identity: Identity) -> frozenset[Value]:
    """The values behind the tags: pure, readable, and never stored."""
    return frozenset(_values(identity))


def _values(identity: Identity) -> Iterator[Value]:
    forenames = {code for name in identity.forenames for code in sounds(name)}
    surnames = {code for name in identity.surnames for part in _surname_parts(name) for code in sounds(part)}
    postcodes = {found for written in identity.postcodes if len(found := _letters_digits(written)) >= 5}
    year = identity.born_on.year if identity.born_on else identity.birth_year
    yield from _contact_values(identity)
    if year is not None:
        for pair in product(forenames, surnames):
            yield TagKind.NAMES_YEAR, (*sorted(pair), str(year))
    yield from ((TagKind.POSTCODE_FORENAME, pair) for pair in product(postcodes, forenames))
    if identity.born_on is not None:
        day = identity.born_on.isoformat()
        yield from ((TagKind.SURNAME_BIRTH, (name, day)) for name in surnames)
        yield from ((TagKind.FORENAME_BIRTH, (name, day)) for name in forenames)
        yield from ((TagKind.POSTCODE_BIRTH, (postcode, day)) for postcode in postcodes)
        swapped = _either_way(identity.born_on)
        if swapped:
            yield from ((TagKind.SURNAME_EITHER_WAY, (name, *swapped)) for name in surnames)


def _contact_values(identity: Identity) -> Iterator[Value]:
    for phone in identity.phones:
        digits = "".join(mark for mark in latin(phone) if mark.isdecimal())
        if len(digits) >= SHORTEST_PHONE:
            yield TagKind.PHONE, (_national(digits),)
    for email in identity.emails:
        name, _, host = email.strip().casefold().rpartition("@")
        if name and host:
            yield TagKind.EMAIL, (f"{name}@{host}",)
    for reference in identity.references:
        if len(found := _letters_digits(reference)) >= SHORTEST_REFERENCE:
            yield TagKind.REFERENCE, (found,)


def _surname_parts(name: str) -> set[str]:
    """A double name counts whole and by its parts, of which very short ones say too little."""
    parts = name.replace("-", " ").split()
    return {"".join(parts), *(part for part in parts if len(part) > 2)}


def _letters_digits(written: str) -> str:
    return "".join(mark for mark in latin(written) if mark.isalnum())


def _national(digits: str) -> str:
    """A British number the same way with 0044, 44 or 0 before it; any other number as it is."""
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) - len(prefix) in (9, 10, 11):
            return "0" + digits[len(prefix) :].removeprefix("0")
    return digits


def _either_way(born_on: date) -> tuple[str, str, str] | None:
    """Year, and day and month by size, where one may have been written for the other."""
    if born_on.day > 12 or born_on.day == born_on.month:
        return None
    low, high = sorted((born_on.day, born_on.month))
    return str(born_on.year), str(low), str(high)
