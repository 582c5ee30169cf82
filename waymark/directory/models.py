"""The tables of the directory. Everything but the editors' notes is meant to be read by anybody.

A refuge has no address: the database itself refuses one, whoever writes it.
"""

from typing import ClassVar

from django.db import models

from waymark.directory.terms import Doubt, Known, NumberKind, Stage
from waymark.records.classes import plain
from waymark.records.models import Record

PUBLIC = "published for everybody to read; says nothing of any visitor"
WORD = 24


def _choices(words: type[Stage | Known | NumberKind | Doubt]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Organisation(Record):
    """Who answers for one or more services."""

    name = plain(models.CharField(max_length=160), because=PUBLIC)
    folded = plain(models.CharField(max_length=160, unique=True), because="the name by which doubles meet")
    about = plain(models.TextField(blank=True), because=PUBLIC)
    web = plain(models.CharField(max_length=300, blank=True), because=PUBLIC)

    class Meta:
        ordering = ("folded",)


class Service(Record):
    """One thing that somebody can turn to. Its numbers, hours, areas and terms are rows of their own."""

    organisation = plain(models.ForeignKey(Organisation, models.PROTECT, related_name="+"), because=PUBLIC)
    name = plain(models.CharField(max_length=160), because=PUBLIC)
    about = plain(models.TextField(blank=True), because=PUBLIC)
    who = plain(models.TextField(blank=True), because=PUBLIC)
    access = plain(models.TextField(blank=True), because=PUBLIC)
    cost = plain(models.CharField(max_length=160, blank=True), because=PUBLIC)
    web = plain(models.CharField(max_length=300, blank=True), because=PUBLIC)
    email = plain(models.CharField(max_length=160, blank=True), because=PUBLIC)
    hours = plain(models.CharField(max_length=300, blank=True), because=PUBLIC)
    hours_words = plain(models.CharField(max_length=300, blank=True), because=PUBLIC)
    minimum_age = plain(models.PositiveSmallIntegerField(null=True), because=PUBLIC)
    maximum_age = plain(models.PositiveSmallIntegerField(null=True), because=PUBLIC)

    is_refuge = plain(models.BooleanField(default=False), because="the rule against addresses leans on it")
    address = plain(models.CharField(max_length=160, blank=True), because=PUBLIC)
    town = plain(models.CharField(max_length=80, blank=True), because=PUBLIC)
    postcode = plain(models.CharField(max_length=10, blank=True), because=PUBLIC)
    latitude = plain(models.FloatField(null=True), because=PUBLIC)
    longitude = plain(models.FloatField(null=True), because=PUBLIC)

    stage = plain(
        models.CharField(max_length=WORD, choices=_choices(Stage), default=Stage.DRAFT),
        because="only what is published is shown",
    )
    check_first = plain(models.CharField(max_length=300, blank=True), because=PUBLIC)
    checked_on = plain(models.DateField(null=True), because=PUBLIC)
    checked_by = plain(models.UUIDField(null=True), because="a member's random id: who answers for it")
    checked_how = plain(models.CharField(max_length=300, blank=True), because="what the check leant on")
    review_due = plain(models.DateField(null=True), because="what is overdue is shown as that")
    changed_at = plain(models.DateTimeField(), because="readers of the feed ask for what is new")
    source = plain(models.CharField(max_length=600, blank=True), because="where the facts come from")
    source_seen = plain(models.CharField(max_length=20, blank=True), because="when the source was last seen")
    origin = plain(models.CharField(max_length=80, blank=True), because="which list it was imported from")
    origin_key = plain(models.CharField(max_length=200, blank=True), because="its row in that list")
    origin_hash = plain(models.CharField(max_length=32, blank=True), because="tells an unchanged row")
    merged_into = plain(models.UUIDField(null=True), because="the entry that took its place")

    class Meta:
        ordering = ("name", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_refuge=False)
                | models.Q(address="", town="", postcode="", latitude=None, longitude=None),
                name="directory_refuge_without_address",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_place_on_earth",
            ),
            models.UniqueConstraint(
                fields=("origin", "origin_key"), condition=~models.Q(origin=""), name="directory_row_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("stage", "latitude", "longitude"), name="directory_service_place"),
            models.Index(fields=("stage", "review_due"), name="directory_service_due"),
            models.Index(fields=("organisation",), name="directory_service_org"),
        ]


