"""What waits for an editor, as lines of a list: each says what it is, why it is there, and where it leads."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from waymark.content.attention import Progress, aged_facts, translation_progress
from waymark.content.layers import Layers, lay_packs
from waymark.content.lines import LINES, read_lines
from waymark.content.models import Item, Revision
from waymark.content.pieces import is_carried
from waymark.content.stored import changed_underneath, going_on, items, key_of, live_packs, surroundings
from waymark.content.terms import FALLBACK, ItemKind, RevisionState, has_aged
from waymark.desk.editing.found import FILES, address_of, has_words, kind_of, names, title_of
from waymark.desk.editing.slots import STATED_LONG_AGO, doubt_of
from waymark.desk.frame.days import short_day
from waymark.ui.languages import own_name


class Need(StrEnum):
    """The lists, in the order in which they are looked at."""

    REVIEW = "review"
    READY = "ready"
    SCHEDULED = "scheduled"
    DRAFTS = "drafts"
    UNDERNEATH = "underneath"
    OVERDUE = "overdue"
    UNCHECKED = "unchecked"
    STALE = "stale"
    TRANSLATIONS = "translations"
    PAGES = "pages"
    FACTS = "facts"
    OTHER = "other"


NAMES: Final = {
    Need.REVIEW: "Wait for review",
    Need.READY: "Ready to publish",
    Need.SCHEDULED: "Scheduled",
    Need.DRAFTS: "Drafts",
    Need.UNDERNEATH: "Changed by a release",
    Need.OVERDUE: "Facts overdue",
    Need.UNCHECKED: "Facts unchecked",
    Need.STALE: "Translations behind",
    Need.TRANSLATIONS: "Translations to do",
    Need.PAGES: "All pages",
    Need.FACTS: "All facts",
    Need.OTHER: "Parts and files",
}
_LATE: Final = {Need.OVERDUE, Need.REVIEW, Need.UNDERNEATH}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `lang` and `dir` are of the title."""

    need: Need
    title: str
    href: str
    kind: str
    why: str
    language: str = FALLBACK
    shelf: str = ""
    who: str = ""
    text: str = ""

    @property
    def due(self) -> str:
        return "late" if self.need in _LATE else "later"

    def holds(self, typed: str) -> bool:
        """Whether it has what somebody typed: a name, a number, or words that they read on the site."""
        return typed.casefold() in f"{self.title} {self.kind} {self.why} {self.text}".casefold()


