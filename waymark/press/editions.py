"""An edition: every published page with all its bytes. Immutable, so it can be swapped in one step."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import brotli

PLAIN: Final = "identity"
ENCODINGS: Final = ("br", "gzip", PLAIN)  # in the order in which we would rather send them
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One page in one encoding: the headers as a WSGI server takes them, and the body."""

    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """Each path with its page in every encoding."""

    pages: Mapping[str, Mapping[str, Printed]]


def print_edition(pages: Iterable[tuple[str, bytes]], headers: Mapping[str, str]) -> Edition:
    """The edition of these (path, HTML) pages, each with these headers."""
    return Edition({path: _print(body, headers) for path, body in pages})


def _print(body: bytes, headers: Mapping[str, str]) -> dict[str, Printed]:
    packed = {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=11),
        "gzip": gzip.compress(body, 9, mtime=0),
        PLAIN: body,
    }
    return {encoding: Printed(_headers(headers, encoding, len(b)), b) for encoding, b in packed.items()}


def _headers(shared: Mapping[str, str], encoding: str, length: int) -> Headers:
    own = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(length),
        "Vary": "Accept-Encoding",
    }
    if encoding != PLAIN:
        own["Content-Encoding"] = encoding
    return (*own.items(), *shared.items())
