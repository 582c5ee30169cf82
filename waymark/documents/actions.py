"""What happens to files. The bytes are sealed in memory, chunk by chunk, before anything touches a disk."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.documents.copying import safe_copy_of
from waymark.documents.held import HeldFile
from waymark.documents.models import Document, DocumentPart
from waymark.documents.queries import file_place, waiting_parts
from waymark.documents.rules import check_room
from waymark.documents.terms import DocumentsTag
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.turns import atomic_turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.files import seal_file
from waymark.sealing.keys import IslandKey, new_island_key

PART_BYTES = 1 << 20
CHUNK_BYTES = 64 * 1024


def hold_file(*, content: bytes, name: str) -> HeldFile:
    """Seals a file and its safe copy; they wait, unclaimed, for the message that they belong to.

    The copy takes seconds and is made before the turn: nobody waits for it to write.
    Refuses what is empty, too large, broken, locked or of another kind, and every file while very many wait
    that nobody has sent: then nothing is stored.
    Records `documents:file:held`.
    """
    check_room(waiting_parts())
    copy = safe_copy_of(content)
    held = HeldFile(new_id(), new_island_key(), name, copy.kind, len(content), sha256(content).hexdigest())
    _hold(held, content, copy.content)
    return held


@atomic_turn
def _hold(held: HeldFile, content: bytes, copy: bytes) -> None:
    document = Document.objects.create(id=held.id, held_on=day())
    _write(document, held.key, content, is_copy=False)
    _write(document, held.key, copy, is_copy=True)
    record(Chain.face("public"), DocumentsTag.HELD, by=None, about=held.id)


@atomic_turn
def drop_file(*, held: HeldFile) -> None:
    """Deletes a file that still waits. Records `documents:file:dropped`."""
    gone, _ = Document.objects.filter(id=held.id, island=None).delete()
    if not gone:  # it was sent meanwhile, and stays
        return
    record(Chain.face("public"), DocumentsTag.DROPPED, by=None, about=held.id)


@atomic_turn
def sweep_waiting() -> int:
    """Deletes files whose message was never sent. For the worker, once a day.

    Records `documents:waiting:swept`.
    """
    gone = Document.objects.filter(island=None, held_on__lt=day() - timedelta(days=1))
    count = gone.count()
    if count:
        gone.delete()
        record(Chain.face("worker"), DocumentsTag.SWEPT, by=None, about=None, note={"files": count})
    return count


def _write(document: Document, key: IslandKey, content: bytes, *, is_copy: bool) -> None:
    sealed = seal_file(key, file_place(document.id, is_copy=is_copy), _chunks(content))
    for number, part in enumerate(_parts(sealed)):
        DocumentPart.objects.create(document=document, is_copy=is_copy, number=number, sealed=Sealed(part))


def _chunks(content: bytes) -> Iterator[bytes]:
    view = memoryview(content)
    for start in range(0, len(view), CHUNK_BYTES):
        yield bytes(view[start : start + CHUNK_BYTES])


def _parts(sealed: Iterable[bytes]) -> Iterator[bytes]:
    part = bytearray()
    for chunk in sealed:
        part += chunk
        if len(part) >= PART_BYTES:
            yield bytes(part)
            part.clear()
    if part:
        yield bytes(part)
