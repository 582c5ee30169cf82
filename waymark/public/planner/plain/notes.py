"""What somebody has written so far. It travels only in their own page, packed and sealed in one hidden field.

The server keeps nothing of it, ever: there is no address to send it to.
"""

import json
from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from time import time
from typing import Any, Final

import brotli

from waymark.press.encodings import BEST, compress
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.tokens import todays_token_key, token_key_of
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Field
from waymark.sealing.tokens import seal_form, unseal_form

LIVES: Final = 12 * 60 * 60
"""Seconds. An older page gives back what it holds all the same, as long as its day's key is there."""
MOST_PACKED: Final = 3_200
"""Bytes, packed: more would make pages too heavy for a slow phone. It is some 1,500 English words."""
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

    def __repr__(self) -> str:
        return "Person(redacted)"


@dataclass(frozen=True, slots=True, repr=False)
class Notes:
    """All of it. `kept`: actions chosen. `bag`: each thing is packed (p), a copy kept (c), or both."""

    stage: str = ""
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    homes: tuple[HomeData, ...] = ()
    matters: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    bag: Mapping[str, str] = field(default_factory=dict)
    child: bool = False

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
    text = json.dumps(asdict(notes), separators=(",", ":"), ensure_ascii=False)
    return compress(text.encode("utf-8", "replace"), BEST)


def seal_notes(notes: Notes) -> str:
    """The hidden field's text."""
    note = {"packed": b85encode(pack(notes)).decode("ascii")}
    expires = int(time()) + LIVES
    return seal_form(todays_token_key()[1], new_id(), note, expires=expires, field=Field.STATE)


def unseal_notes(text: str) -> Notes | None:
    """What the hidden field carried; None when it is not ours or its day's key is gone."""
    if not text:
        return None
    for made_on in (day(), day() - timedelta(days=1)):
        try:
            token = unseal_form(token_key_of(made_on), text, now=time(), field=Field.STATE)
        except DoesNotUnseal:
            continue
        return _read(json.loads(brotli.decompress(b85decode(str(token.note["packed"])))))
    return None


def _read(found: dict[str, Any]) -> Notes:
    lists: dict[str, Any] = {name: tuple(found[name]) for name in ("homes", "matters", "dangers", "kept")}
    people = tuple(_person(each) for each in found["people"])
    return Notes(**{**found, **lists, "people": people})


def _person(found: dict[str, Any]) -> Person:
    return Person(**{**found, "knows": tuple(found["knows"]), "does": tuple(found["does"])})
