"""The WSGI callable that answers published pages from memory and hands everything else to Django.

It reads the path, method, host, scheme and Accept-Encoding, nothing else, and it writes nothing down.
"""

from collections.abc import Callable, Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waymark.press.editions import Edition
from waymark.press.encodings import choose_encoding

_METHODS: Final = frozenset({"GET", "HEAD"})
_HOSTS_KEPT: Final = 64


class Answering:
    """Wraps an application. `edition` may be replaced while it runs: each answer uses one edition whole."""

    def __init__(
        self, behind: WSGIApplication, edition: Edition, *, is_ours: Callable[[WSGIEnvironment], bool]
    ) -> None:
        """`is_ours` says whether a request came to a host and by a scheme that the pages are meant for."""
        self.behind = behind
        self.edition = edition
        self._is_ours = is_ours
        self._known: set[tuple[str, str, str]] = set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        edition, path = self.edition, environ["PATH_INFO"]
        if path not in edition.pages or environ["REQUEST_METHOD"] not in _METHODS or not self._knows(environ):
            return self.behind(environ, start_response)
        encoding = choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding is None:
            return self.behind(environ, start_response)
        headers, body = edition.print(path, encoding)
        start_response("200 OK", headers)
        return (body,) if environ["REQUEST_METHOD"] == "GET" else ()

    def _knows(self, environ: WSGIEnvironment) -> bool:
        """Asks `is_ours` once for each host and scheme, and remembers a few that are."""
        forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "")
        key = (environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"], forwarded)
        if key in self._known:
            return True
        if not self._is_ours(environ):
            return False
        if len(self._known) < _HOSTS_KEPT:
            self._known.add(key)
        return True
