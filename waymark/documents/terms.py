"""What kinds of file we take, and how large."""

from enum import StrEnum

from waymark.audit.terms import Tag

LARGEST_FILE = 10_000_000
"""Bytes."""
MOST_FILES = 3
"""In one message."""
MOST_WAITING = 2_000
"""Parts of files, a MiB each at most, that wait for a message to be sent: of everybody together."""


class FileKind(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"


class DocumentsTag(Tag):
    HELD = "documents:file:held"
    DROPPED = "documents:file:dropped"
    SWEPT = "documents:waiting:swept"
