"""Sealed files, in parts small enough for any database. Their keys are elsewhere, inside envelopes."""

from django.db import models

from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class Document(Record):
    """One file that somebody sent: the original and its safe copy, each sealed in parts under the
    file's own key.
    """

    held_on = plain(models.DateField(), because="what nobody sent in the end is cleared the next day")
    island = plain(
        models.UUIDField(null=True, db_index=True),
        because="erasing a mailbox clears its files; empty while waiting",
    )

    def __str__(self) -> str:
        return f"document {self.id}"


class DocumentPart(Record):
    """Some of the sealed bytes, in order."""

    document = plain(
        models.ForeignKey(Document, models.CASCADE, related_name="+"), because="which file it belongs to"
    )
    is_copy = plain(models.BooleanField(), because="the copy is read without reading the original")
    number = plain(models.PositiveIntegerField(), because="parts are read in order")
    sealed = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("document", "is_copy", "number"), name="documents_part_once"),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of document {self.document_id}"
