"""What goes live together: a new page needs its place on a shelf, and whatever else that shelf promises."""

import re

from waymark.content.models import Revision
from waymark.content.pieces import Key
from waymark.content.stored import item_of, key_of, newest
from waymark.content.terms import FALLBACK, ItemKind


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


def _new_names(live: str, wanted: str) -> set[str]:
    quoted = re.compile(r'"([a-z0-9-]+)"')
    return set(quoted.findall(wanted)) - set(quoted.findall(live))
