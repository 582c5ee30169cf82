"""The list's own scripts, allowed by their hashes on every public page, since pages are swapped in.

The page carries the small one. That fetches the other with the entries, when somebody searches.
"""

from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from waymark.ui.inline import squeeze_script

_FOLDER: Final = Path(__file__).resolve().parent / "inline"
LOADER: Final = squeeze_script((_FOLDER / "load.js").read_text("utf-8"))
SEARCH: Final = squeeze_script((_FOLDER / "list.js").read_text("utf-8"))
SCRIPT: Final[SafeString] = mark_safe(f"<script>{LOADER}</script>")  # noqa: S308 - our own file, by its hash
