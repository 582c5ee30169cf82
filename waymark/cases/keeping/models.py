"""What stops the destroying of a case, and that it was listed beforehand. Plain are days only."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.models import Case
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class Hold(Record):
    """Says that a case must not be destroyed. Why, and who said so, is sealed In the case."""

    case = plain(
        models.OneToOneField(Case, models.CASCADE, related_name="+"),
        because="the worker destroys no case that has a hold, and it has no key",
    )
    placed_on = plain(models.DateField(), because="the day only: a list shows how long it has stood")
    review_on = plain(models.DateField(), because="the day only: a list shows what has to be looked at again")
    epoch = plain(models.PositiveIntegerField(), because="which key of the case unseals it")
    sealed = SealedField()

    class Meta:
        ordering = ("review_on", "id")

    def __str__(self) -> str:
        return f"hold {self.id}"


class Listing(Record):
    """That a closed case stands on the list of what will be destroyed."""

    case = plain(
        models.OneToOneField(Case, models.CASCADE, related_name="+"), because="which case will be destroyed"
    )
    listed_on = plain(
        models.DateField(), because="the day only: nothing is destroyed before it was listed for a month"
    )
    destroy_on = plain(models.DateField(), because="the day only: the list says when")

    class Meta:
        ordering = ("destroy_on", "id")
        indexes: ClassVar = [models.Index(fields=["destroy_on"], name="cases_listing_day")]

    def __str__(self) -> str:
        return f"listing {self.id}"
