"""The film and its captions. Their addresses say nothing; nothing is kept or counted about a viewer."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from waymark.press.films import film_file, find_film
from waymark.public.signed.ranges import OutOfRange, Stretch, read_range
from waymark.ui.postures import Posture, posture


@posture(Posture.PUBLIC_PAGE)
def watch(request: HttpRequest, code: str) -> HttpResponseBase:
    film = _file(code, "mp4")
    size = film.stat().st_size
    try:
        stretch = read_range(request.headers.get("Range", ""), size)
    except OutOfRange:
        return HttpResponse("out of range", status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _part(film, stretch, size) if stretch else FileResponse(film.open("rb"))
    response.headers["Content-Type"] = "video/mp4"
    response.headers["Accept-Ranges"] = "bytes"
    return response


@posture(Posture.PUBLIC_PAGE)
def read_captions(_request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(_file(code, "vtt").read_bytes(), content_type="text/vtt; charset=utf-8")


def _file(code: str, ending: str) -> Path:
    """404 for a file of a film that no page shows."""
    file = film_file(code, ending)
    if file is None or find_film(code) is None:
        raise Http404
    return file


def _part(film: Path, stretch: Stretch, size: int) -> HttpResponse:
    with film.open("rb") as file:
        file.seek(stretch.first)
        body = file.read(stretch.length)
    return HttpResponse(
        body, status=206, headers={"Content-Range": f"bytes {stretch.first}-{stretch.last}/{size}"}
    )
