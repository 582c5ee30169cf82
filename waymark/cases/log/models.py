"""Entries of a log. Plain are only the case, the order and the day."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.models import Case
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class Entry(Record):
    """One thing that happened in a case: kind, time, author and words are inside the envelope."""

    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="+"), because="finds the log of a case")
    number = plain(models.PositiveIntegerField(), because="the order of entries; a missing one is noticed")
    epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals it")
    written_on = plain(models.DateField(), because="the day only")
    sealed = SealedField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_entry_number_once")
        ]

    def __str__(self) -> str:
        return f"entry {self.id}"
