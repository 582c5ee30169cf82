"""Named reads of arrivals, each narrowed to what the reader's teams may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import TypeAlias
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from waymark.audit.queries import told_last
from waymark.audit.terms import Chain
from waymark.contact.terms import Sender
from waymark.intake.asking import Heading
from waymark.intake.models import Arrival
from waymark.intake.reading import unseal_heading
from waymark.intake.terms import OPEN_LANES, Age, ArrivalKind, IntakeTag, Lane, Stage
from waymark.records.days import day
from waymark.records.grants import shred_keys
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import IslandKey
from waymark.staff.models import Member, Membership, Team
from waymark.staff.queries import teams_and_walls_of
from waymark.staff.rules import check_permission, has_permission
from waymark.staff.terms import Permission, TeamKind

PAGE = 50
NOT_YOURS = "There is no such message."
SENT_TWICE = timedelta(days=7)
"""The empty row of an arrival that a case took stays so long: a form that is sent once more finds it."""
ORDER = ("answer_by", "received_on", "id")
Teams: TypeAlias = "Iterable[Team] | None"


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """One line of the inbox. `kind` is None for what this reader's keys do not unseal.

    Who wrote, and what, are not in it: a list is also seen by whoever must not read a message.
    """

    id: UUID
    stage: Stage
    received_on: date
    answer_by: date
    mailbox: UUID | None = None
    messages: int = 1
    claimed_by: UUID | None = None
    claimed_name: str = ""
    needs_other: bool = False
    kind: ArrivalKind | None = None
    sender: Sender | None = None
    age: Age | None = None
    today: bool = False
    at: datetime | None = None
    form: bytes = b""

    def __repr__(self) -> str:
        return f"Summary({self.id}, redacted)"


def waiting_for(by: Member, teams: Teams = None) -> QuerySet[Arrival]:
    """What waits for the reader's teams: the most urgent first, then the oldest.

    Nothing without permission.
    """
    return arrivals_for(by, teams).filter(lane__in=OPEN_LANES).order_by(*ORDER)


def messages_for(by: Member, *, most: int, after: str = "", teams: Teams = None) -> list[Arrival]:
    """The first messages among them, from where the last page ended, with how many each mailbox has.

    One query a team: the index gives each team's in order, however many wait. One for all walls together,
    behind each of which there is one case.
    """
    found = list(teams_and_walls_of(by) if teams is None else teams)
    walls = [team for team in found if team.kind == TeamKind.WALL]
    groups = [*([team] for team in found if team not in walls), *([walls] if walls else [])]
    pages = [list(_messages(by, group, after)[:most]) for group in groups]
    return list(islice(merge(*pages, key=_place), most))


def _place(row: Arrival) -> tuple[date, date, UUID]:
    return row.answer_by, row.received_on, row.id


def _messages(by: Member, teams: Sequence[Team], after: str) -> QuerySet[Arrival]:
    rows = arrivals_for(by, teams).filter(lane=Lane.MESSAGE).order_by(*ORDER)
    if (cursor := _cursor(after)) is not None:
        due, received, own_id = cursor
        rows = rows.filter(answer_by__gte=due).exclude(
            Q(answer_by=due) & (Q(received_on__lt=received) | Q(received_on=received, id__lte=own_id))
        )
    same = Arrival.objects.filter(mailbox=OuterRef("mailbox"), lane=Lane.MESSAGE)
    count = same.order_by().values("mailbox").annotate(count=Count("id")).values("count")
    named = rows.annotate(
        messages=Subquery(count), claimed_name=F("claimed_by__shown_name"), held=Exists(_still_in_team())
    )
    return named.defer("identity")  # a list does not even read who wrote


def _still_in_team() -> QuerySet[Membership]:
    return Membership.objects.filter(member=OuterRef("claimed_by"), team=OuterRef("team"))


def who_has(arrival: Arrival) -> Member | None:
    """Who answers this, as long as they are in its team: what somebody had who left is the team's again."""
    held = Arrival.objects.filter(Exists(_still_in_team()), id=arrival.id).select_related("claimed_by")
    return next((row.claimed_by for row in held), None)


def cursor_of(arrival: Arrival) -> str:
    """Where the page after this arrival begins."""
    return f"{arrival.answer_by}_{arrival.received_on}_{arrival.id}"


def news_for(by: Member, teams: Teams = None) -> list[Arrival]:
    """Alerts without content, one for each mailbox: stopped, or erased by its holder."""
    found: dict[tuple[UUID | None, str], Arrival] = {}
    for row in arrivals_for(by, teams).filter(lane=Lane.NEWS).order_by(*ORDER):
        found.setdefault((row.mailbox, row.stage), row)
    return list(found.values())


