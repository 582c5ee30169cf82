"""Safe copies: what staff look at instead of the original. A copy carries no place, time, author,
script or inner file.

A process of its own (see `copying`), with bounds on memory and time, that can open nothing: no file, no
connection. Anything it cannot read gets none, and is never passed on.
"""

import codecs
import resource
import sys
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps, MpoImagePlugin, WebPImagePlugin  # noqa: F401 - loaded before the bounds
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from waymark.documents.kinds import NoCopy, SafeCopy, Why, kind_of
from waymark.documents.stripping import strip_picture
from waymark.documents.terms import FileKind

MOST_PIXELS = 30_000_000
"""Of what has to be unpacked at once; a JPEG is unpacked smaller, so a phone's largest photos fit."""
MEMORY_BYTES = 1 << 30
PROCESSOR_SECONDS = 30
BOUNDS: Final = {
    resource.RLIMIT_AS: MEMORY_BYTES,
    resource.RLIMIT_CPU: PROCESSOR_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    # Whoever takes this process over by a broken photo could read the keys' files: the user is the same.
    resource.RLIMIT_NOFILE: 0,
    resource.RLIMIT_CORE: 0,
}
LONGEST_SIDE = 3000
"""Pixels of the copy: enough to read a letter or see a bruise; the original keeps every pixel."""
MOST_PAGES = 200

_ENCODINGS: Final = ("ascii", "latin-1", "cp1252", "utf-16", "utf-16-be", "utf-16-le")
_DROPPED_KEYS = frozenset(
    {
        *("/AA", "/AF", "/Annots", "/AcroForm", "/Collection", "/EmbeddedFiles", "/JS", "/JavaScript"),
        *("/LastModified", "/Metadata", "/Names", "/OpenAction", "/Outlines", "/PieceInfo", "/XFA"),
        "/StructTreeRoot",
    }
)


def make_safe_copy(content: bytes) -> SafeCopy:
    """The copy for staff. Raises NoCopy for what is too large, broken, locked, or of another kind."""
    kind = kind_of(content)
    try:
        return _copy_pdf(content) if kind is FileKind.PDF else _copy_photo(content, kind)
    except (NoCopy, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - whatever a library stumbles over in a broken file, its sender is told
        raise NoCopy(Why.BROKEN) from None


def _copy_photo(content: bytes, kind: FileKind) -> SafeCopy:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if image.width * image.height > MOST_PIXELS:
            raise NoCopy(Why.TOO_LARGE)
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
        raise NoCopy(Why.LOCKED)
    pages = reader.pages
    if not 0 < len(pages) <= MOST_PAGES:
        raise NoCopy(Why.BROKEN)
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
            if isinstance(each, StreamObject):
                strip_picture(each)
            waiting.extend(each.values())
        elif isinstance(each, ArrayObject):
            waiting.extend(each)


def _load_what_is_loaded_late() -> None:
    """What the libraries would load when they first need it: after the bounds are set, nothing can be."""
    Image.preinit()
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)


def main() -> None:
    """Reads a file, writes the kind of its copy and the copy; or why there is none."""
    sent = sys.stdin.buffer.read()
    _load_what_is_loaded_late()
    for bound, most in BOUNDS.items():
        resource.setrlimit(bound, (most, most))
    try:
        copy = make_safe_copy(sent)
    except NoCopy as none:
        sys.stdout.write(none.why)
    except MemoryError:
        sys.stdout.write(Why.TOO_LARGE)
    else:
        sys.stdout.buffer.write(copy.kind.value.encode("ascii") + b"\n" + copy.content)


if __name__ == "__main__":
    main()
