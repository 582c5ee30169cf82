"""Cases, and which mailbox belongs to which. Plain is only what a list needs before any key is there."""

from typing import ClassVar

from django.db import models

from waymark.cases.file.terms import CaseStage
from waymark.records.classes import plain
from waymark.records.models import Record
from waymark.staff.models import Member, Team


class Case(Record):
    """The file about one person. Its id is also that of its island."""

    reference = plain(
        models.CharField(max_length=12, unique=True),
        because="random letters: colleagues say it to each other",
    )
    stage = plain(
        models.CharField(max_length=16, choices=[(stage.value, stage.value) for stage in CaseStage]),
        because="lists show where the work stands",
    )
    team = plain(
        models.ForeignKey(Team, models.PROTECT, related_name="+"), because="whose cases a member may list"
    )
    owner = plain(
        models.ForeignKey(Member, models.PROTECT, null=True, related_name="+"),
        because="a list shows whose it is, and what nobody owns",
    )
    wall = plain(
        models.OneToOneField(Team, models.PROTECT, null=True, related_name="+"),
        because="in whose lists a walled case stands; a colleague behind it is shown none, without a key",
    )
    needs_other = plain(
        models.BooleanField(default=False),
        because="tells colleagues that somebody who was given it must not read it",
    )
    begun_on = plain(models.DateField(), because="the day only: how long it has gone on")
    touched_on = plain(models.DateField(), because="the day only: a forgotten case is noticed without a key")
    closed_on = plain(
        models.DateField(null=True), because="the day only: its time until it is destroyed runs without a key"
    )

    class Meta:
        ordering = ("-touched_on", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(stage=CaseStage.CLOSED, closed_on__isnull=False)
                | (~models.Q(stage=CaseStage.CLOSED) & models.Q(closed_on__isnull=True)),
                name="cases_case_closed_has_its_day",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["team", "-touched_on", "id"], name="cases_case_list")]

    def __str__(self) -> str:
        return f"case {self.id}"

    @property
    def behind(self) -> Team | None:
        """The wall that it stands behind. One in a team that gave it away waits until it comes back."""
        return self.wall if self.wall is not None and self.wall.within_id == self.team_id else None

    @property
    def readers(self) -> Team:
        """To whose pair its key is granted."""
        return self.behind or self.team


class CaseMailbox(Record):
    """That what arrives through a mailbox belongs in a case."""

    case = plain(
        models.ForeignKey(Case, models.CASCADE, related_name="+"), because="a later message finds its case"
    )
    mailbox = plain(
        models.UUIDField(unique=True), because="a random id: a later message finds its case without a key"
    )

    def __str__(self) -> str:
        return f"mailbox {self.mailbox} of case {self.case_id}"
