"""The words of the room: what a pack holds, and the one way in which it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from waymark.audit.terms import Tag
from waymark.clocks.hours import Week
from waymark.clocks.saying import Sayable

FALLBACK: Final = "en"


class FactKind(StrEnum):
    PHONE = "phone"
    TEXT = "text"
    HOURS = "hours"  # read by a clock, and said in the language of the page
    WEB = "web"
    LAW = "law"  # what our own words rest on: a law, an order, a scheme
    KNOWN = "known"  # what else they rest on: health, danger, what other services and devices do


RESTED_ON: Final = frozenset({FactKind.LAW, FactKind.KNOWN})
"""Kinds of which a page shows nothing: its words say it, and its foot says where, while nobody checked it."""


class FactStatus(StrEnum):
    UNCHECKED = "unchecked"
    CHECKED = "checked"
    SETTLED = "settled"  # not marked, since doubt would do harm; what words rest on is, once it is overdue


class ItemKind(StrEnum):
    """What an editor works on as one thing."""

    INDEX = "index"
    PAGE = "page"
    PART = "part"
    WORDS = "words"
    FACTS_HEAD = "facts-head"  # what stands in the file before the first fact
    FACT = "fact"
    DATA = "data"  # any other file of a pack


class RevisionState(StrEnum):
    DRAFT = "draft"
    ASKED = "asked"  # waits for a second person
    REVIEWED = "reviewed"  # may be published, now or on its day
    PUBLISHED = "published"
    REPLACED = "replaced"  # something newer was published
    DROPPED = "dropped"  # a draft that was thrown away


class ContentTag(Tag):
    """What this room writes to the chains: that it happened and about what, never a word of it."""

    WRITTEN = "content:revision:written"
    ASKED = "content:review:asked"
    REVIEWED = "content:review:given"
    SENT_BACK = "content:review:declined"
    SCHEDULED = "content:revision:scheduled"
    UNSCHEDULED = "content:revision:unscheduled"
    PUBLISHED = "content:revision:published"
    WITHDRAWN = "content:item:withdrawn"
    RESTORED = "content:revision:restored"
    RELEASE_RESTORED = "content:release:restored"
    DROPPED = "content:revision:dropped"
    FACT_CHECKED = "content:fact:checked"
    TRANSLATION_CHECKED = "content:translation:checked"
    PACK_LAID = "content:pack:laid"
    PACK_IMPORTED = "content:pack:imported"


class PageKind(StrEnum):
    PAGE = "page"
    EASY = "easy"  # an Easy Read page, which goes with another page


class TranslationState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"


class PackFault(Exception):  # noqa: N818 - named for what it says, as Refused is
    """A pack that is refused: which file, which line, and why."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, hour, address or statement that can age."""

    id: str
    kind: FactKind
    value: str
    source: str
    owner: str
    review_due: date
    status: FactStatus
    checked_on: date | None = None
    because: str = ""

    @property
    def is_rested_on(self) -> bool:
        return self.kind in RESTED_ON

    def needs_mark(self, today: date) -> bool:
        """Whether the page must say that nobody has checked this lately."""
        if self.status is FactStatus.SETTLED:
            return self.is_rested_on and self.review_due < today
        return self.status is FactStatus.UNCHECKED or self.review_due < today


@dataclass(frozen=True, slots=True)
class Line:
    """One line to ring: for whom, the fact that is its number, its hours and who checked these when.

    `whom_in` says for whom in other languages.
    """

    name: str
    number: Fact
    whom: str
    week: Week
    children: bool
    review_due: date
    checked_on: date | None
    whom_in: Mapping[str, str]

    @property
    def phone(self) -> str:
        return self.number.value

    def needs_mark(self, today: date) -> bool:
        """Whether nobody has checked its hours lately, or its number."""
        return self.checked_on is None or self.review_due < today or self.number.needs_mark(today)


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, ready to be shown: `body` is HTML that the loader made and cleaned.

    Number `part` of the `parts` pages on its shelf. `easy` is the id of its Easy Read page, or empty.
    """

    id: str
    code: str
    language: str
    heading: str
    body: str
    part: int
    parts: int
    shelf: str = ""
    kind: PageKind = PageKind.PAGE
    of: str = ""
    easy: str = ""
    state: TranslationState | None = None  # of a translation only
    stale: int = 0  # blocks shown in English, since it changed after they were translated
    heading_language: str = ""

    def path(self, language: str) -> str:
        return page_path(language, self.code)


def is_interface_checked(words: Mapping[str, str]) -> bool:
    """Whether a named person has checked the interface's own words in the language of these words of a pack.

    They say so: `interface = "checked"`, `interface_checked_by`, `interface_checked_on`.
    """
    return words.get("interface") == "checked" and all(
        words.get(f"interface_checked_{what}") for what in ("by", "on")
    )


def page_path(language: str, code: str) -> str:
    """The opaque address of a page: /{language}/{code}, or /{language} for the first page."""
    return f"/{language}/{code}".rstrip("/")


def has_aged(stated: date, today: date) -> bool:
    """Whether it is more than a year since somebody made sure of what the service says of itself."""
    return stated + timedelta(days=366) < today


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page takes from outside its pack: the service's facts, doors into other rooms, and today.

    `service` holds its facts by slot: a text, several ways to reach somebody, or what `say` says in a
    language that it `speaks`. A day there is one on which somebody made sure of what stands before it.
    """

    service: Mapping[str, str | tuple[str, ...] | Sayable]
    say: Callable[[Sayable, str], str]
    speaks: Callable[[str], bool]
    direction: Callable[[str], str]  # in which a language runs, as HTML says it
    doors: Callable[[str], Mapping[str, str]]  # in a language, each door with its address
    today: date
    show_drafts: bool = False  # whether translations that nobody has checked are shown, with a notice


@dataclass(frozen=True, slots=True)
class Library:
    """Every page of the packs in use that may be shown. Immutable: a new one takes its place whole."""

    languages: tuple[str, ...]
    pages: Mapping[tuple[str, str], Page]  # by language and id
    codes: Mapping[str, str]  # code to id, the same in every language
    facts: Mapping[str, Fact]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shelves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ids of pages, in order
    lines: tuple[Line, ...] = ()  # what can be rung, the nearest pack first
    signs: Mapping[str, tuple[Path, str]] = field(default_factory=dict)  # the list to tick, as written
    plans: Mapping[str, tuple[Path, str]] = field(default_factory=dict)  # what a plan asks, as written
