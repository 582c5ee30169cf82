"""What goes together, onto the site and away: a new page needs its place on a shelf, and whatever else that
shelf promises.
"""

import re

from waymark.content.actions import undoing
from waymark.content.actions.writing import write
from waymark.content.models import Item, Revision
from waymark.content.pieces import Key
from waymark.content.retelling import shelf_with, with_page_on_shelf, without_page
from waymark.content.stored import history, item_of, key_of, newest
from waymark.content.terms import FALLBACK, ItemKind, RevisionState
from waymark.records.turns import turn
from waymark.staff.models import Member


def goes_with(revision: Revision) -> list[Revision]:
    """The revisions that this one cannot go live without: none for what is on the site already."""
    key = key_of(revision.item)
    if key.kind not in {ItemKind.PAGE, ItemKind.INDEX}:
        return []
    index_item = item_of(Key(key.pack, ItemKind.INDEX, "", ""))
    if index_item is None:
        return []
    index = revision if key.kind is ItemKind.INDEX else newest(index_item)
    if index is None:
        return []
    fresh = _new_names(index_item.text, index.text)
    is_new_page = key.kind is ItemKind.PAGE and key.language == FALLBACK and key.name in fresh
    if not is_new_page and key.kind is not ItemKind.INDEX:
        return []
    pages = [item_of(Key(key.pack, ItemKind.PAGE, FALLBACK, name)) for name in sorted(fresh)]
    found = [index, *(newest(page) for page in pages if page is not None and not page.is_live)]
    return [each for each in found if each is not None and each.id != revision.id]


def drop(revision: Revision, *, by: Member) -> None:
    """Throws a draft away; of a page that never was on the site its place on the shelf too. *Refuses* as
    `undoing.drop` does.
    """
    with turn():
        undoing.drop(revision=revision.id, by=by)
        page, index = revision.item, _index_of(revision.item)
        if page.is_live or page.text or index is None or newest(page) is not None:
            return
        going_on = newest(index)
        if going_on is None or not shelf_with(going_on.text, page.name):
            return
        rest = without_page(going_on.text, page.name)
        if rest == index.text and going_on.state == RevisionState.DRAFT.value:
            undoing.drop(revision=going_on.id, by=by)
        else:
            write(key=key_of(index), text=rest, by=by)


def restore(revision: Revision, *, by: Member, over: str) -> Revision:
    """Older words as a draft again; a page that never was on the site is back on the shelf on which it was
    last. *Refuses* as `undoing.restore` does.
    """
    with turn():
        made = undoing.restore(revision=revision.id, by=by, over=over)
        page, index = revision.item, _index_of(revision.item)
        if page.is_live or page.text or index is None:
            return made
        going_on = newest(index)
        text = index.text if going_on is None else going_on.text
        shelves = (shelf_with(each.text, page.name) for each in history(index))
        shelf = next((name for name in shelves if name), "")
        if shelf and not shelf_with(text, page.name):
            write(key=key_of(index), text=with_page_on_shelf(text, shelf, page.name), by=by)
        return made


def _index_of(page: Item) -> Item | None:
    """The index that has the shelf of an English page; nothing else stands on a shelf by itself."""
    if (page.kind, page.language) != (ItemKind.PAGE.value, FALLBACK):
        return None
    return item_of(Key(page.pack, ItemKind.INDEX, "", ""))


def _new_names(live: str, wanted: str) -> set[str]:
    quoted = re.compile(r'"([a-z0-9-]+)"')
    return set(quoted.findall(wanted)) - set(quoted.findall(live))
