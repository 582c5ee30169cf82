"""How an event becomes bytes, and bytes a hash. Nothing here may ever change: old chains must verify."""

import json
import re
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.conf import settings

from waymark.audit.models import Event
from waymark.audit.terms import Note
from waymark.sealing.envelopes import Sealed
from waymark.sealing.hashing import LP, H

HASH_BYTES = 32
VERSION = b"1"
BEGINNING = bytes(HASH_BYTES)
NOTE_KEY = re.compile(r"[a-z][a-z_]{0,23}")
HIGHEST_COUNT = 999_999


def hash_sealed(sealed: Sealed[object]) -> bytes:
    """What a chain keeps of sealed bytes: 32 bytes that say nothing without them."""
    return H(b"", "waymark-audit-sh", sealed.raw, HASH_BYTES)


def hash_event(event: Event) -> bytes:
    """The keyed hash of an event and of all before it."""
    return H(settings.KEYS.audit_key(), "waymark-audit-v1", LP(event.previous, payload(event)), HASH_BYTES)


def payload(event: Event) -> bytes:
    """The canonical bytes of an event. An absent part is told from an empty one."""
    return LP(
        VERSION,
        event.chain_id.bytes,
        event.seq.to_bytes(8, "big"),
        event.tag.encode("ascii"),
        event.day.isoformat().encode("ascii"),
        _maybe(None if event.second is None else event.second.to_bytes(4, "big")),
        _maybe(event.by.bytes if event.by else None),
        _maybe(event.about.bytes if event.about else None),
        _maybe(event.sealed_hash),
        _maybe(event.reason_hash),
        event.note.encode("ascii"),
    )


def write_note(note: Note | None) -> str:
    """The canonical text of a note; `TypeError` for anything that could be somebody's words or number."""
    values = {_note_key(key): _note_value(value) for key, value in (note or {}).items()}
    return json.dumps(values, sort_keys=True, separators=(",", ":"))


def _note_key(key: str) -> str:
    if not NOTE_KEY.fullmatch(key):
        raise TypeError("a note's key is a short lower-case word")
    return key


def _note_value(value: object) -> str | int:
    if isinstance(value, StrEnum | UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int) and abs(value) <= HIGHEST_COUNT:
        return int(value)
    raise TypeError("a note holds ids, days, counts and terms of a list only")


def _maybe(part: bytes | None) -> bytes:
    return b"" if part is None else b"=" + part
