"""Pages that are drawn for one visitor, quickly packed: in brotli where that is taken, else in gzip.

Compressed although they repeat what was typed: without a cookie nobody can make a visitor's browser ask for a
page that holds the visitor's secrets. So no length of such a page can be used to guess at them.
"""

import gzip
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from waymark.press.encodings import choose_encoding, compress

HEAVIEST: Final = 13_000
"""Bytes of a page, packed: what a slow connection brings in its first answer."""
_QUICK: Final = 6
"""Of brotli and of gzip. Brotli is then as quick, and some 6 % smaller."""
_PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda body: compress(body, _QUICK),
    "gzip": lambda body: gzip.compress(body, _QUICK, mtime=0),
}
View = Callable[..., HttpResponse]


def packed_page(view: View) -> View:
    """The view's page in the best encoding that is taken; as it is where none is."""

    @wraps(view)
    def packing(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        encoding = _encoding(request)
        patch_vary_headers(response, ("Accept-Encoding",))
        if encoding in _PACKERS:
            response.content = _PACKERS[encoding](response.content)
            response.headers["Content-Encoding"] = encoding
        return response

    return packing


def weight(request: HttpRequest, body: bytes) -> int:
    """Bytes of this page, packed as this visitor takes it; in gzip for one who takes nothing packed."""
    return len(_PACKERS.get(_encoding(request) or "", _PACKERS["gzip"])(body))


def is_packed_well(request: HttpRequest) -> bool:
    """Whether this visitor takes pages in brotli, which are lighter."""
    return _encoding(request) == "br"


def _encoding(request: HttpRequest) -> str | None:
    return choose_encoding(request.headers.get("Accept-Encoding", ""))
