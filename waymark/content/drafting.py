"""How a revision is made, and the small changes of text that marking something as checked means."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import timezone

from waymark.content.composing import check_shape, hashes_of, stale_hashes
from waymark.content.files import RawPage, RawPart, read_facts, read_page, read_part
from waymark.content.models import Item, Revision
from waymark.content.pieces import Key
from waymark.content.stamping import stamp_text
from waymark.content.stored import key_of
from waymark.content.terms import FALLBACK, FactStatus, ItemKind, PackFault, RevisionState
from waymark.records.refusal import Refused

_CHECKED: Final = re.compile(r"checked_(?:by|on)\s*=")
_GONE: Final = "This revision is no longer there."


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking a fact up says: `value` is what the checker saw, and must be the fact's own."""

    value: str
    source: str
    owner: str
    checked_on: date
    review_due: date


def revision_of(revision: UUID) -> Revision:
    """The revision, locked until the turn ends. *Refuses* an id that is not there."""
    found = (
        Revision.objects.select_for_update(of=("self",)).select_related("item").filter(id=revision).first()
    )
    if found is None:
        raise Refused(_GONE)
    return found


def new_revision(
    key: Key,
    text: str,
    *,
    by: UUID | None,
    state: RevisionState,
    reviewed_by: UUID | None = None,
    restored_from: UUID | None = None,
) -> Revision:
    """A row over the item of this key, which is made, and not live, where it is new."""
    where = {"pack": key.pack, "kind": key.kind.value, "language": key.language, "name": key.name}
    last = Item.objects.filter(pack=key.pack, kind=key.kind.value).order_by("-position").first()
    fresh = {
        "position": last.position + 1 if last and key.kind is ItemKind.FACT else 0,
        "text": "",
        "pack_text": "",
        "in_pack": False,
        "is_live": False,
    }
    item, _ = Item.objects.get_or_create(**where, defaults=fresh)
    text = _in_one_form(text)
    return Revision.objects.create(
        item=item,
        text=text,
        state=state.value,
        over=hash_text(item.pack_text),
        written_by=by,
        written_at=timezone.now(),
        reviewed_by=reviewed_by,
        restored_from=restored_from,
    )


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _in_one_form(text: str) -> str:
    """A browser sends its own line ends; a file ends with one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.endswith("\n") or not plain else f"{plain}\n"


def say_checked(text: str, checked: Checked, *, today: date) -> str:
    """The fact's own lines with this look written into them; every other line stays as it is."""
    fact = next(iter(read_facts(Path("facts.toml"), text).values()))
    if checked.value != fact.value:
        raise Refused(
            "The value is not the one on the site. Change the fact, and have it reviewed.", field="value"
        )
    if fact.status is FactStatus.SETTLED:
        raise Refused("This fact is settled: it says why, and needs a review of its own.")
    if not checked.source.strip() or not checked.owner.strip():
        raise Refused("Say where you looked, and who looks next time.", field="source")
    if checked.checked_on > today:
        raise Refused("The day of the look is still to come.", field="checked_on")
    if checked.review_due <= max(checked.checked_on, today):
        raise Refused("The next look has to be on a later day.", field="review_due")
    said = {
        "source": quoted(checked.source.strip()),
        "owner": quoted(checked.owner.strip()),
        "review_due": checked.review_due.isoformat(),
        "status": quoted(FactStatus.CHECKED.value),
        "checked_on": checked.checked_on.isoformat(),
    }
    return with_lines(text, said, after="status")


def translation_as_checked(page: Item, checked_by: str, checked_on: date, *, today: date) -> str:
    """The translation's own text with this check in its front matter."""
    key = key_of(page)
    if key.language in {"", FALLBACK}:
        raise Refused("This is the English itself: there is nothing to compare it with.")
    if not checked_by.strip():
        raise Refused("Say who compared it with the English.", field="checked_by")
    if checked_on > today:
        raise Refused("This day is still to come.", field="checked_on")
    own, english = _read(page), _read(_english_of(key))
    if stale_hashes(own, english):
        raise Refused("Its English has changed since it was translated. Bring it up to date first.")
    end = page.text.index("\n+++\n", 3) + 1
    said = {
        "state": quoted("checked"),
        "checked_by": quoted(checked_by.strip()),
        "checked_on": checked_on.isoformat(),
    }
    return with_lines(page.text[:end], said, after="state") + page.text[end:]


def stamp_translation(key: Key, text: str) -> str:
    """A translator's text, stamped with the English of now; it is a draft until somebody has checked it.

    *Refuses* one that is not built block for block as its English is.
    """
    own, english = _read_text(key, text), _read(_english_of(key))
    try:
        check_shape(own, english)
    except PackFault as fault:
        raise Refused(str(fault), field="text") from None
    if own.translation is not None and own.translation.checked_by:
        end = text.index("\n+++\n", 3) + 1
        head = with_lines(text[:end], {"state": quoted("draft")}, after="code").split("\n")
        text = "\n".join(line for line in head if not _CHECKED.match(line)) + text[end:]
    return stamp_text(text, hashes_of(english))


def _english_of(key: Key) -> Item:
    """The English in the same pack, or else in whichever pack has it."""
    named = Item.objects.filter(kind=key.kind.value, language=FALLBACK, name=key.name, is_live=True)
    found = named.filter(pack=key.pack).first() or named.first()
    if found is None:
        raise Refused("There is no English that this translates.")
    return found


def _read(item: Item) -> RawPage | RawPart:
    return _read_text(key_of(item), item.text)


def _read_text(key: Key, text: str) -> RawPage | RawPart:
    try:
        if key.kind is ItemKind.PAGE:
            return read_page(Path(key.path), text, key.language)
        return read_part(Path(key.path), text, key.language)
    except PackFault as fault:
        raise Refused(str(fault)) from None


def quoted(text: str) -> str:
    # JSON's text is TOML's text, but for the one control character that JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def with_lines(text: str, said: dict[str, str], *, after: str) -> str:
    """The text with `key = value` for each: in place of the line that has the key, or behind `after`."""
    lines = text.split("\n")
    for key, value in said.items():
        own = _line_of(lines, key)
        if own is not None:
            lines[own] = f"{key} = {value}"
        else:
            lines.insert((_line_of(lines, after) or 0) + 1, f"{key} = {value}")
    return "\n".join(lines)


def _line_of(lines: list[str], key: str) -> int | None:
    sets = re.compile(rf"{key}\s*=")
    return next((number for number, line in enumerate(lines) if sets.match(line)), None)
