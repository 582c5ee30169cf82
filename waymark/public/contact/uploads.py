"""Uploads stay in memory, bounded: one file a request, and never more of it than shows that it is too
large.
"""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from waymark.documents.terms import LARGEST_FILE


class OneInMemory(FileUploadHandler):
    """Keeps the first file in memory and drops every other. Nothing is ever written to a disk."""

    def __init__(self, request: object = None) -> None:
        super().__init__(request)  # type: ignore[arg-type]  # Django itself passes None or a request
        self._kept: BytesIO | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        if self._kept is not None:
            raise SkipFile
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's own
        assert self._kept is not None
        if self._kept.tell() <= LARGEST_FILE:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        assert self._kept is not None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
