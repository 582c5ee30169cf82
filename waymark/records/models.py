"""What every sealed record leans on: islands, grants, back links; in the keys store, what destroys them.

A model with `keys_store = True` lives only in the database `keys`, which is never in the main backup.
"""

from typing import ClassVar

from django.db import models

from waymark.records.classes import SealedField, TagField, plain
from waymark.records.ids import new_id

KIND_LENGTH = 24


class Record(models.Model):
    """What every stored record of ours is: a row with a random id."""

    id = plain(
        models.UUIDField(primary_key=True, default=new_id, editable=False),
        because="random: neither order nor time can be read from it",
    )

    class Meta:
        abstract = True


class Island(Record):
    """One sealed thing with one symmetric key, which turns from epoch to epoch."""

    kind = plain(models.CharField(max_length=KIND_LENGTH), because="names which place its key belongs to")
    epoch = plain(
        models.PositiveIntegerField(default=0), because="says which key new records are sealed under"
    )
    begun_on = plain(models.DateField(), because="the day only: tells a fresh island from a forgotten one")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Grant(Record):
    """A secret (an island's key, a team's half) sealed to one holder and wrapped under the shred key."""

    of_kind = plain(models.CharField(max_length=KIND_LENGTH), because="names the place of the secret")
    of_id = plain(models.UUIDField(), because="a random id: finds the grants of an island or a team")
    epoch = plain(models.PositiveIntegerField(), because="which of the secret's epochs this opens")
    holder_kind = plain(models.CharField(max_length=KIND_LENGTH), because="finds what somebody was granted")
    holder_id = plain(models.UUIDField(), because="a random id: finds what somebody was granted")
    holder_epoch = plain(models.PositiveIntegerField(), because="tells grants to a holder's older pairs")
    sealed = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of_id", "epoch", "holder_kind", "holder_id", "holder_epoch"],
                name="records_grant_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["holder_id", "holder_kind"], name="records_grant_holder")]

    def __str__(self) -> str:
        return f"grant of {self.of_kind} {self.of_id} epoch {self.epoch}"


class BackLink(Record):
    """The key of the epoch before, sealed under the island's key of this epoch."""

    island_id = plain(models.UUIDField(), because="a random id: finds the island's older keys")
    epoch = plain(models.PositiveIntegerField(), because="which key unseals this link")
    sealed = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["island_id", "epoch"], name="records_backlink_once")
        ]


class ShredKey(models.Model):
    """The key whose deletion destroys an island, in every backup of the main database too."""

    keys_store = True

    island_id = plain(models.UUIDField(primary_key=True), because="a random id: finds the key of an island")
    kind = plain(
        models.CharField(max_length=KIND_LENGTH),
        because="lets the database keep the public face from destroying a case or a team",
    )
    next = plain(
        models.BinaryField(null=True, max_length=32),
        because="takes the key's place once all is wrapped under it; it must be usable as the key is",
    )
    key = plain(
        models.BinaryField(max_length=32),
        because="the keys store keeps it apart from what it wraps; deleting it is how an island is destroyed",
    )


class TokenKey(models.Model):
    """The key of one day's form tokens."""

    keys_store = True

    day = plain(models.DateField(primary_key=True), because="token keys turn daily and are deleted by it")
    key = plain(models.BinaryField(max_length=32), because="must be usable without anybody signed in")


class SearchTag(Record):
    """One search tag of one case. Destroying the case's island deletes it in the same commit."""

    keys_store = True

    tag = TagField()
    key_epoch = plain(models.PositiveIntegerField(default=0), because="says which search key made the tag")
    island_id = plain(models.UUIDField(), because="a random id: which case a hit leads to")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "island_id"], name="records_searchtag_once")
        ]
        indexes: ClassVar = [models.Index(fields=["island_id"], name="records_searchtag_island")]
