"""What happens to a case as a whole: begun, looked at, moved on, given to others, its key turned."""

from collections.abc import Collection
from secrets import choice
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from waymark.audit.queries import ChainBroken
from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.keys import CaseKeys, keys_of
from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.queries import case_for, wall_told
from waymark.cases.file.rules import (
    CLOSED,
    JUST_CHANGED,
    NO_WALL,
    NOBODY_NAMED,
    NOT_CLOSED,
    NOT_YOURS,
    SAME_TEAM,
    STARTED,
    WALL_DOUBTFUL,
    check_move,
    check_named,
    check_own,
    check_see,
    check_take_cases,
    check_write,
)
from waymark.cases.file.terms import REFERENCE_LENGTH, REFERENCE_LETTERS, CaseStage, CaseTag
from waymark.records.days import day
from waymark.records.grants import shred_key
from waymark.records.islands import Unlocked, begin_island, needs_turning, turn_island
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Kind
from waymark.staff.actions.walls import begin_wall, end_wall, give_wall
from waymark.staff.models import Member, Team
from waymark.staff.queries import admitted_to, holder_of_team, named_in, teams_and_walls_of
from waymark.staff.rules import check_permission
from waymark.staff.terms import Permission


@atomic_turn
def begin_case(
    *,
    team: Team,
    owner: Member | None,
    mailbox: UUID | None,
    by: Member,
    named: Collection[Member] = (),
) -> tuple[Case, CaseKeys]:
    """Makes the case, its island granted to the team, and ties its mailbox to it. Where some are `named` it
    stands behind a wall from its first moment: the team never had its key.

    Refuses whoever may not start cases, a team without casework, an owner from elsewhere, names that no wall
    can have, and a mailbox that a colleague made a case of a moment ago.
    Records `cases:case:begun`.
    """
    check_permission(by, Permission.START_CASES)
    check_take_cases(team)
    admitted = admitted_to(team)
    if named:
        check_named(named, team=admitted, owner=owner)
    if owner is not None:
        check_own(owner, {member.id for member in named or admitted})
    wall = begin_wall(within=team, named=named, by=by) if named else None
    island, key = begin_island(Kind.CASE, to=[holder_of_team(wall or team)])
    today = day()
    case = Case.objects.create(
        id=island.id,
        reference=_new_reference(),
        stage=CaseStage.NEW,
        team=team,
        owner=owner,
        wall=wall,
        begun_on=today,
        touched_on=today,
    )
    if mailbox is not None:
        _tie_mailbox(case, mailbox)
    note = {"wall": wall.id} if wall else None
    record(Chain.case(case.id), CaseTag.BEGUN, by=by.id, about=case.id, note=note)
    return case, CaseKeys(case.id, Unlocked(island.epoch, key, shred_key(island.id)), None)


@atomic_turn
def look_at_case(*, case_id: UUID, by: Member, keyring: Keyring) -> tuple[Case, CaseKeys]:
    """Unlocks a case for reading.

    Refuses whoever is not of its team; `DoesNotUnseal` without a grant. Records `cases:case:looked`.
    """
    case = _theirs(case_id, by)
    keys = keys_of(case.id, keyring)
    record(Chain.case(case.id), CaseTag.LOOKED, by=by.id, about=case.id)
    return case, keys


@atomic_turn
def prepare_writing(*, case: Case, by: Member, keyring: Keyring, at_rest: bool = False) -> CaseKeys:
    """The keys to write with. When the team's pair has turned since (somebody left), the case turns first; in
    a wall, whoever came back with a new key is given it again.

    `at_rest` is for what is done about a case rather than in it (reopening, a hold): that may be done to a
    closed one, and does not count as touching it.

    Refuses whoever is not of the team or may only read, a closed case, and one whose wall is not what its
    chain tells. Records `cases:key:turned` when it turned.
    """
    check_write(by)
    # Either way its row is locked until the turn ends: nobody closes or destroys it meanwhile.
    if at_rest:
        if not Case.objects.select_for_update().filter(id=case.id).exists():
            raise Refused(NOT_YOURS)
    elif not _working(case.id).update(touched_on=day()):
        raise Refused(CLOSED)
    # Who opens it may have changed since it was read.
    case.refresh_from_db(fields=["team", "owner", "wall"])
    check_see(case, by, set(teams_and_walls_of(by).values_list("pk", flat=True)))
    _check_wall_told(case)
    if case.behind is not None:
        give_wall(wall=case.behind, by=by, keyring=keyring)
    holder = holder_of_team(case.readers)
    try:
        if needs_turning(case.id, newest=[holder[0]]):
            epoch, _key = turn_island(case.id, keyring, to=[holder])
            record(Chain.case(case.id), CaseTag.TURNED, by=by.id, about=case.id, note={"epoch": epoch})
        return keys_of(case.id, keyring)
    except DoesNotUnseal:  # this keyring was made before a pair turned, or the wall was put up
        raise Refused(JUST_CHANGED) from None


@atomic_turn
def move_stage(*, case: Case, to: CaseStage, by: Member) -> Case:
    """Moves the case to another stage. Refuses a stage that does not follow. Records `cases:case:moved`."""
    check_write(by)
    check_move(case, to)
    case.stage = to
    case.save(update_fields=["stage"])
    record(Chain.case(case.id), CaseTag.MOVED, by=by.id, about=case.id, note={"stage": to})
    return case


@atomic_turn
def end_work(*, case: Case, by: Member) -> Case:
    """Closes the case: from now on its time runs. Refuses one that is closed. Records `cases:work:ended`."""
    check_permission(by, Permission.CLOSE_CASES)
    if not _working(case.id).update(stage=CaseStage.CLOSED, closed_on=day()):
        raise Refused(CLOSED)
    case.refresh_from_db(fields=["stage", "closed_on"])
    record(Chain.case(case.id), CaseTag.ENDED, by=by.id, about=case.id)
    return case


