"""Named reads of files, in bounded pieces.

Whoever holds a HeldFile has been let in by the envelope that it came from.
"""

from collections.abc import Iterator
from uuid import UUID

from waymark.documents.held import HeldFile
from waymark.documents.models import DocumentPart
from waymark.sealing.files import unseal_file
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place


def read_copy(held: HeldFile) -> Iterator[bytes]:
    """The safe copy, for staff to look at. `DoesNotUnseal` when it is gone or was changed."""
    return _read(held, is_copy=True)


def read_original(held: HeldFile) -> Iterator[bytes]:
    """The file exactly as it was sent: for a court or the police, never to be looked at in a browser."""
    return _read(held, is_copy=False)


def waiting_parts() -> int:
    """How many parts of files wait for a message that nobody has sent yet: of everybody together."""
    return DocumentPart.objects.filter(document__island=None).count()


def file_place(document_id: UUID, *, is_copy: bool) -> Place:
    return Place(Kind.SAFE_COPY if is_copy else Kind.ATTACHMENT, document_id, Field.FILE)


def _read(held: HeldFile, *, is_copy: bool) -> Iterator[bytes]:
    return unseal_file(held.key, file_place(held.id, is_copy=is_copy), _parts(held.id, is_copy=is_copy))


def _parts(document_id: UUID, *, is_copy: bool) -> Iterator[bytes]:
    rows = DocumentPart.objects.filter(document=document_id, is_copy=is_copy).order_by("number")
    for row in rows.iterator(chunk_size=1):
        yield row.sealed.raw
