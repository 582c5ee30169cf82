"""Versions of somebody's own notes, sealed In their case. Plain are the case, the number and the day."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.models import Case
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class PlanVersion(Record):
    """What was handed over at one time. Its id is that of the hand-over, so that none is kept twice."""

    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="+"), because="finds a case's versions")
    version = plain(
        models.PositiveIntegerField(), because="the order in which they came; a missing one is noticed"
    )
    epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals it")
    kept_on = plain(models.DateField(), because="the day only: a list shows which is the newest")
    sealed = SealedField()

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "version"], name="cases_plan_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.id}"
