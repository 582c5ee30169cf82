"""The line drawings that an Easy Read page sets beside its words. They are ours, and say nothing new.

Each file holds the shapes alone, on a field of 64 by 64. Colour and line come from the one style of the
public pages, so a drawing follows dark and forced colours. A screen reader passes it by: the words are there.
"""

import re
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).resolve().parent / "pictures"
_ATTRIBUTE: Final = r"(?:d|x|y|width|height|rx|r|cx|cy)=\"[-A-Za-z0-9 .]+\""
_SHAPE: Final = re.compile(rf"<(?:path|rect|circle|ellipse)(?: {_ATTRIBUTE})+/>")


def _read(file: Path) -> str:
    shapes = file.read_text(encoding="utf-8").strip()
    if _SHAPE.sub("", shapes):
        raise ValueError(f"{file}: a drawing holds paths, rectangles, circles and ellipses alone")
    return f'<svg viewBox="0 0 64 64" aria-hidden="true">{shapes}</svg>'


PICTURES: Final = {file.stem: _read(file) for file in sorted(_FOLDER.glob("*.svg"))}