class Waiting:
    """Everything on the site and everything that waits, read once a request."""

    def __init__(self, today: date) -> None:
        packs = live_packs()
        self.today, self.packs = today, packs
        self.layers: Layers = lay_packs(packs)
        self.progress = translation_progress(packs)
        self.aged = aged_facts(packs, today)
        self.items = sorted(items(), key=lambda item: settings.PACKS.index(item.pack))
        self.by_id = {item.id: item for item in self.items}
        self.top = {_place(item): item for item in self.items}
        self.names = names()
        self.shelves = {page: shelf for shelf, pages in self.layers.shelves.items() for page in pages}

    def page(self, name: str, language: str = FALLBACK) -> Item | None:
        """The page that is shown: the one of the pack that lies on top."""
        return self.top.get((ItemKind.PAGE.value, language, name, ""))

    def lines(self) -> list[Line]:
        """Every line of every list."""
        return [
            *self._going_on(),
            *self._underneath(),
            *self._aged(),
            *self._translations(),
            *self._everything(),
        ]

    def _going_on(self) -> Iterator[Line]:
        for revision in going_on():
            item = self.by_id[revision.item_id]
            yield Line(
                _need_of(revision),
                title_of(item, "" if item.text else revision.text),
                reverse("desk:revision-view", args=[revision.id]),
                kind_of(item),
                _why(revision),
                item.language or FALLBACK,
                self._shelf_of(item),
                self.names.get(revision.written_by, ""),
            )

    def _underneath(self) -> Iterator[Line]:
        for item in changed_underneath():
            why = "a release changed the words under what was edited here"
            yield self._line(Need.UNDERNEATH, item, why)

    def _aged(self) -> Iterator[Line]:
        for aged in self.aged:
            item = self.top.get((ItemKind.FACT.value, "", aged.fact.id, ""))
            if item is None:
                continue
            pages = f"on {len(aged.pages)} page{'s' if len(aged.pages) != 1 else ''}"
            where = " and in ".join([pages, *(FILES[name] for name in aged.files)])
            need = Need.OVERDUE if aged.is_overdue else Need.UNCHECKED
            yield self._line(need, item, f"{aged.fact.value}: {doubt_of(aged.fact, self.today)}, {where}")
        yield from self._aged_lines()
        yield from self._aged_statements()

    def _aged_lines(self) -> Iterator[Line]:
        """Hours of lines to ring, which have days of their own."""
        for pack in self.packs:
            for line in read_lines(pack, self.layers.facts):
                item = self.top.get((ItemKind.DATA.value, "", LINES, pack.name))
                if item is None or not (line.checked_on is None or line.review_due < self.today):
                    continue
                if line.review_due < self.today:
                    due = f"was due {short_day(line.review_due)} {line.review_due.year}"
                    yield self._line(Need.OVERDUE, item, f"hours of {line.name}: {due}")
                else:
                    yield self._line(Need.UNCHECKED, item, f"hours of {line.name}: nobody has checked them")

    def _aged_statements(self) -> Iterator[Line]:
        """What the service says of itself, by the pages that say when somebody last made sure of it."""
        for name, said in surroundings().service.items():
            if not isinstance(said, date) or not has_aged(said, self.today):
                continue
            for (language, page), raw in self.layers.raw.items():
                item = self.page(page)
                if language == FALLBACK and f"{{{{service:{name}}}}}" in raw.markdown and item is not None:
                    yield self._line(Need.OVERDUE, item, f"service:{name}: {STATED_LONG_AGO}")

    def _translations(self) -> Iterator[Line]:
        for each in self.progress:
            english = self.page(each.page)
            if english is None or (each.progress is Progress.CHECKED and not each.stale):
                continue
            behind = len(each.stale)
            why = (
                f"{behind} block{'s' if behind != 1 else ''} to bring up to date" if behind else "not checked"
            )
            yield Line(
                Need.STALE if behind else Need.TRANSLATIONS,
                title_of(english),
                reverse("desk:translation-edit", args=[english.id, each.language]),
                f"Page, {own_name(each.language)}",
                "no translation yet" if each.progress is Progress.MISSING else why,
                each.language,
                self.shelves.get(each.page, ""),
            )

    def _everything(self) -> Iterator[Line]:
        for item in self.top.values():
            if item.kind == ItemKind.PAGE.value:
                if item.language == FALLBACK:
                    yield self._line(Need.PAGES, item, self._state_of(item))
            elif item.kind == ItemKind.FACT.value:
                fact = self.layers.facts.get(item.name)
                yield self._line(Need.FACTS, item, fact.value if fact else "not on the site")
            elif item.kind != ItemKind.FACTS_HEAD.value and not is_carried(key_of(item)):
                state = self._state_of(item) if item.kind == ItemKind.DATA.value else ""
                yield self._line(Need.OTHER, item, f"{item.pack}, {state}" if state else item.pack)

    def _state_of(self, item: Item) -> str:
        """Of a page, or of a file that rests on facts as a page does."""
        if not item.is_live:
            return "not on the site" if has_words(item) else "thrown away before it was on the site"
        here = item.name.removeprefix(f"{FALLBACK}/")
        overdue = sum(each.is_overdue and here in (*each.pages, *each.files) for each in self.aged)
        return f"{overdue} fact{'s' if overdue != 1 else ''} overdue" if overdue else ""

    def _line(self, need: Need, item: Item, why: str) -> Line:
        language = item.language or FALLBACK
        return Line(
            need,
            title_of(item),
            address_of(item),
            kind_of(item),
            why,
            language,
            self._shelf_of(item),
            text=item.text,
        )

    def _shelf_of(self, item: Item) -> str:
        return self.shelves.get(item.name, "") if item.kind == ItemKind.PAGE.value else ""


def _place(item: Item) -> tuple[str, str, str, str]:
    """A page, part or fact stands in for another pack's; a pack's other files are its own."""
    is_laid_over = ItemKind(item.kind) in {ItemKind.PAGE, ItemKind.PART, ItemKind.FACT}
    return item.kind, item.language, item.name, "" if is_laid_over else item.pack


def counts_of(lines: Sequence[Line]) -> dict[Need, int]:
    found = Counter(line.need for line in lines)
    return {need: found[need] for need in Need}


def _need_of(revision: Revision) -> Need:
    state = RevisionState(revision.state)
    if state is RevisionState.ASKED:
        return Need.REVIEW
    if state is RevisionState.DRAFT:
        return Need.DRAFTS
    return Need.SCHEDULED if revision.publish_on else Need.READY


def _why(revision: Revision) -> str:
    if revision.publish_on:
        return f"goes live {short_day(revision.publish_on)}"
    if revision.state == RevisionState.DRAFT.value and revision.remark:
        return f"sent back: {revision.remark}"
    return f"written {short_day(timezone.localdate(revision.written_at))}"
