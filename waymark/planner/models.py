"""Vaults and hand-overs: bytes that a browser sealed, wrapped once more under a shred key.

Rows that a visitor makes say the day at most. No column says what a vault is, or joins two of them.
"""

from django.db import models

from waymark.records.classes import SealedField, TagField, plain
from waymark.records.models import Record


class Vault(models.Model):
    """Found by a hash of a locator that only its words, or another sealed plan, hold.

    The tag is also the id of its shred key. There is no row of an island: a vault has no key of its own.
    """

    tag = TagField(primary_key=True)
    token = TagField()
    stamp = plain(
        models.BinaryField(max_length=8),
        because="random, new at each save: two devices notice one another by it; it counts nothing",
    )
    kept_until = plain(models.DateField(db_index=True), because="it is erased after this day without any key")
    sealed = SealedField()

    def __str__(self) -> str:
        return "a vault"


class HandOver(Record):
    """What a person chose to give to the service, sealed by their browser to a team's public key."""

    received_on = plain(models.DateField(), because="hand-overs are read in the order of days")
    team = plain(models.UUIDField(), because="which team's key it is said to be sealed to")
    team_epoch = plain(models.PositiveIntegerField(), because="which of the team's pairs opens it")
    kept_until = plain(
        models.DateField(db_index=True), because="it is destroyed after this day without any key"
    )
    sealed = SealedField()

    def __str__(self) -> str:
        return f"hand-over {self.id}"
