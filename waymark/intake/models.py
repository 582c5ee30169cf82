"""Arrivals: two envelopes To the intake team, and beside them only what is needed without a key."""

from django.db import models

from waymark.intake.terms import Stage
from waymark.records.classes import SealedField, plain
from waymark.records.models import Record


class Arrival(Record):
    """One thing that arrived. The stage, its deadline and its team are plain; who and what are not."""

    received_on = plain(models.DateField(), because="the oldest are shown first")
    answer_by = plain(models.DateField(db_index=True), because="the deadline is watched without a key")
    stage = plain(
        models.CharField(
            max_length=20, choices=[(stage.value, stage.value) for stage in Stage], db_index=True
        ),
        because="what still waits is listed without a key",
    )
    team = plain(models.UUIDField(db_index=True), because="whose arrivals a member may list")
    team_epoch = plain(models.PositiveIntegerField(), because="names the pair that it is sealed to")
    island = plain(
        models.UUIDField(db_index=True),
        because="names the shred key in the keys store; the mailbox's when there is one",
    )
    mailbox = plain(
        models.UUIDField(null=True, db_index=True),
        because="a reply finds its mailbox, and erasing finds what is unread",
    )
    identity = SealedField(null=True)
    content = SealedField(null=True)

    class Meta:
        ordering = ("answer_by", "received_on", "id")

    def __str__(self) -> str:
        return f"arrival {self.id}"
