"""Lays the packs of a release under the tables: what would change, checked whole before it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waymark.content.folders import PackText
from waymark.content.models import Item
from waymark.content.packs import make_library
from waymark.content.pieces import Key, Piece, put_together, take_apart
from waymark.content.stored import key_of, surroundings, version
from waymark.content.terms import FALLBACK, ItemKind, Library, PackFault
from waymark.records.refusal import Refused


@dataclass(frozen=True, slots=True)
class Laying:
    """What laying would do: `pieces` are the packs' own, `texts` what would be live, `library` made of it."""

    pieces: Mapping[Key, Piece]
    texts: Mapping[Key, str]
    library: Library
    version: int


def plan_laying(packs: Sequence[PackText]) -> Laying:
    """The plan. *Refuses*, with file, line and reason, where the site would not hold with these packs."""
    seen = version()
    pieces = {piece.key: piece for pack in packs for piece in take_apart(pack)}
    held = {key_of(item): item for item in Item.objects.filter(pack__in=[pack.name for pack in packs])}
    texts = {key: piece.text for key, piece in pieces.items()}
    hidden: set[Key] = set()
    for key, item in held.items():
        if item.is_edited and item.is_live:
            texts[key] = item.text
        elif item.is_edited:
            texts.pop(key, None)
            hidden.add(key)
    try:
        library = make_library([_joined(pack, pieces, held, texts, hidden) for pack in packs], surroundings())
    except PackFault as fault:
        raise Refused(str(fault)) from None
    return Laying(pieces, texts, library, seen)


def _joined(
    pack: PackText,
    pieces: Mapping[Key, Piece],
    held: Mapping[Key, Item],
    texts: Mapping[Key, str],
    hidden: set[Key],
) -> PackText:
    own = [
        Piece(key, pieces[key].position if key in pieces else held[key].position, text)
        for key, text in texts.items()
        if key.pack == pack.name
    ]
    pages = {key.name for key in hidden if (key.kind, key.language) == (ItemKind.PAGE, FALLBACK)}
    return put_together(pack.name, pack.root, own, frozenset(pages))


def is_laid(packs: Sequence[PackText]) -> bool:
    """Whether the tables hold exactly these packs already, so that nothing need be done."""
    pieces = {piece.key: piece for pack in packs for piece in take_apart(pack)}
    rows = Item.objects.filter(pack__in=[pack.name for pack in packs], in_pack=True)
    held = {key_of(item): (item.position, item.pack_text) for item in rows}
    return held == {key: (piece.position, piece.text) for key, piece in pieces.items()}


def apply_laying(laying: Laying) -> int:
    """Write the plan. Returns how many items changed."""
    names = {key.pack for key in laying.pieces}
    held = {key_of(item): item for item in Item.objects.select_for_update().filter(pack__in=names)}
    new = [_fresh(piece) for key, piece in laying.pieces.items() if key not in held]
    Item.objects.bulk_create(new)
    changed = len(new)
    for key, item in held.items():
        if _lay_under(item, laying.pieces.get(key)):
            item.save()
            changed += 1
    return changed


def _fresh(piece: Piece) -> Item:
    key = piece.key
    return Item(
        pack=key.pack,
        kind=key.kind.value,
        language=key.language,
        name=key.name,
        position=piece.position,
        text=piece.text,
        pack_text=piece.text,
    )


def _lay_under(item: Item, piece: Piece | None) -> bool:
    """Whether the item changed. One that left the pack stays only where an editor wrote it."""
    before = (item.pack_text, item.in_pack, item.position)
    was = item.pack_text if item.in_pack else None
    now = None if piece is None else piece.text
    if piece is not None:
        item.pack_text, item.in_pack, item.position = piece.text, True, piece.position
    elif item.in_pack:
        item.pack_text, item.in_pack = "", False
    if not item.is_edited:
        item.text, item.is_live = now or "", now is not None
    elif was != now:
        item.pack_changed = True
    return before != (item.pack_text, item.in_pack, item.position)
