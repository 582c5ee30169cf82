"""The one style and the one script of every public page, inline, with the hashes that the policy names.

All public pages carry the same bytes: a page that is swapped in lives under the first page's policy. What
only some pages need stands in their body, so that it comes and goes with them.
"""

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

from rjsmin import jsmin

_FOLDER: Final = Path(__file__).resolve().parent / "inline"


def squeeze_style(css: str) -> str:
    """CSS without comments and needless space; strings in it must not hold runs of space."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    bare = re.sub(r"\s*([{};,>])\s*", r"\1", bare)
    bare = re.sub(r":\s+", ":", bare)
    return bare.replace(";}", "}").strip()


def squeeze_script(script: str) -> str:
    """A script without comments and needless space."""
    return str(jsmin(script))


def hash_source(text: str) -> str:
    """The CSP source that allows exactly this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# In this order: the way out is there before anything else runs, and whatever breaks after it.
SCRIPTS: Final = ("exit.js", "quiet.js")
STYLE: Final = squeeze_style((_FOLDER / "public.css").read_text(encoding="utf-8"))
MORE_STYLE: Final = squeeze_style((_FOLDER / "more.css").read_text(encoding="utf-8"))
SCRIPT: Final = "\n".join(squeeze_script((_FOLDER / name).read_text(encoding="utf-8")) for name in SCRIPTS)
LISTEN: Final = squeeze_script((_FOLDER / "listen.js").read_text(encoding="utf-8"))
# By this a page knows whether another was made with the same style and script, and may take its place.
MADE: Final = hashlib.sha256((STYLE + MORE_STYLE + SCRIPT + LISTEN).encode()).hexdigest()[:8]
