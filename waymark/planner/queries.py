"""Named reads of hand-overs, narrowed to the reader's teams. Of vaults there are none."""

from collections.abc import Iterable

from django.db.models import QuerySet

from waymark.planner.models import HandOver
from waymark.records.days import day
from waymark.records.grants import shred_key
from waymark.records.islands import unwrap_under
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.staff.models import Member, Team
from waymark.staff.queries import teams_of
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission


def hand_overs_for(by: Member, teams: Iterable[Team] | None = None) -> QuerySet[HandOver]:
    """What was handed to the reader's teams, first what is destroyed soonest. Nothing without permission.

    `teams`: the reader's own, where the caller has read them already.
    """
    if not has_permission(by, Permission.ANSWER_ARRIVALS):
        return HandOver.objects.none()
    own = [team.id for team in (teams_of(by) if teams is None else teams)]
    return HandOver.objects.filter(team__in=own, kept_until__gte=day()).order_by("kept_until", "id")


def age_file_of(row: HandOver) -> bytes:
    """The age file as the browser made it, for whoever has the team's secret. `DoesNotUnseal` if gone."""
    return unwrap_under(shred_key(row.id), hand_over_place(row), row.sealed).raw


def hand_over_place(row: HandOver) -> Place:
    """Where the bytes of a hand-over belong."""
    return Place(Kind.HAND_OVER, row.id, Field.BODY)
