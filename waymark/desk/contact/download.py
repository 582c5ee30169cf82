"""Handing out a safe copy: always a download, never shown in our own origin, never the original."""

from django.http import Http404, HttpResponse

from waymark.documents.held import HeldFile
from waymark.documents.queries import read_copy
from waymark.documents.terms import FileKind
from waymark.sealing.errors import DoesNotUnseal

ENDINGS = {FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WEBP: "webp", FileKind.PDF: "pdf"}


def hand_out(held: HeldFile) -> HttpResponse:
    """The copy without metadata, under a name that says nothing. `Http404` when it is gone or was changed."""
    try:
        content = b"".join(read_copy(held))  # whole: a changed file is refused before its first byte leaves
    except DoesNotUnseal:
        raise Http404 from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="copy-{held.id.hex[:8]}.{ENDINGS[held.kind]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer
