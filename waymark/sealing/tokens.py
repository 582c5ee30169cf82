"""What a form carries from page to page in one hidden field: a sealed note that expires.

Sealed under a day's key that the caller keeps and turns. An expired token still gives back its note, so that
nobody loses what they typed; whether it may still act is for the caller to refuse.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey, Secret
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import JSON, Note, seal_note_in, unseal_note_in
from waymark.sealing.places import Place

ID_BYTES = 16


@dataclass(frozen=True, repr=False)
class FormToken(Secret):
    """An unsealed token: its id, its note, when it expires (Unix seconds) and whether it has."""

    id: UUID
    note: Mapping[str, JSON]
    expires: int
    expired: bool


def seal_form(
    key: IslandKey, form_id: UUID, note: Note, *, expires: int, field: Field = Field.ANSWERS
) -> str:
    """The hidden field's text: base64url of the id and In(key, (form-token, id, field), note and expiry)."""
    sealed = seal_note_in(key, _place(form_id, field), {"expires": expires, "note": dict(note)})
    return urlsafe_b64encode(form_id.bytes + sealed.raw).decode("ascii")


def unseal_form(key: IslandKey, text: str, *, now: float, field: Field = Field.ANSWERS) -> FormToken:
    """What the field carried; `DoesNotUnseal` unless it was sealed under this key for this kind of field."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
        form_id = UUID(bytes=raw[:ID_BYTES])
    except ValueError:
        raise DoesNotUnseal from None
    found = unseal_note_in(key, _place(form_id, field), Sealed(raw[ID_BYTES:]))
    note, expires = found.get("note"), found.get("expires")
    if not isinstance(note, dict) or not isinstance(expires, int):
        raise DoesNotUnseal
    return FormToken(form_id, note, expires, expired=now >= expires)


def _place(form_id: UUID, field: Field) -> Place:
    return Place(Kind.FORM_TOKEN, form_id, field)
