"""Finding what an address names, and saying things of content in an editor's words."""

import re
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from waymark.content.attention import files_by_fact, pages_by_fact
from waymark.content.files import RawPage, read_page
from waymark.content.layers import Layers
from waymark.content.models import Item, Revision
from waymark.content.pieces import Key
from waymark.content.retelling import split_front
from waymark.content.stored import item_of, key_of, newest
from waymark.content.terms import FALLBACK, ItemKind, RevisionState
from waymark.staff.queries import members_here
from waymark.ui.languages import own_name

KINDS: Final = {
    ItemKind.INDEX: "Shelves",
    ItemKind.PAGE: "Page",
    ItemKind.PART: "Part",
    ItemKind.WORDS: "Words",
    ItemKind.FACTS_HEAD: "Notes on facts",
    ItemKind.FACT: "Fact",
    ItemKind.DATA: "File",
}
FILES: Final = {
    "signs.toml": "the list of signs",
    "plan.toml": "the plan",
    "lines.toml": "the lines to ring",
}
STATES: Final = {
    RevisionState.DRAFT: "draft",
    RevisionState.ASKED: "waits for review",
    RevisionState.REVIEWED: "reviewed",
    RevisionState.PUBLISHED: "published",
    RevisionState.REPLACED: "replaced",
    RevisionState.DROPPED: "thrown away",
}
GONE: Final = frozenset({RevisionState.REPLACED, RevisionState.DROPPED})
_HEADING: Final = re.compile(r'^heading\s*=\s*"(.*)"\s*$', re.MULTILINE)
_FAULT: Final = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+): (?P<reason>.*)", re.DOTALL)


def find_item(item_id: UUID) -> Item:
    found = Item.objects.filter(id=item_id, pack__in=settings.PACKS).first()
    if found is None:
        raise Http404
    return found


def find_revision(revision_id: UUID) -> Revision:
    revisions = Revision.objects.select_related("item")
    found = revisions.filter(id=revision_id, item__pack__in=settings.PACKS).first()
    if found is None:
        raise Http404
    return found


def title_of(item: Item, text: str = "") -> str:
    """What an editor calls it: a page's heading, or a name."""
    kind = ItemKind(item.kind)
    if kind is ItemKind.PAGE and (found := _HEADING.search(split_front(text or item.text)[0])):
        return found[1].replace('\\"', '"').replace("\\\\", "\\")
    if kind is ItemKind.INDEX:
        return f"Shelves of {item.pack}"
    if kind is ItemKind.WORDS:
        return f"Words of pages, {own_name(item.language)}"
    return item.name or KINDS[kind]


def names() -> dict[UUID | None, str]:
    """What colleagues are called; whoever has left is nobody."""
    return {one.id: one.shown_name for one in members_here()}


def kind_of(item: Item) -> str:
    """Its kind, with the language where that is not English."""
    kind = KINDS[ItemKind(item.kind)]
    return f"{kind}, {own_name(item.language)}" if item.language not in {"", FALLBACK} else kind


def english_of(item: Item) -> Item | None:
    """The English page that this one translates: in the same pack, or in whichever has it."""
    keys = [
        Key(pack, ItemKind(item.kind), FALLBACK, item.name)
        for pack in dict.fromkeys([item.pack, *reversed(settings.PACKS)])
    ]
    return next((found for key in keys if (found := item_of(key)) is not None), None)


def is_translation(item: Item) -> bool:
    return item.kind == ItemKind.PAGE.value and item.language != FALLBACK


def has_words(item: Item) -> bool:
    """Whether there is something to go on with: not once the only draft of something new was thrown away."""
    return bool(item.text) or item.is_live or newest(item) is not None


def address_of(item: Item) -> str:
    """Where this item is edited; of what has no words any more, its history, from where they come back."""
    if is_translation(item) and (english := english_of(item)) is not None:
        return reverse("desk:translation-edit", args=[english.id, item.language])
    if not has_words(item):
        return reverse("desk:item-history", args=[item.id])
    if item.kind == ItemKind.FACT.value:
        return reverse("desk:fact-edit", args=[item.id])
    return reverse("desk:item-edit", args=[item.id])


def places_of(fact: str, layers: Layers) -> list[str]:
    """Where a fact stands: the headings of pages, then what else shows it."""
    pages, files = pages_by_fact(layers).get(fact, ()), files_by_fact(layers).get(fact, ())
    headings = [layers.raw[(FALLBACK, page)].heading for page in pages]
    return headings + [FILES[name].capitalize() for name in files]


def raw_page(item: Item, text: str) -> RawPage:
    """Raises PackFault."""
    key = key_of(item)
    return read_page(Path(key.path), text, item.language)


def short(sentence: str) -> str:
    """A refusal without the folders of this machine: a file is named by its pack and its path there."""
    for folder in settings.PACK_FOLDERS.values():
        sentence = sentence.replace(f"{folder.parent}/", "")
    return sentence


def told(sentence: str, item: Item, text: str) -> str:
    """A refusal as its editor reads it: the line of the box, where the fault is in this very text."""
    bare = short(sentence)
    found = _FAULT.fullmatch(bare)
    if found is None:
        return bare
    reason = found["reason"][:1].upper() + found["reason"][1:]
    if found["file"] != f"{item.pack}/{key_of(item).path}":
        return f"{found['file']}, line {found['line']}: {reason}"
    line = int(found["line"]) - split_front(text)[0].count("\n")
    return f"Line {line}: {reason}" if line > 0 else reason
