"""Mailboxes, their messages and their sittings. Rows made by a visitor say the day; the time is inside."""

from django.db import models

from waymark.records.classes import SealedField, TagField, plain
from waymark.records.models import Record


class Mailbox(Record):
    """Found by a locator that only its six words make.

    Its id is also that of its island, which has a shred key only.
    """

    locator = TagField(unique=True)
    public_key = plain(models.BinaryField(max_length=32), because="a public key: replies are sealed to it")
    begun_on = plain(models.DateField(), because="how long it is kept is counted from a day")
    kept_until = plain(models.DateField(db_index=True), because="it is erased after this day without any key")
    closed_on = plain(models.DateField(null=True), because="nobody may answer into a closed mailbox")
    team = plain(
        models.UUIDField(null=True),
        because="later messages are sealed to the team that has the case; empty: to the intake team",
    )

    def __str__(self) -> str:
        return f"mailbox {self.id}"


class Message(Record):
    """One message either way, sealed To the mailbox and wrapped once more under its shred key."""

    mailbox = plain(
        models.ForeignKey(Mailbox, models.CASCADE, related_name="+"), because="which mailbox it is in"
    )
    from_us = plain(models.BooleanField(), because="only what we wrote is new to its holder")
    written_on = plain(models.DateField(), because="messages are shown in the order of days")
    is_new = plain(
        models.BooleanField(), because="only what is new is shown; its holder leaves nothing behind to say so"
    )
    sealed = SealedField()

    def __str__(self) -> str:
        return f"message {self.id}"


class Sitting(models.Model):
    """An opened mailbox, found by the hash of a token that only the open page holds."""

    id = TagField(primary_key=True, length=32)
    dies_at = plain(
        models.DateTimeField(db_index=True),
        because="an unused sitting ends without any key; then it is deleted",
    )
    sealed = SealedField()

    def __str__(self) -> str:
        return "a sitting"
