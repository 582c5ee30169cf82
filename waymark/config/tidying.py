"""What stands between a server and Django: two headers that Django reads before any layer of ours can answer.

One that cannot be read counts as not sent, so that the answer is a page of ours and never a bare error.
"""

from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters

_MOST_DIGITS: Final = 18


class Tidied:
    """Wraps an application."""

    def __init__(self, behind: WSGIApplication) -> None:
        self.behind = behind

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.behind(tidied(environ), start_response)


def tidied(environ: WSGIEnvironment) -> WSGIEnvironment:
    """The same request without a type or a length that cannot be read."""
    length = environ.get("CONTENT_LENGTH", "")
    if length and not (length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS):
        environ["CONTENT_LENGTH"] = ""
    kind = environ.get("CONTENT_TYPE", "")
    if ";" in kind and not _can_be_read(kind):
        environ["CONTENT_TYPE"] = ""
    return environ


def _can_be_read(kind: str) -> bool:
    try:
        _, named = parse_header_parameters(kind)
        b" ".decode(named.get("charset", "utf-8"), "replace")  # some names are of codecs that make no text
    except Exception:  # noqa: BLE001 - whatever the library's parser raises at a stranger's header
        return False
    return True
