"""The list's own script: inline, allowed by its hash on every public page, since pages are swapped in."""

from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from waymark.ui.inline import squeeze_script

SOURCE: Final = squeeze_script((Path(__file__).resolve().parent / "inline" / "list.js").read_text("utf-8"))
SCRIPT: Final[SafeString] = mark_safe(f"<script>{SOURCE}</script>")  # noqa: S308 - our own file, by its hash
