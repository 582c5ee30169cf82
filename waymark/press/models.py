"""Published pages as bytes, and the one row that every process of the public face asks once a second."""

from django.db import models

from waymark.records.classes import plain
from waymark.records.models import Record


class Pressing(models.Model):
    """Which edition is the newest: it goes up by one each time any page's bytes change."""

    number = plain(models.PositiveIntegerField(default=0), because="counts editions of published pages")
    stamp = plain(
        models.CharField(max_length=16), because="a hash of our own code and the service's own facts"
    )

    plain_because = {"id": "there is one row"}

    def __str__(self) -> str:
        return f"pressing {self.number}"


class PressedPage(Record):
    """One published page as a browser gets it, and the number of the edition in which it last changed."""

    path = plain(models.CharField(max_length=160, unique=True), because="the address of a published page")
    body = plain(models.BinaryField(), because="a published page, compressed: anybody may read it")
    digest = plain(models.CharField(max_length=64), because="a hash of the page, to see that it is the same")
    number = plain(models.PositiveIntegerField(db_index=True), because="in which edition it last changed")

    def __str__(self) -> str:
        return self.path
