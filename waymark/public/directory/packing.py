"""The list travels compressed. There is no secret of the visitor's in it, and no cookie to guess one by."""

import zlib
from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse

from waymark.press.editions import PLAIN
from waymark.press.encodings import BEST, choose_encoding, compress

# For what is drawn once; the page that stays the same for a minute is packed best.
QUICK: Final = 5
HTML: Final = "text/html; charset=utf-8"


def answer(request: HttpRequest, html: str) -> HttpResponse:
    """One answer, packed as this visitor's browser takes it."""
    return _answer(request, _pack(html.encode(), _encoding(request), QUICK))


def answer_kept(request: HttpRequest, text: str, kind: str = HTML) -> HttpResponse:
    """The page that many ask for: packed best, and once for each of its minutes."""
    return _answer(request, _packed(text, _encoding(request)), kind)


def _answer(request: HttpRequest, body: bytes, kind: str = HTML) -> HttpResponse:
    response = HttpResponse(body, kind, headers={"Vary": "Accept-Encoding", "Content-Length": str(len(body))})
    if (encoding := _encoding(request)) != PLAIN:
        response.headers["Content-Encoding"] = encoding
    return response


def _encoding(request: HttpRequest) -> str:
    return choose_encoding(request.headers.get("Accept-Encoding", "")) or PLAIN


@lru_cache(maxsize=24)
def _packed(text: str, encoding: str) -> bytes:
    return _pack(text.encode(), encoding, BEST)


def _pack(body: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return compress(body, quality)
    if encoding == "gzip":
        # With all the memory that it may use, which is worth a hundred bytes; 31 asks for gzip's own header.
        packer = zlib.compressobj(9, zlib.DEFLATED, 31, zlib.DEF_MEM_LEVEL + 1)
        return packer.compress(body) + packer.flush()
    return body