def unread_from(mailboxes: Iterable[UUID]) -> int:
    """How many messages of these mailboxes wait to be taken into their case."""
    return Arrival.objects.filter(mailbox__in=list(mailboxes), lane=Lane.MESSAGE).count()


def ids_from(mailboxes: Iterable[UUID]) -> list[UUID]:
    """Whatever came through these mailboxes, by id, also what a case took."""
    return list(Arrival.objects.filter(mailbox__in=list(mailboxes)).values_list("id", flat=True))


def alerts_of(mailboxes: Iterable[UUID]) -> int:
    """How many alerts about these mailboxes (seen by others, erased) nobody has looked at yet."""
    return Arrival.objects.filter(mailbox__in=list(mailboxes), lane=Lane.NEWS).count()


def dealt_with() -> QuerySet[Arrival]:
    """Arrivals without a mailbox that were set aside, or that a case took. What still waits is never in here;
    whatever came through a mailbox goes with that.
    """
    ended = (Stage.SET_ASIDE, Stage.TAKEN)
    return Arrival.objects.filter(mailbox=None, lane=Lane.NONE, stage__in=ended).order_by("id")


def is_over(arrival: Arrival, weeks: int) -> bool:
    """Whether an arrival that was dealt with was kept for its time: so many weeks since it was set aside.

    The day is that of the deed in the chain: whoever can only write the database makes no message look old.
    """
    deed, time = (
        (IntakeTag.TAKEN, SENT_TWICE)
        if arrival.stage == Stage.TAKEN
        else (IntakeTag.SET_ASIDE, timedelta(weeks=weeks))
    )
    told = told_last(Chain.face("desk"), [deed], about=arrival.id)
    return told is not None and told.day + time < day()


def arrivals_for(by: Member, teams: Teams = None) -> QuerySet[Arrival]:
    """Every arrival of the reader's teams and walls, which a caller that has just read them hands in."""
    if not has_permission(by, Permission.READ_ARRIVALS):
        return Arrival.objects.none()
    ids = [team.id for team in (teams_and_walls_of(by) if teams is None else teams)]
    return Arrival.objects.filter(team=ids[0]) if len(ids) == 1 else Arrival.objects.filter(team__in=ids)


def arrival_for(by: Member, arrival_id: UUID) -> Arrival | None:
    """One arrival, or None when there is none or it is another team's: the two look the same."""
    return arrivals_for(by).filter(id=arrival_id).first()


def arrival_held(by: Member, arrival_id: UUID, permission: Permission) -> Arrival:
    """One arrival for whoever does something with it. Of two who reach for it at one moment the second waits
    until the first one's turn ends, and sees what became of it.

    Refuses whoever lacks the permission, and what is not of their teams.
    """
    check_permission(by, permission)
    arrival = arrivals_for(by).select_for_update().filter(id=arrival_id).first()
    if arrival is None:
        raise Refused(NOT_YOURS)
    return arrival


def summaries(arrivals: Sequence[Arrival], keyring: Keyring) -> list[Summary]:
    """The inbox lines of these arrivals, in one query. Nobody's identity is unsealed."""
    shreds = shred_keys({arrival.island for arrival in arrivals})
    return [_summary(arrival, shreds.get(arrival.island), keyring) for arrival in arrivals]


def _summary(arrival: Arrival, shred: IslandKey | None, keyring: Keyring) -> Summary:
    heading, held = _heading(arrival, shred, keyring), getattr(arrival, "held", False)
    return Summary(
        id=arrival.id,
        stage=Stage(arrival.stage),
        received_on=arrival.received_on,
        answer_by=arrival.answer_by,
        mailbox=arrival.mailbox,
        messages=getattr(arrival, "messages", None) or 1,
        claimed_by=arrival.claimed_by_id if held else None,
        claimed_name=getattr(arrival, "claimed_name", "") if held else "",
        needs_other=arrival.needs_other,
        kind=heading.kind if heading else None,
        sender=heading.sender if heading else None,
        age=heading.age if heading else None,
        today=heading is not None and heading.today,
        at=heading.at if heading else None,
        form=heading.form if heading else b"",
    )


def _heading(arrival: Arrival, shred: IslandKey | None, keyring: Keyring) -> Heading | None:
    if shred is None:
        return None
    try:
        return unseal_heading(arrival, shred, keyring)
    except DoesNotUnseal:
        return None


def _cursor(after: str) -> tuple[date, date, UUID] | None:
    try:
        due, received, own_id = after.split("_")
        return date.fromisoformat(due), date.fromisoformat(received), UUID(own_id)
    except ValueError:
        return None
