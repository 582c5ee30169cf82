"""Named reads of cases, each narrowed to the reader's teams. Another team's case is not there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.terms import CaseStage
from waymark.records.models import Grant
from waymark.sealing.keyring import Holder
from waymark.sealing.labels import HolderKind, Kind
from waymark.staff.models import Member, Membership
from waymark.staff.queries import newest_key, readers_of_pairs, teams_of
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


def own_for(by: Member) -> QuerySet[Case]:
    """Those that are the reader's own and not closed."""
    return working_for(by).filter(owner=by)


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


def cases_on_one(by: Member) -> list[tuple[Case, Member | None]]:
    """The reader's cases whose key one member alone holds, or nobody who is here, because it is still granted
    to an older pair of the team. Asks no key. A team whose newest pair one member holds is `teams_on_one`'s.
    """
    cases = cases_for(by)
    readers = readers_of_pairs()
    newest = {newest_key(team).holder for team in teams_of(by)}
    granted = Grant.objects.filter(
        of_kind=Kind.CASE.value, holder_kind=HolderKind.TEAM.value, holder_id__in=[one.id for one in newest]
    )
    pairs = granted.order_by().values_list("holder_id", "holder_epoch").distinct()
    found: list[tuple[Case, Member | None]] = []
    for holder in sorted(Holder(HolderKind.TEAM, *pair) for pair in pairs):
        held = readers.get(holder, [])
        if holder not in newest and len(held) < 2:
            of = granted.filter(holder_id=holder.id, holder_epoch=holder.epoch).values("of_id")
            found += [(case, held[0] if held else None) for case in cases.filter(id__in=of, team=holder.id)]
    return found
