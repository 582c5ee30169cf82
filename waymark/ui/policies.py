"""The content security policies of the faces: nothing is allowed but what is named. For settings to call."""

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from waymark.ui.inline import LISTEN, MORE_STYLE, SCRIPT, STYLE, hash_source

NONE: Final = "'none'"
SELF: Final = "'self'"
Policy = Mapping[str, Collection[str] | str]


def public_policy(exit_url: str, scripts: Collection[str] = ()) -> Policy:
    """For public pages, the same for all: `scripts` are the sources that allow what one of them fetches.

    The neutral site is a form target: browsers check redirects after a form too.
    """
    target = urlsplit(exit_url)
    if target.scheme != "https" or not target.netloc:
        raise ValueError(f"the neutral site must be an https address, not {exit_url!r}")
    return {
        "default-src": [NONE],
        "style-src": [hash_source(STYLE), hash_source(MORE_STYLE)],
        "script-src": [hash_source(SCRIPT), hash_source(LISTEN), *scripts],
        "img-src": ["data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, f"https://{target.netloc}"],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def desk_policy() -> Policy:
    """For the desk: its own files only."""
    return {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def write_policy(policy: Policy) -> str:
    """The header's value."""
    return "; ".join(
        f"{name} {sources if isinstance(sources, str) else ' '.join(sources)}"
        for name, sources in policy.items()
    )
