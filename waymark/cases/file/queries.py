"""Named reads of cases, each narrowed to the reader's teams. Another team's case is not there, and neither is
one behind a wall that does not name the reader.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from waymark.audit.queries import told_last
from waymark.audit.terms import Chain
from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.terms import CaseStage, CaseTag
from waymark.records.models import Grant
from waymark.sealing.keyring import Holder
from waymark.sealing.labels import HolderKind, Kind
from waymark.staff.models import Member, Membership, Team
from waymark.staff.queries import admitted_to, newest_key, readers_of_pairs, teams_and_walls_of
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission


def cases_for(by: Member) -> QuerySet[Case]:
    """The cases of the reader's teams, last touched first. Nothing without permission."""
    if not has_permission(by, Permission.READ_CASES):
        return Case.objects.none()
    inside = Membership.objects.filter(member=by).values("team_id")
    theirs = Case.objects.filter(no_wall() | Q(wall__in=inside), team__in=inside)
    return theirs.select_related("team", "owner", "wall")


def no_wall(case: str = "") -> Q:
    """A case that its whole team opens; `case` is the way to it from another row. See `Case.behind`."""
    return Q(**{f"{case}wall": None}) | ~Q(**{f"{case}wall__within": F(f"{case}team")})


def may_still(who: str, case: str = "") -> Q:
    """Whether the member in column `who` is still one of those whom a case is open to."""
    inside = Membership.objects.filter(member=OuterRef(who))
    in_team, in_wall = (Q(Exists(inside.filter(team=OuterRef(case + each)))) for each in ("team", "wall"))
    return in_team & (no_wall(case) | in_wall)


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
    """What nobody has taken yet, or whoever had it is not in its team, or not named in its wall, any more."""
    return working_for(by).filter(~may_still("owner"))


def mailboxes_of(case: Case) -> list[UUID]:
    """The mailboxes whose messages belong in the case."""
    return list(CaseMailbox.objects.filter(case=case).order_by("id").values_list("mailbox", flat=True))


def cases_by_mailbox(by: Member, mailboxes: Iterable[UUID]) -> dict[UUID, Case]:
    """Which of these mailboxes belong to a case that the reader may see."""
    links = CaseMailbox.objects.filter(mailbox__in=list(mailboxes), case__in=cases_for(by))
    return {link.mailbox: link.case for link in links.select_related("case")}


def cases_on_one(by: Member) -> list[tuple[Case, Member | None]]:
    """The reader's cases whose key one member alone holds, or nobody who is here, because it is still granted
    to an older pair of the team or wall. Asks no key. A team whose newest pair one member holds is
    `teams_on_one`'s, such a wall `walls_on_one`'s.
    """
    cases = cases_for(by)
    readers = readers_of_pairs()
    newest = {newest_key(team).holder for team in teams_and_walls_of(by)}
    granted = Grant.objects.filter(
        of_kind=Kind.CASE.value, holder_kind=HolderKind.TEAM.value, holder_id__in=[one.id for one in newest]
    )
    pairs = granted.order_by().values_list("holder_id", "holder_epoch").distinct()
    found: list[tuple[Case, Member | None]] = []
    for holder in sorted(Holder(HolderKind.TEAM, *pair) for pair in pairs):
        held = readers.get(holder, [])
        if holder not in newest and len(held) < 2:
            of = granted.filter(holder_id=holder.id, holder_epoch=holder.epoch).values("of_id")
            granted_to = cases.filter(Q(team=holder.id) | Q(wall=holder.id), id__in=of)
            found += [(case, held[0] if held else None) for case in granted_to]
    return found


def walls_on_one(by: Member) -> list[Case]:
    """The reader's cases behind a wall that one member alone can open: with them it would be lost."""
    walled = cases_for(by).filter(~no_wall())
    return [case for case in walled if case.behind is not None and len(admitted_to(case.behind)) < 2]


def wall_told(case: Case) -> UUID | None:
    """The wall that the case stands behind by its chain, or None. `ChainBroken` as `told_last`."""
    told = told_last(Chain.case(case.id), [CaseTag.BEGUN, CaseTag.WALLED, CaseTag.OPENED, CaseTag.PASSED])
    wall = json.loads(told.note).get("wall") if told else None
    return UUID(wall) if wall else None


def wall_mark(case: Case) -> str:
    """What a page says of who may open the case: whoever presses later compares it."""
    wall = case.behind
    return f"{wall.id}/{newest_key(wall).epoch}" if wall else "none"


def readers_of(reference: str, team: Team) -> Team:
    """To whom something about a case of a team is sealed, by somebody who need not know whether there is one:
    those in its wall, if there is such a case and it has a wall.
    """
    case = Case.objects.filter(reference=reference, team=team).select_related("team", "wall").first()
    return case.readers if case else team
