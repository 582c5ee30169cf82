"""The people of a case: one row each, two envelopes In the case. How many there are is all that is plain."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.models import Case
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class Person(Record):
    """Somebody in a case: who they are, and their wishes for safe contact."""

    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="+"), because="finds a case's people")
    epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals who they are")
    about = SealedField()
    wishes_epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals the wishes")
    wishes_version = plain(
        models.PositiveIntegerField(default=1), because="older wishes do not pass for the newest"
    )
    wishes = SealedField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case"], name="cases_person_case")]

    def __str__(self) -> str:
        return f"person {self.id}"