class EditorsNote(Record):
    """What editors keep to themselves about a service, in a table that the public process cannot read."""

    service = plain(
        models.OneToOneField(Service, models.CASCADE, related_name="+"), because="which entry it is about"
    )
    text = plain(models.TextField(), because="about a service, never about a person; editors only")


class ServiceNumber(Record):
    """A number to ring or to text, and what it leaves on a bill."""

    service = plain(models.ForeignKey(Service, models.CASCADE, related_name="+"), because=PUBLIC)
    position = plain(models.PositiveSmallIntegerField(), because="the order in which numbers are shown")
    kind = plain(models.CharField(max_length=WORD, choices=_choices(NumberKind)), because=PUBLIC)
    number = plain(models.CharField(max_length=24), because=PUBLIC)
    send = plain(models.CharField(max_length=40, blank=True), because=PUBLIC)
    free = plain(models.CharField(max_length=WORD, choices=_choices(Known)), because=PUBLIC)
    on_bill = plain(models.CharField(max_length=WORD, choices=_choices(Known)), because=PUBLIC)


class ServiceSchedule(Record):
    """One stretch of opening hours on some days of the week; `PH` is a bank holiday."""

    service = plain(models.ForeignKey(Service, models.CASCADE, related_name="+"), because=PUBLIC)
    byday = plain(models.CharField(max_length=40), because=PUBLIC)
    opens_at = plain(models.TimeField(), because=PUBLIC)
    closes_at = plain(models.TimeField(), because=PUBLIC)


class ServiceArea(Record):
    """A part of the country that a service is for."""

    service = plain(models.ForeignKey(Service, models.CASCADE, related_name="+"), because=PUBLIC)
    position = plain(models.PositiveSmallIntegerField(), because="the order in which areas are shown")
    name = plain(models.CharField(max_length=80), because=PUBLIC)


class ServiceTerm(Record):
    """One word of a list that a service is found by."""

    service = plain(models.ForeignKey(Service, models.CASCADE, related_name="+"), because=PUBLIC)
    list = plain(models.CharField(max_length=8), because=PUBLIC)
    term = plain(models.CharField(max_length=WORD), because=PUBLIC)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("service", "list", "term"), name="directory_term_once")
        ]
        indexes: ClassVar = [models.Index(fields=("list", "term"), name="directory_term")]


class Revision(Record):
    """How an entry read after each change: kept so that a fault can be traced and undone."""

    service_id = plain(models.UUIDField(), because="a random id: which entry it was")
    number = plain(models.PositiveIntegerField(), because="the order of the changes")
    on = plain(models.DateField(), because="the day of the change")
    by = plain(models.UUIDField(null=True), because="a member's random id; empty for an import")
    entry = plain(models.TextField(), because="the entry as it read, editors' notes included")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("service_id", "number"), name="directory_revision_once")
        ]


class ReportedDoubt(Record):
    """That a visitor says something is wrong: which of a few choices, and the day. Nothing of the visitor."""

    service = plain(models.ForeignKey(Service, models.CASCADE, related_name="+"), because="what is in doubt")
    what = plain(models.CharField(max_length=WORD, choices=_choices(Doubt)), because="one of five choices")
    on = plain(models.DateField(), because="the day only")


class Edition(models.Model):
    """One row: a number that rises when anything that is shown changes, so that memory knows it is old."""

    id = plain(models.PositiveSmallIntegerField(primary_key=True), because="there is one row")
    number = plain(models.PositiveBigIntegerField(default=0), because="counts changes of public pages")


class SearchEntry(models.Model):
    """What a published service is found by. The database keeps its own index over these two columns."""

    id = plain(
        models.BigAutoField(primary_key=True), because="SQLite's index wants a number; no page shows it"
    )
    service_id = plain(models.UUIDField(unique=True), because=PUBLIC)
    title = plain(models.TextField(), because=PUBLIC)
    body = plain(models.TextField(), because=PUBLIC)


class SearchWord(models.Model):
    """The words that published entries hold: what a mistyped one is compared with."""

    word = plain(models.CharField(primary_key=True, max_length=24), because=PUBLIC)


class FeedRecord(models.Model):
    """A published service as the feed says it, written once for all who ask."""

    service_id = plain(models.UUIDField(primary_key=True), because=PUBLIC)
    version = plain(models.PositiveSmallIntegerField(), because="the shape of the text")
    body = plain(models.TextField(), because=PUBLIC)
