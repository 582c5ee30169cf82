"""The rows of the chains. They hold plain ids, so that history outlives what it describes."""

from typing import ClassVar

from django.db import models

from waymark.audit.terms import ChainKind
from waymark.records.classes import SealedField, TagField, plain
from waymark.records.models import Record

HASH_BYTES = 32


class ChainHead(models.Model):
    """The last row of each chain: locked by whoever appends, so that a chain never forks."""

    chain_id = plain(
        models.UUIDField(primary_key=True), because="a case's random id, or the constant of a face"
    )
    kind = plain(
        models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in ChainKind]),
        because="tells the chain of a case from that of a face",
    )
    length = plain(models.PositiveBigIntegerField(default=0), because="a missing last row is noticed by it")
    hash = TagField(length=HASH_BYTES)


class Event(Record):
    """One thing that happened."""

    chain_id = plain(models.UUIDField(), because="a case's random id, or the constant of a face")
    seq = plain(
        models.PositiveBigIntegerField(), because="the order in the chain: what verifying walks along"
    )
    previous = TagField(length=HASH_BYTES)
    hash = TagField(length=HASH_BYTES)
    day = plain(models.DateField(), because="the auditor reads by day")
    second = plain(
        models.PositiveIntegerField(null=True),
        because="the time of day of what members do; empty for whatever a visitor does",
    )
    tag = plain(
        models.CharField(max_length=80), because="what happened, from a fixed list, without any content"
    )
    by = plain(
        models.UUIDField(null=True), because="a member's random id: who answers for it; empty for visitors"
    )
    about = plain(models.UUIDField(null=True), because="a random id: what it happened to")
    sealed_hash = TagField(length=HASH_BYTES, null=True)
    reason_hash = TagField(length=HASH_BYTES, null=True)
    reason = SealedField(null=True)
    note = plain(models.TextField(), because="ids, counts and fixed words only; enforced where it is written")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain_id", "seq"], name="audit_event_once")]
        indexes: ClassVar = [models.Index(fields=["about", "chain_id", "seq"], name="audit_event_about")]

    def __str__(self) -> str:
        return f"{self.tag} {self.chain_id}/{self.seq}"
