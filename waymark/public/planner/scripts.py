"""The planner's scripts: one with the page; one that keeps and one that seals, fetched only for Save or Open.

Each is put together from the files beside this one. The policy names the hash of its exact bytes, so the
page may write it into itself after fetching it, and no other script runs.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from waymark.press.editions import PLAIN
from waymark.press.encodings import BEST, compress
from waymark.sealing.wordlist import WORDS
from waymark.ui.inline import hash_source, squeeze_script

_FOLDER: Final = Path(__file__).resolve().parent
PAGE, KEEPING, SEALING = "k3", "k6", "k4"
"""The last part of each script's address. They say nothing."""
_PARTS: Final = {
    PAGE: ("bring", "plan", "routes", "map", "screen", "making", "homes", "whole", "start"),
    KEEPING: ("merging", "keeping", "saving", "sharing"),
    SEALING: ("words", "sealing"),
}


@dataclass(frozen=True, slots=True)
class Script:
    """One script: the CSP source that allows it, and its bytes in every encoding."""

    source: str
    bodies: Mapping[str, bytes]


@cache
def scripts() -> Mapping[str, Script]:
    """Each script by the last part of their address."""
    return {name: _script(text) for name, text in script_texts().items()}


@cache
def script_texts() -> Mapping[str, str]:
    """The exact text of each, as the page writes it into itself."""
    return {name: _assembled(name) for name in _PARTS}


def loader() -> str:
    """What stands in the page and fetches its script. A `src` would leave our address in a cache of code."""
    return _squeezed("load")


def script_sources() -> tuple[str, ...]:
    """What the policy of every public page names, in a fixed order."""
    return tuple(hash_source(text) for text in (loader(), *script_texts().values()))


def packed_words() -> str:
    """The list of words: each as how many letters it shares with the one before (to 9), then the rest."""
    packed, before = [], ""
    for word in WORDS:
        shared = min(9, next(at for at in range(len(word), -1, -1) if before.startswith(word[:at])))
        packed.append(f"{shared}{word[shared:]}")
        before = word
    return "".join(packed)


def _assembled(name: str) -> str:
    parts = [_squeezed(part) for part in _PARTS[name]]
    before = "var planner=window.planner||(window.planner={});"
    if name == SEALING:
        age = (_FOLDER / "vendor" / "age.js").read_text("utf-8").strip()
        return "\n".join([before, f"(function(){{{age}planner.age=age}})();", _list(), *parts])
    if name == PAGE:  # swapped in again, the page begins anew with what its document already has
        return "\n".join([before, "if(!planner.begin){", *parts[:-1], "}", parts[-1]])
    return "\n".join([before, *parts])


def _squeezed(part: str) -> str:
    return squeeze_script((_FOLDER / "scripts" / f"{part}.js").read_text("utf-8"))


def _list() -> str:
    return f'planner.packedWords="{packed_words()}";'


def _script(text: str) -> Script:
    body = text.encode()
    packed = {
        "br": compress(body, BEST),
        "gzip": gzip.compress(body, 9, mtime=0),
        PLAIN: body,
    }
    return Script(hash_source(text), packed)
