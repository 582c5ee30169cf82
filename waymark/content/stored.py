"""Reads of the tables: what is live, what it would be with a change, and what waits for an editor."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string

from waymark.content.folders import PackText, read_folder
from waymark.content.models import Item, Revision, Version
from waymark.content.packs import make_library, sketch_library
from waymark.content.pieces import Key, Piece, is_carried, put_together, take_apart
from waymark.content.terms import FALLBACK, ItemKind, Library, PackFault, RevisionState, Surroundings
from waymark.records.refusal import Refused

# Made for an editor's first draft: it is not on the site, and it was not withdrawn either.
_NEVER_LIVE: Final = Q(is_live=False, is_edited=False)
_CLOSED: Final = (
    RevisionState.PUBLISHED.value,
    RevisionState.REPLACED.value,
    RevisionState.DROPPED.value,
)
# What stands over no words that still wait: that a fact or a translation was looked at, which nobody wrote,
# and a draft that was thrown away.
_NO_WORDS: Final = Q(written_by=None, state__in=_CLOSED) | Q(state=RevisionState.DROPPED.value)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the site would be: made whole, so that it may go live. `version` says what it was made over."""

    library: Library
    changes: Mapping[Key, str | None]
    revisions: tuple[Revision, ...]
    version: int


def surroundings() -> Surroundings:
    """What settings.PACK_SURROUNDINGS gives now."""
    return cast(Callable[[], Surroundings], import_string(settings.PACK_SURROUNDINGS))()


def version() -> int:
    """How many times what is live has changed."""
    return Version.objects.values_list("number", flat=True).first() or 0


def live_packs(changes: Mapping[Key, str | None] | None = None) -> list[PackText]:
    """The packs of this service as they are live, with these changes; None withdraws.

    A pack that was never loaded into the tables is read from its folder.
    """
    changes = changes or {}
    rows = Item.objects.filter(pack__in=settings.PACKS).defer("pack_text")
    found: dict[str, dict[Key, tuple[int, str | None]]] = {name: {} for name in settings.PACKS}
    for item in rows.exclude(_NEVER_LIVE):
        found[item.pack][key_of(item)] = (item.position, item.text if item.is_live else None)
    for key, text in changes.items():
        if key.pack in found:
            position = found[key.pack].get(key, (len(found[key.pack]), None))[0]
            found[key.pack][key] = (position, text)
    return [_pack(name, held) for name, held in found.items()]


def _pack(name: str, held: Mapping[Key, tuple[int, str | None]]) -> PackText:
    root = settings.PACK_FOLDERS.get(name, Path(name))
    if not held:
        return read_folder(root)
    hidden = {
        key.name
        for key, (_, text) in held.items()
        if text is None and (key.kind, key.language) == (ItemKind.PAGE, FALLBACK)
    }
    pieces = [Piece(key, position, text) for key, (position, text) in held.items() if text is not None]
    return put_together(name, root, pieces, frozenset(hidden))


def live_pack(name: str) -> PackText:
    """One pack as it is live, as the files that an export writes. *Refuses* one that this site has not."""
    rows = Item.objects.filter(pack=name).exclude(_NEVER_LIVE)
    held = {key_of(item): (item.position, item.text if item.is_live else None) for item in rows}
    if not held:
        raise Refused(f"There is no pack called {name} on this site.")
    return _pack(name, held)


def key_of(item: Item) -> Key:
    return Key(item.pack, ItemKind(item.kind), item.language, item.name)


def candidate(
    changes: Mapping[Key, str | None] | None = None, revisions: Sequence[Revision] = ()
) -> Candidate:
    """The site with these changes and revisions. *Refuses*, with file, line and reason, what is broken."""
    seen = version()
    wanted = dict(changes or {}) | {key_of(each.item): each.text for each in revisions}
    try:
        library = make_library(live_packs(wanted), surroundings())
    except PackFault as fault:
        raise Refused(str(fault)) from None
    return Candidate(library, wanted, tuple(revisions), seen)


