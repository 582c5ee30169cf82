"""Named reads of cases, each narrowed to the reader's teams. Another team's case is not there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.terms import CaseStage
from waymark.staff.models import Member, Membership
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission


def cases_for(by: Member) -> QuerySet[Case]:
    """The cases of the reader's teams, last touched first. Nothing without permission."""
    if not has_permission(by, Permission.READ_CASES):
        return Case.objects.none()
    teams = Membership.objects.filter(member=by).values("team_id")
    return Case.objects.filter(team__in=teams).select_related("team", "owner")


def case_for(by: Member, case_id: UUID) -> Case | None:
    """One case, or None when there is none or it is another team's: the two look the same."""
    return cases_for(by).filter(id=case_id).first()


def working_for(by: Member) -> QuerySet[Case]:
    """Those of them that are not closed: what the working lists show."""
    return cases_for(by).exclude(stage=CaseStage.CLOSED)


def closed_for(by: Member) -> QuerySet[Case]:
    """Those of them that are closed, the last one first."""
    return cases_for(by).filter(stage=CaseStage.CLOSED).order_by("-closed_on", "id")


def unowned_for(by: Member) -> QuerySet[Case]:
    """What nobody has taken yet, or whoever had it is not in its team any more."""
    owning = Membership.objects.filter(member=OuterRef("owner"), team=OuterRef("team"))
    return working_for(by).exclude(Exists(owning))


def mailboxes_of(case: Case) -> list[UUID]:
    """The mailboxes whose messages belong in the case."""
    return list(CaseMailbox.objects.filter(case=case).order_by("id").values_list("mailbox", flat=True))


def cases_by_mailbox(by: Member, mailboxes: Iterable[UUID]) -> dict[UUID, Case]:
    """Which of these mailboxes belong to a case that the reader may see."""
    links = CaseMailbox.objects.filter(mailbox__in=list(mailboxes), case__in=cases_for(by))
    return {link.mailbox: link.case for link in links.select_related("case")}
