"""What somebody has written so far. It travels only in their own page, packed and sealed in one hidden field.

The server keeps nothing of it, ever: there is no address to send it to.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import brotli

from waymark.press.encodings import BEST, compress
from waymark.records.days import day
from waymark.records.tokens import todays_token_key, token_key_of
from waymark.sealing.envelopes import Sealed, seal_in, unseal_in
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place

MOST_PACKED: Final = 3_200
"""Bytes, packed: more would make pages too heavy for a slow phone. It is some 1,500 English words."""
MOST_CARRIED: Final = {"br": 3_500, "gzip": 2_250}
"""Bytes of all notes and, once more, of the words that one page shows of them, by how pages come to this
visitor: what the heaviest page in the heaviest language has room for.
"""
_PLACE: Final = Place(Kind.FORM_TOKEN, UUID(int=0), Field.STATE)
"""It is no record: no two of them have to be told apart."""
HomeData = dict[str, Any]
"""A home in the shape that the planner's script uses too, with the person's own names in it."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody who may be trusted, in the person's own words."""

    id: str
    name: str
    reach: str = ""
    knows: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    innocent: str = ""
    more: str = ""

    def __repr__(self) -> str:
        return "Person(redacted)"


@dataclass(frozen=True, slots=True, repr=False)
class Notes:
    """All of it. `kept`: actions chosen, `helped`: if they did. `bag`: each thing is packed (p), a copy kept
    (c), or both; `where` it is; `more`: own things. `lines` of the child's page by number.
    """

    stage: str = ""
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    homes: tuple[HomeData, ...] = ()
    matters: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    helped: Mapping[str, str] = field(default_factory=dict)
    bag: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    more: str = ""
    lines: tuple[str, ...] = ()
    childs_words: str = ""

    def __repr__(self) -> str:
        return "Notes(redacted)"

    def text(self, ask: str) -> str:
        found = self.answers.get(ask, "")
        return found if isinstance(found, str) else ""

    def many(self, ask: str) -> list[str]:
        found = self.answers.get(ask, [])
        return found if isinstance(found, list) else []

    def with_answers(self, more: Mapping[str, str | list[str]]) -> "Notes":
        """What was left empty takes no room."""
        kept = {name: said for name, said in {**self.answers, **more}.items() if said}
        return replace(self, answers=kept)

    def home(self, home_id: str) -> HomeData | None:
        return next((home for home in self.homes if home["id"] == home_id), None)

    def with_home(self, home: HomeData) -> "Notes":
        """In its old place, or last."""
        if self.home(home["id"]) is None:
            return replace(self, homes=(*self.homes, home))
        return replace(self, homes=tuple(home if each["id"] == home["id"] else each for each in self.homes))

    def with_person(self, person: Person) -> "Notes":
        if any(each.id == person.id for each in self.people):
            return replace(
                self, people=tuple(person if each.id == person.id else each for each in self.people)
            )
        return replace(self, people=(*self.people, person))


def pack(notes: Notes) -> bytes:
    """Packed by a method that knows common English words, since every page carries this both ways."""
    bare = {name: said for name, said in asdict(notes).items() if said}
    bare |= {"homes": [_lean(home) for home in notes.homes]}
    text = json.dumps(bare, separators=(",", ":"), ensure_ascii=False)
    return compress(text.encode("utf-8", "replace"), BEST)


def burden(notes: Notes, together: Iterable[Sequence[str]]) -> int:
    """Bytes, packed, of the notes and of own words on the page with most. `together`: those of each page."""
    whole = pack(notes)
    own = (json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace") for texts in together)
    return len(whole) + max((len(compress(each, BEST)) for each in own), default=0)


def _lean(home: HomeData) -> HomeData:
    """Without what nobody has said."""
    parts = {
        name: [{key: value for key, value in each.items() if value is not None} for each in home[name]]
        for name in ("rooms", "links", "ways")
    }
    return {**home, **parts}


def seal_notes(notes: Notes) -> str:
    """The hidden field's text. It names no time: it can be read as long as its day's key is there."""
    return urlsafe_b64encode(seal_in(todays_token_key()[1], _PLACE, pack(notes)).raw).decode()


def unseal_notes(text: str) -> Notes | None:
    """What the hidden field carried; None when it is not ours or its day's key is gone."""
    try:
        sealed = Sealed[bytes](urlsafe_b64decode(text.encode("ascii")))
    except ValueError:
        return None
    for made_on in (day(), day() - timedelta(days=1)):
        try:
            packed = unseal_in(token_key_of(made_on), _PLACE, sealed)
        except DoesNotUnseal:
            continue
        return _read(json.loads(brotli.decompress(packed)))
    return None


def _read(found: dict[str, Any]) -> Notes:
    """What an older version of this software put in, and this one does not know, is left out."""
    known = {each.name: found[each.name] for each in fields(Notes) if each.name in found}
    lists = {name: tuple(said) for name, said in known.items() if isinstance(said, list)}
    people = tuple(_person(each) for each in found.get("people", ()))
    return Notes(**{**known, **lists, "people": people})


def _person(found: dict[str, Any]) -> Person:
    return Person(**{**found, "knows": tuple(found["knows"]), "does": tuple(found["does"])})
