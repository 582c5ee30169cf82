"""An edition: every published page, compressed, with its headers. Immutable: it is swapped in one step.

Brotli is kept, since nearly every browser takes it; gzip and plain bytes are made of it when asked for.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import brotli

PLAIN: Final = "identity"
ENCODINGS: Final = ("br", "gzip", PLAIN)  # in the order in which we would rather send them
GZIP_LEVEL: Final = 6
ROBOTS: Final = "X-Robots-Tag"
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Edition:
    """Each path with its page in brotli. `number` and `stamp` say which one it is; `listed` is the one path
    that search engines may list.
    """

    pages: Mapping[str, bytes]
    headers: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    stamp: str = ""
    listed: str = ""

    def print(self, path: str, encoding: str) -> tuple[Headers, bytes]:
        """The headers as a WSGI server takes them, and the body."""
        body = self.pages[path]
        if encoding != "br":
            body = brotli.decompress(body)
        if encoding == "gzip":
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Vary", "Accept-Encoding"),
            *self.headers.items(),
        ]
        if encoding != PLAIN:
            headers.append(("Content-Encoding", encoding))
        if path == self.listed:
            headers = [(name, "all" if name == ROBOTS else value) for name, value in headers]
        return headers, body
