"""Named reads of hand-overs, narrowed to the reader's teams. Of vaults there are none."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from waymark.planner.models import HandOver
from waymark.records.days import day
from waymark.records.grants import shred_key
from waymark.records.islands import unwrap_under
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.staff.models import Member, Team
from waymark.staff.queries import teams_and_walls_of
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission


def hand_overs_for(by: Member) -> QuerySet[HandOver]:
    """What was handed to the reader's teams and walls, first what is destroyed soonest. Nothing without
    permission.
    """
    if not has_permission(by, Permission.ANSWER_ARRIVALS):
        return HandOver.objects.none()
    return _waiting().filter(team__in=teams_and_walls_of(by).values("pk")).order_by("kept_until", "id")


def teams_and_hand_overs(by: Member) -> tuple[list[Team], int]:
    """The reader's teams and walls, and how many hand-overs wait for them: in one query for the inbox."""
    waiting = _waiting().filter(team=OuterRef("pk")).order_by().values("team")
    number = Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0)
    teams = teams_and_walls_of(by).annotate(handed=number)
    may = has_permission(by, Permission.ANSWER_ARRIVALS)
    return list(teams), sum(team.handed for team in teams) if may else 0


def _waiting() -> QuerySet[HandOver]:
    return HandOver.objects.filter(kept_until__gte=day())


def age_file_of(row: HandOver) -> bytes:
    """The age file as the browser made it, for whoever has the team's secret. `DoesNotUnseal` if gone."""
    return unwrap_under(shred_key(row.id), hand_over_place(row), row.sealed).raw


def hand_over_place(row: HandOver) -> Place:
    """Where the bytes of a hand-over belong."""
    return Place(Kind.HAND_OVER, row.id, Field.BODY)
