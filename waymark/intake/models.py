"""Arrivals: two envelopes To the intake team, and beside them only what is needed without a key."""

from typing import ClassVar

from django.db import models

from waymark.intake.terms import Lane, Stage
from waymark.records.classes import SealedField, TagField, plain
from waymark.records.models import Record
from waymark.staff.models import Member


class Arrival(Record):
    """One thing that arrived. The stage, its deadline and its team are plain; who and what are not."""

    received_on = plain(models.DateField(), because="the oldest are shown first")
    answer_by = plain(models.DateField(), because="the deadline is watched without a key")
    stage = plain(
        models.CharField(max_length=20, choices=[(stage.value, stage.value) for stage in Stage]),
        because="what still waits is listed without a key",
    )
    lane = plain(
        models.PositiveSmallIntegerField(default=Lane.MESSAGE),
        because="the inbox finds what waits among all that ever came",
    )
    needs_other = plain(
        models.BooleanField(default=False), because="tells colleagues that somebody could not take it"
    )
    claimed_by = plain(
        models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+"),
        because="two colleagues do not answer the same message",
    )
    team = plain(models.UUIDField(), because="whose arrivals a member may list")
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
        indexes: ClassVar = [
            models.Index(
                fields=["team", "lane", "answer_by", "received_on", "id"],
                name="intake_arrival_inbox",
            )
        ]

    def __str__(self) -> str:
        return f"arrival {self.id}"


class Sent(Record):
    """What was answered to an arrival: a copy sealed To the team, gone with the mailbox."""

    arrival = plain(
        models.ForeignKey(Arrival, models.CASCADE, related_name="+"), because="what it was an answer to"
    )
    team_epoch = plain(models.PositiveIntegerField(), because="names the pair that it is sealed to")
    sealed = SealedField()

    def __str__(self) -> str:
        return f"answer {self.id}"


class FormSent(models.Model):
    """Which arrivals came from one form, found and unsealed by a mark that is only inside their envelopes."""

    id = TagField(primary_key=True, length=32)
    sent_on = plain(models.DateField(db_index=True), because="old ones are deleted without any key")
    sealed = SealedField()

    def __str__(self) -> str:
        return "a form that was sent"