def sketch(changes: Mapping[Key, str | None]) -> Library:
    """The site with these changes, each page made when it is first asked for: for a look at a few of them.

    *Refuses* what cannot be laid together. A page that is broken raises PackFault once it is made.
    """
    try:
        return sketch_library(live_packs(changes), surroundings())
    except PackFault as fault:
        raise Refused(str(fault)) from None


def check_words(key: Key, text: str) -> None:
    """*Refuses*, as `candidate` does, words that would break what they touch: of a page, this page in every
    language that shows it; of anything else the whole site. Before it goes live all is made in any case.
    """
    if key.kind is not ItemKind.PAGE:
        candidate({key: text})
        return
    library = sketch({key: text})
    try:
        for each in [at for at in library.pages if at[1] == key.name]:
            library.pages[each]
    except PackFault as fault:
        raise Refused(str(fault)) from None


def changes_of(pack: PackText) -> dict[Key, str]:
    """Every piece of this pack that can be edited and differs from what is live. *Refuses* a pack that this
    site has not.
    """
    live = {key_of(item): item.text for item in Item.objects.filter(pack=pack.name, is_live=True)}
    if not live:
        raise Refused(f"There is no pack called {pack.name} on this site.", field="file")
    return {
        piece.key: piece.text
        for piece in take_apart(pack)
        if live.get(piece.key) != piece.text and not is_carried(piece.key)
    }


def item_of(key: Key) -> Item | None:
    """The item with this key, whether it is live or not."""
    return Item.objects.filter(
        pack=key.pack, kind=key.kind.value, language=key.language, name=key.name
    ).first()


# ---- what waits for an editor


def newest(item: Item) -> Revision | None:
    """The revision that an editor goes on with: the last one written, unless it was published."""
    last = Revision.objects.filter(item=item).exclude(_NO_WORDS).order_by("-written_at", "-id").first()
    return None if last is None or last.state in _CLOSED else last


def mark_of(item: Item | None) -> str:
    """Changes with whatever an editor sees of this item: what is live, and the words going on over it."""
    if item is None:
        return "new"
    going_on = newest(item)
    seen = f"{item.text}\0{item.is_live}\0{going_on.id if going_on else ''}"
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def going_on() -> list[Revision]:
    """The newest revision of each item that has one, unless it was published; without its text."""
    later = Revision.objects.filter(item=OuterRef("item"), written_at__gt=OuterRef("written_at"))
    later = later.exclude(_NO_WORDS)
    rows = Revision.objects.filter(item__pack__in=settings.PACKS).exclude(state__in=_CLOSED)
    rows = rows.filter(~Exists(later)).select_related("item").defer("text", "item__text", "item__pack_text")
    return list(rows.order_by("written_at", "id"))


def history(item: Item) -> list[Revision]:
    """Every revision of an item, the newest first."""
    return list(Revision.objects.filter(item=item).select_related("item").order_by("-written_at", "id"))


def waiting_for_review() -> list[Revision]:
    """Revisions that wait for a second person, the oldest first."""
    asked = Revision.objects.filter(state=RevisionState.ASKED.value)
    return list(asked.select_related("item").order_by("written_at", "id"))


def due_to_publish(today: date) -> list[Revision]:
    """Reviewed revisions whose day has come, in the order in which they were written."""
    ready = Revision.objects.filter(state=RevisionState.REVIEWED.value, publish_on__lte=today)
    return list(ready.select_related("item").order_by("written_at", "id"))


def changed_underneath() -> list[Item]:
    """Edited items whose pack has changed since."""
    return list(
        Item.objects.filter(pack_changed=True, pack__in=settings.PACKS).order_by("pack", "kind", "name")
    )


def items(kind: ItemKind | None = None, *, packs: Iterable[str] | None = None) -> list[Item]:
    """What can be edited, in the order of the files."""
    rows = Item.objects.filter(pack__in=list(settings.PACKS if packs is None else packs))
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    return list(rows.order_by("pack", "kind", "language", "position", "name"))
