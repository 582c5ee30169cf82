"""JSON answers of this face: open to any origin, cacheable, calm about mistakes, with the same headers."""

import json
from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from waymark.api.throttling import Throttle

SENTENCES: Final = {
    400: "The request cannot be read.",
    404: "There is nothing here.",
    405: "This address is read with GET.",
    429: "That was a lot at once. Please wait a minute.",
    500: "Something went wrong here.",
    503: "The directory cannot be read just now.",
}
JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"


class BadParameter(Exception):  # noqa: N818 - an answer
    """A parameter that cannot be read: `sentence` says which, and how it should be."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def answer_json(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type=JSON, status=status)


def answer_value(value: object) -> HttpResponse:
    return answer_json(json.dumps(value, ensure_ascii=False))


def answer_lines(lines: Iterable[str]) -> StreamingHttpResponse:
    """One record a line, streamed."""
    return StreamingHttpResponse((f"{line}\n" for line in lines), content_type=LINES)


def trouble(status: int, sentence: str = "") -> HttpResponse:
    known = status if status in SENTENCES else 500
    return answer_json(json.dumps({"detail": sentence or SENTENCES[known]}), status=known)


class OpenAnswers:
    """Throttles, turns every fault into JSON, and adds the headers of a feed that anybody may read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.throttle = Throttle(settings.API_REQUESTS_A_MINUTE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        seconds = self.throttle.wait(_asker(request))
        if seconds:
            response = trouble(429)
            response.headers["Retry-After"] = str(seconds)
        else:
            response = self.get_response(request)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "GET, HEAD")
            response = trouble(405)
            response.headers["Allow"] = allowed
        good = response.status_code == 200
        response.headers["Cache-Control"] = "public, max-age=300" if good else "no-store"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, BadParameter):
            return trouble(400, exception.sentence)
        if isinstance(exception, OperationalError | InterfaceError):
            return trouble(503)
        return None


def _asker(request: HttpRequest) -> str:
    """Whom to count by: the address that the front server saw, where there is one."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return trouble(400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return trouble(404)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return trouble(404)


def broken(_request: HttpRequest) -> HttpResponse:
    return trouble(500)
