"""Safe copies: what staff look at instead of the original. A copy carries no place, time, author,
script or inner file.

Runs where no key is. Never touches a disk. Anything it cannot read is refused with a sentence, never
passed on.
"""

from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

from django.utils.translation import gettext_noop as words
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from waymark.documents.terms import LARGEST_FILE, FileKind
from waymark.records.refusal import Refused
from waymark.records.turns import holds_turn

MOST_PIXELS = 30_000_000
"""Of what has to be unpacked at once; a JPEG is unpacked smaller, so a phone's largest photos fit."""
WAIT_SECONDS = 20.0
_one_at_a_time = BoundedSemaphore()  # unpacked photos are what could fill the memory
LONGEST_SIDE = 3000
"""Pixels of the copy: enough to read a letter or see a bruise; the original keeps every pixel."""
MOST_PAGES = 200

TOO_LARGE = words("This file is too large. The most we can take is 10 MB. Your words are still here.")
WRONG_KIND = words("We can only take photos (JPEG, PNG or WebP) and PDF files. Your words are still here.")
BROKEN = words("We could not read this file. It may be damaged. Your words are still here.")
LOCKED = words("This PDF is locked with a password, so we could not check it. Your words are still here.")
BUSY = words("We are taking in many files just now. Please try again in a moment. Your words are still here.")
EMPTY = words("This file is empty. Your words are still here.")

_BEGINNINGS = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
)
_DROPPED_KEYS = frozenset(
    {
        *("/AA", "/AF", "/Annots", "/AcroForm", "/Collection", "/EmbeddedFiles", "/JS", "/JavaScript"),
        *("/LastModified", "/Metadata", "/Names", "/OpenAction", "/Outlines", "/PieceInfo", "/XFA"),
        "/StructTreeRoot",
    }
)


@dataclass(frozen=True, slots=True)
class SafeCopy:
    kind: FileKind
    content: bytes


def kind_of(content: bytes) -> FileKind:
    """What the bytes themselves say they are; a name or a declared type is never believed. Raises Refused."""
    if not content:
        raise Refused(EMPTY)
    if len(content) > LARGEST_FILE:
        raise Refused(TOO_LARGE)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    raise Refused(WRONG_KIND)


def make_safe_copy(content: bytes) -> SafeCopy:
    """The copy for staff. Raises Refused for what is too large, broken, locked, or of another kind."""
    if holds_turn():
        raise RuntimeError("making a copy inside a write turn would hold up every writer")
    kind = kind_of(content)
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise Refused(BUSY)
    try:
        return _copy_pdf(content) if kind is FileKind.PDF else _copy_photo(content, kind)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - whatever a library stumbles over in a broken file, its sender is told
        raise Refused(BROKEN) from None
    finally:
        _one_at_a_time.release()


def _copy_photo(content: bytes, kind: FileKind) -> SafeCopy:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if image.width * image.height > MOST_PIXELS:
            raise Refused(TOO_LARGE)
        shown = ImageOps.exif_transpose(image)
        shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = Image.new("RGB", shown.size, "white")
        layer = shown.convert("RGBA") if "A" in shown.mode or shown.mode == "P" else None
        plain.paste(layer or shown, mask=layer)
    written = BytesIO()
    if kind is FileKind.PNG:
        plain.save(written, "PNG")
        return SafeCopy(FileKind.PNG, written.getvalue())
    plain.save(written, "JPEG", quality=88)
    return SafeCopy(FileKind.JPEG, written.getvalue())


def _copy_pdf(content: bytes) -> SafeCopy:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused(LOCKED)
    pages = reader.pages
    if not 0 < len(pages) <= MOST_PAGES:
        raise Refused(BROKEN)
    writer = PdfWriter()
    for page in pages:
        for key in _DROPPED_KEYS & set(page):
            del page[key]
        writer.add_page(page)
    writer.metadata = None
    for each in writer._objects:
        _strip(each)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    written = BytesIO()
    writer.write(written)
    return SafeCopy(FileKind.PDF, written.getvalue())


def _strip(start: PdfObject | None) -> None:
    """Takes scripts, links, inner files and metadata out of one object and everything directly inside it."""
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            continue
        if isinstance(each, DictionaryObject):
            for key in _DROPPED_KEYS & set(each):
                del each[key]
            if isinstance(each, StreamObject) and _is_jpeg(each):
                each._data = strip_jpeg(each._data)
            waiting.extend(each.values())
        elif isinstance(each, ArrayObject):
            waiting.extend(each)


def _is_jpeg(stream: StreamObject) -> bool:
    return stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"])


def strip_jpeg(content: bytes) -> bytes:
    """A JPEG without its comment and application segments (place, time, camera); colour marks (APP14)
    stay.
    """
    if content[:2] != b"\xff\xd8":
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            break
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if not (0xE1 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    kept.append(content[at:])
    return b"".join(kept)
