"""Tasks: for whom and whether done is plain, what it says is not."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.models import Case
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record
from waymark.staff.models import Member


class Task(Record):
    """Something that a colleague has to look at."""

    case = plain(models.ForeignKey(Case, models.CASCADE, related_name="+"), because="leads to the case")
    to = plain(
        models.ForeignKey(Member, models.CASCADE, null=True, related_name="+"),
        because="whose list it is on; empty for the whole team",
    )
    epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals it")
    given_on = plain(models.DateField(), because="the day only: the oldest are shown first")
    done_on = plain(models.DateField(null=True), because="what is done leaves the list")
    sealed = SealedField()

    class Meta:
        ordering = ("given_on", "id")
        indexes: ClassVar = [models.Index(fields=["to", "done_on", "given_on"], name="cases_task_list")]

    def __str__(self) -> str:
        return f"task {self.id}"