@atomic_turn
def resume_work(*, case: Case, by: Member) -> Case:
    """Makes a closed case one that is worked with. Refuses any other. Records `cases:work:resumed`."""
    check_write(by)
    closed = Case.objects.filter(id=case.id, stage=CaseStage.CLOSED)
    if not closed.update(stage=CaseStage.SUPPORTING, closed_on=None, touched_on=day()):
        raise Refused(NOT_CLOSED)
    case.refresh_from_db(fields=["stage", "closed_on", "touched_on"])
    record(Chain.case(case.id), CaseTag.RESUMED, by=by.id, about=case.id)
    return case


@atomic_turn
def change_owner(*, case: Case, to: Member, by: Member) -> Case:
    """Makes a colleague of the same team, or of the same wall, the owner. Records `cases:owner:changed`."""
    check_permission(by, Permission.HAND_OVER_CASES)
    check_own(to, {member.id for member in admitted_to(case.readers)})
    case.owner, case.needs_other = to, False
    case.save(update_fields=["owner", "needs_other"])
    record(Chain.case(case.id), CaseTag.OWNED, by=by.id, about=case.id, note={"owner": to.id})
    return case


@atomic_turn
def put_back(*, case_id: UUID, by: Member) -> None:
    """Tells colleagues that whoever was given the case must not read it, without saying who: it has no owner
    any more and asks for a different one. Nothing for whoever was not given it.

    Records `cases:case:put-back` then.
    """
    theirs = Case.objects.filter(id=case_id, owner=by)
    if theirs.update(owner=None, needs_other=True):
        record(Chain.case(case_id), CaseTag.PUT_BACK, by=by.id, about=case_id)


@atomic_turn
def change_team(*, case: Case, to: Team, by: Member, keyring: Keyring) -> Case:
    """Turns the case to another team; from now on the team that gave it away reads nothing new or old of it.
    A wall stays behind and stands again should the case come back: then it turns to those who are named.

    Refuses a team without casework, and one in whose wall nobody is left. Records `cases:team:changed`.
    """
    check_permission(by, Permission.HAND_OVER_CASES)
    check_take_cases(to)
    if to.id == case.team_id:
        raise Refused(SAME_TEAM, field="to")
    case.team, case.owner, case.needs_other = to, None, False
    if case.behind is not None and not admitted_to(case.behind):
        raise Refused(NOBODY_NAMED, field="to")
    turn_island(case.id, keyring, to=[holder_of_team(case.readers)])
    case.save(update_fields=["team", "owner", "needs_other"])
    note = {"team": to.id} | ({"wall": case.behind.id} if case.behind else {})
    record(Chain.case(case.id), CaseTag.PASSED, by=by.id, about=case.id, note=note)
    return case


@atomic_turn
def turn_behind_wall(*, case: Case, wall: Team, by: Member, keyring: Keyring) -> CaseKeys:
    """Turns the case to those who are named in a wall, and shuts everybody else out of what was before, also
    with an older copy of the database. An owner who is not named owns it no more.

    Returns the keys to write with, which `by` need not hold afterwards. Records `cases:wall:turned`.
    """
    left = case.wall if case.wall != wall else None
    epoch, key = turn_island(case.id, keyring, to=[holder_of_team(wall)], shut=True)
    case.wall = wall
    if case.owner not in named_in(wall):
        case.owner = None
    case.save(update_fields=["wall", "owner"])
    if left is not None:  # of a team that gave the case away
        end_wall(wall=left, by=by)
    record(Chain.case(case.id), CaseTag.WALLED, by=by.id, about=case.id, note={"wall": wall.id})
    return CaseKeys(case.id, Unlocked(epoch, key, shred_key(case.id)), None)


@atomic_turn
def turn_to_team(*, case: Case, by: Member, keyring: Keyring) -> CaseKeys:
    """Turns a case back to its whole team and ends its wall. Refuses one without.

    Records `cases:wall:left`.
    """
    wall = case.behind
    if wall is None:
        raise Refused(NO_WALL)
    epoch, key = turn_island(case.id, keyring, to=[holder_of_team(case.team)])
    case.wall = None
    case.save(update_fields=["wall"])
    end_wall(wall=wall, by=by)
    record(Chain.case(case.id), CaseTag.OPENED, by=by.id, about=case.id)
    return CaseKeys(case.id, Unlocked(epoch, key, shred_key(case.id)), None)


def _check_wall_told(case: Case) -> None:
    """The row and the chain have to agree, or whoever can write the database would say who is handed keys."""
    try:
        agrees = wall_told(case) == (case.behind.id if case.behind else None)
    except ChainBroken:
        agrees = False
    if not agrees:
        raise Refused(WALL_DOUBTFUL)


def _working(case_id: UUID) -> QuerySet[Case]:
    """The row of a case that is not closed, as the database has it now."""
    return Case.objects.filter(id=case_id).exclude(stage=CaseStage.CLOSED)


def _tie_mailbox(case: Case, mailbox: UUID) -> None:
    """The table decides between two who start a case of one mailbox at the same moment."""
    try:
        with transaction.atomic():
            CaseMailbox.objects.create(case=case, mailbox=mailbox)
    except IntegrityError:
        raise Refused(STARTED) from None


def _theirs(case_id: UUID, by: Member) -> Case:
    case = case_for(by, case_id)
    if case is None:
        raise Refused(NOT_YOURS)
    return case


def _new_reference() -> str:
    letters = "".join(choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"
