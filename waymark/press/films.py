"""Which pages have a signed film: three files in the signed folder, named for the code of the page.

`k7.mp4`, its captions `k7.vtt` and its transcript `k7.txt`; `front` for the first page, which has no code.
A film without captions or transcript is not shown: the log says why, and never who asked.
"""

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

log = logging.getLogger(__name__)
FRONT: Final = "front"
PATH: Final = "/y3/{code}"  # plain text, as doors are: whoever draws pages needs no view of the public face
LONGEST_TRANSCRIPT: Final = 8_000  # characters; the page with it still travels in one flight
_CODE: Final = re.compile(r"[a-z0-9]{2,5}")
_HEADER: Final = 8


@dataclass(frozen=True, slots=True)
class Film:
    """One signed film: seconds to watch, bytes to load, and what is signed, a paragraph each."""

    code: str
    seconds: int
    size: int
    transcript: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the public face answers with it; its captions are at /c behind it."""
        return PATH.format(code=self.code)

    @property
    def minutes(self) -> str:
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def megabytes(self) -> str:
        return f"{max(self.size / 1_000_000, 0.1):.1f}"


def film_file(code: str, ending: str) -> Path | None:
    """The file of this code in the signed folder, if it is there."""
    if not _CODE.fullmatch(code):
        return None
    file = Path(settings.SIGNED_DIR) / f"{code}.{ending}"
    return file if file.is_file() else None


def films_there() -> str:
    """The films in the folder as they are now, so that pages drawn with others are known to be old."""
    folder = Path(settings.SIGNED_DIR)
    seen = ((file.name, file.stat()) for file in sorted(folder.glob("*.*"))) if folder.is_dir() else ()
    return "\n".join(f"{name} {at.st_size} {at.st_mtime_ns}" for name, at in seen)


def find_film(code: str) -> Film | None:
    """The film of the page with this code, looked up when the page is drawn."""
    film = film_file(code or FRONT, "mp4")
    if film is None:
        return None
    try:
        return _read_film(code or FRONT, film)
    except (OSError, ValueError) as fault:
        why = "it cannot be read" if isinstance(fault, OSError) else fault
        # Within the message: what is passed beside it is cut from the log. The file is the service's own.
        log.warning(f"the signed film {film.name} is not shown: {why}")
        return None


def _read_film(code: str, film: Path) -> Film:
    captions, transcript = film_file(code, "vtt"), film_file(code, "txt")
    if captions is None or not captions.read_text(encoding="utf-8-sig").startswith("WEBVTT"):
        raise ValueError("it has no captions in WebVTT")
    said = transcript.read_text(encoding="utf-8-sig").strip() if transcript else ""
    if not said or len(said) > LONGEST_TRANSCRIPT:
        raise ValueError(f"its transcript is missing, or longer than {LONGEST_TRANSCRIPT} characters")
    paragraphs = tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", said))
    with film.open("rb") as file:
        return Film(code, read_seconds(file), film.stat().st_size, paragraphs)


def read_seconds(file: BinaryIO) -> int:
    """How long an MP4 film runs, in whole seconds and at least one. Raises ValueError for anything else."""
    end = file.seek(0, 2)
    movie = _find(file, b"moov", 0, end)
    place, _ = _find(file, b"mvhd", *movie)
    file.seek(place)
    head = file.read(32)
    wide = head[:1] == b"\x01"  # version 1 keeps its times in 64 bits
    scale = int.from_bytes(head[20:24] if wide else head[12:16], "big")
    length = int.from_bytes(head[24:32] if wide else head[16:20], "big")
    if not scale or not length or len(head) < 32:
        raise ValueError("it does not say how long it runs")
    return max(1, round(length / scale))


def _find(file: BinaryIO, kind: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the inside of the first box of this kind begins and ends."""
    while start + _HEADER <= end:
        file.seek(start)
        head = file.read(16)
        size, inside = int.from_bytes(head[:4], "big"), _HEADER
        if size == 1:
            size, inside = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - start
        if size < inside or start + size > end:
            break
        if head[4:8] == kind:
            return start + inside, start + size
        start += size
    raise ValueError("it is not an MP4 film")
