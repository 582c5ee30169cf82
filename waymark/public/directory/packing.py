"""The list travels compressed. There is no secret of the visitor's in it, and no cookie to guess one by."""

import gzip
from functools import lru_cache
from typing import Final

import brotli
from django.http import HttpRequest, HttpResponse

from waymark.press.editions import PLAIN
from waymark.press.encodings import choose_encoding

# As small as it gets for the page that stays the same for a minute; quick for what is drawn once.
BEST: Final = 11
QUICK: Final = 5


def answer(request: HttpRequest, html: str) -> HttpResponse:
    """One answer, packed as this visitor's browser takes it."""
    return _answer(request, _pack(html.encode(), _encoding(request), QUICK))


def answer_kept(request: HttpRequest, html: str) -> HttpResponse:
    """The page that many ask for: packed best, and once for each of its minutes."""
    return _answer(request, _packed(html, _encoding(request)))


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    response = HttpResponse(body, headers={"Vary": "Accept-Encoding", "Content-Length": str(len(body))})
    if (encoding := _encoding(request)) != PLAIN:
        response.headers["Content-Encoding"] = encoding
    return response


def _encoding(request: HttpRequest) -> str:
    return choose_encoding(request.headers.get("Accept-Encoding", "")) or PLAIN


@lru_cache(maxsize=12)
def _packed(html: str, encoding: str) -> bytes:
    return _pack(html.encode(), encoding, BEST)


def _pack(body: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(body, 9, mtime=0) if encoding == "gzip" else body
