"""A note: a small JSON object, the usual content of an envelope. One record, one note.

Written canonically (sorted keys, no spaces, UTF-8), so the same note always has the same bytes.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias, cast

from waymark.sealing.envelopes import Sealed, seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey, PublicKey, SecretKey
from waymark.sealing.places import Place

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Note: TypeAlias = Mapping[str, JSON]


def write_note(note: Note) -> bytes:
    """The canonical bytes of a note; `ValueError` for a name that is not text, or for NaN and infinity."""
    if not all(isinstance(name, str) for name in note):
        raise ValueError("the names in a note are text")
    text = json.dumps(dict(note), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its own JSON escape


def read_note(raw: bytes) -> dict[str, JSON]:
    """The note in these bytes; anything but one JSON object raises `DoesNotUnseal`."""
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise DoesNotUnseal from None
    if not isinstance(found, dict):
        raise DoesNotUnseal
    return cast("dict[str, JSON]", found)


def seal_note_to(public: PublicKey, place: Place, note: Note) -> Sealed[Note]:
    """Seal a note to a public key."""
    return Sealed(seal_to(public, place, write_note(note)).raw)


def unseal_note_to(secret: SecretKey, place: Place, sealed: Sealed[Note]) -> dict[str, JSON]:
    """The note sealed to this pair at this place, or `DoesNotUnseal`."""
    return read_note(unseal_to(secret, place, Sealed(sealed.raw)))


def seal_note_in(key: IslandKey, place: Place, note: Note) -> Sealed[Note]:
    """Seal a note under an island's key."""
    return Sealed(seal_in(key, place, write_note(note)).raw)


def unseal_note_in(key: IslandKey, place: Place, sealed: Sealed[Note]) -> dict[str, JSON]:
    """The note sealed under this key at this place, or `DoesNotUnseal`."""
    return read_note(unseal_in(key, place, Sealed(sealed.raw)))
