"""The stop row: that somebody said a mailbox may have been seen.

The public face may add one, never read or change one.
"""

from django.db import models

from waymark.records.classes import plain
from waymark.records.models import Record


class StopRow(Record):
    """Makes every channel unsafe for whoever's wishes watch `of`, until new wishes are agreed."""

    of = plain(models.UUIDField(db_index=True), because="every rule reads it first, before any key is there")
    placed_on = plain(models.DateField(), because="staff see since which day nothing is safe")

    def __str__(self) -> str:
        return f"stop {self.id}"
