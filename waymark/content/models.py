"""Published wording and what editors write over it. Nothing here is about a person who is harmed."""

from django.db import models

from waymark.records.classes import plain
from waymark.records.models import Record

_PUBLISHED = "published text: anybody may read it on the site"
_WHICH = "says which page, part or fact this is"


class Item(Record):
    """One page, part, fact or file of a pack: as published (`text`) and as its pack has it (`pack_text`).

    One that nobody edited follows its pack. An edited one keeps its words, and says when the pack changed
    underneath.
    """

    pack = plain(models.CharField(max_length=64), because=_WHICH)
    kind = plain(models.CharField(max_length=16), because=_WHICH)
    language = plain(models.CharField(max_length=16), because=_WHICH)
    name = plain(models.CharField(max_length=120), because=_WHICH)
    position = plain(models.PositiveIntegerField(default=0), because="the order of facts in their file")
    text = plain(models.TextField(), because=_PUBLISHED)
    pack_text = plain(models.TextField(), because="the text of a pack, which is published with the software")
    in_pack = plain(models.BooleanField(default=True), because="one that editors added has no pack under it")
    is_live = plain(models.BooleanField(default=True), because="a page that was withdrawn is on no site")
    is_edited = plain(models.BooleanField(default=False), because="an edited page does not follow its pack")
    pack_changed = plain(models.BooleanField(default=False), because="an editor has to look at both texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("pack", "kind", "language", "name"), name="content_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.name} of {self.pack}"


class Revision(Record):
    """A text that an editor wrote for one item, and how far it has come."""

    item = plain(models.ForeignKey(Item, models.CASCADE, related_name="+"), because=_WHICH)
    text = plain(models.TextField(), because="wording for the public site, published or about to be")
    state = plain(models.CharField(max_length=16), because="says whether it may be published")
    over = plain(
        models.CharField(max_length=16), because="a hash: which text of the pack it was written over"
    )
    written_by = plain(models.UUIDField(null=True), because="a random id: who wrote it may not review it")
    written_at = plain(models.DateTimeField(), because="the order of an item's history")
    reviewed_by = plain(models.UUIDField(null=True), because="a random id: who answers for it")
    publish_on = plain(models.DateField(null=True), because="the day on which the worker publishes it")
    published_at = plain(models.DateTimeField(null=True), because="since when the public could read it")
    remark = plain(
        models.CharField(max_length=400, default="", blank=True),
        because="what a reviewer says about wording that is meant for everybody",
    )
    restored_from = plain(models.UUIDField(null=True), because="a random id: which revision it repeats")

    class Meta:
        indexes = [models.Index(fields=("state", "publish_on"), name="content_revision_state")]

    def __str__(self) -> str:
        return f"revision {self.id}"


class Version(models.Model):
    """One row that counts every change of what is live: nobody publishes over what they did not see."""

    number = plain(models.PositiveIntegerField(default=0), because="counts changes of published text")

    plain_because = {"id": "there is one row"}

    def __str__(self) -> str:
        return f"version {self.number}"
