"""Photos inside a PDF without what a camera wrote beside the picture: place, time, maker, comments."""

from collections.abc import Callable
from typing import Final

from pypdf.generic import ArrayObject, NameObject, StreamObject

_SIZED, _LONG, _HEAD = 4, 8, 8
_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
"""What a JPEG 2000 file needs to be shown (ISO 15444-1, annex I); XML, uuid and all others go."""


def strip_picture(stream: StreamObject) -> None:
    """Strips a photo where it stands, however often it is packed. Raises whatever broken packing raises."""
    named = stream.get("/Filter")
    named = named.get_object() if named is not None else None
    filters = list(named) if isinstance(named, ArrayObject) else [named]
    strip = _STRIPS.get(filters[-1]) if filters else None
    if strip is None:
        return
    # The photo's own packing stays: unpacking ends at it and hands its bytes on as they are.
    stream._data = strip(stream.get_data())
    stream[NameObject("/Filter")] = NameObject(filters[-1])
    if len(filters) > 1:
        stream.pop("/DecodeParms", None)


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


def strip_jpeg2000(content: bytes) -> bytes:
    """A JPEG 2000 file or bare codestream without XML, uuid and other boxes, and without comments.

    Raises ValueError for boxes that do not add up.
    """
    if content[:4] == b"\xff\x4f\xff\x51":
        return _strip_codestream(content)
    kept, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at : at + _SIZED], "big")
        head = _HEAD
        if size == 1:
            size, head = int.from_bytes(content[at + _HEAD : at + _HEAD + _LONG], "big"), _HEAD + _LONG
        size = size or len(content) - at
        if size < head or at + size > len(content):
            raise ValueError("a box of a picture that does not add up")
        kind, inner = content[at + _SIZED : at + _HEAD], content[at + head : at + size]
        if kind == b"jp2c":
            inner = _strip_codestream(inner)
        if kind in _BOXES:
            kept.append((_HEAD + len(inner)).to_bytes(_SIZED, "big") + kind + inner)
        at += size
    return b"".join(kept)


def _strip_codestream(content: bytes) -> bytes:
    """Without the comments (COM) of its main header, which ends at the first tile (SOT)."""
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0x90:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] != 0x64:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    kept.append(content[at:])
    return b"".join(kept)


_STRIPS: Final[dict[object, Callable[[bytes], bytes]]] = {
    "/DCTDecode": strip_jpeg,
    "/JPXDecode": strip_jpeg2000,
}
