"""One message as it is inside its envelope.

What we wrote is signed by the service and checked when it is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import LP
from waymark.sealing.keys import SigningKey, VerifyKey
from waymark.sealing.labels import Signed
from waymark.sealing.notes import JSON
from waymark.sealing.signatures import check_signature, sign


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """A text, when it was written, and for ours the name that signs it."""

    id: UUID
    from_us: bool
    at: datetime
    text: str
    signed_by: str = ""

    def __repr__(self) -> str:
        return "Letter(redacted)"


def write_own(letter: Letter) -> dict[str, JSON]:
    """The note of a message that the holder wrote."""
    return {"at": letter.at.isoformat(), "text": letter.text}


def write_signed(letter: Letter, mailbox_id: UUID, key: SigningKey) -> dict[str, JSON]:
    """The note of a message that the service wrote."""
    signature = sign(key, Signed.REPLY, _statement(letter, mailbox_id))
    return {
        "at": letter.at.isoformat(),
        "text": letter.text,
        "signed_by": letter.signed_by,
        "signature": signature.hex(),
    }


def read_letter(
    note: Mapping[str, JSON], *, message_id: UUID, mailbox_id: UUID, from_us: bool, service: VerifyKey
) -> Letter:
    """The letter in a note. `DoesNotUnseal` for one that claims to be ours without our signature."""
    try:
        letter = Letter(
            message_id,
            from_us,
            datetime.fromisoformat(str(note["at"])),
            str(note["text"]),
            str(note.get("signed_by", "")),
        )
        signature = bytes.fromhex(str(note.get("signature", "")))
    except (KeyError, ValueError):
        raise DoesNotUnseal from None
    if from_us:
        check_signature(service, Signed.REPLY, _statement(letter, mailbox_id), signature)
    return letter


def _statement(letter: Letter, mailbox_id: UUID) -> bytes:
    texts = (letter.at.isoformat(), letter.text, letter.signed_by)
    return LP(mailbox_id.bytes, letter.id.bytes, *(text.encode() for text in texts))
