"""Saying who may open a case: a wall inside its team is put up, names others, is taken down."""

from collections.abc import Collection

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import prepare_writing, turn_behind_wall, turn_to_team
from waymark.cases.file.models import Case
from waymark.cases.file.queries import mailboxes_of, wall_mark
from waymark.cases.file.rules import check_mark, check_named, check_wall
from waymark.cases.log.models import Entry
from waymark.cases.log.rules import check_words
from waymark.cases.log.terms import LONGEST_SENTENCE, EntryKind, LogTag
from waymark.cases.log.written import add_entry
from waymark.cases.people.queries import people_of
from waymark.cases.people.rules import check_open_read, check_wall_read
from waymark.intake.queries import unread_from
from waymark.intake.storing import move_rows
from waymark.mailbox.actions import point_to_team
from waymark.planner.queries import waits_for
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.staff.actions.walls import begin_wall, change_wall
from waymark.staff.models import Member, Team
from waymark.staff.queries import admitted_to, members_of, named_in

SAY_WHY = "Say in a sentence why the whole team may open this case again."
NOTES_FIRST = (
    "Somebody’s own notes wait for those who are named. Keep them in the case or pass them on first."
)
READ_FIRST = "A new message waits in this case. Read it into the log first, then change who may open it."


@atomic_turn
def put_up_wall(
    *, case: Case, named: Collection[Member], text: str, shown: str, by: Member, keyring: Keyring
) -> Entry | None:
    """From now on only those who are named open the case, and what arrives for it; or others than before. Who
    is not among them reads nothing of it, old or new. None where it is so already.

    `shown` is what the page said of who may open it. Refuses whoever may not say so, names that no wall can
    have, somebody whom the person named, a page that is out of date, and, where there was no wall, while a
    message of the case is unread. Records `log:wall:put-up`.
    """
    if text:
        check_words(text, LONGEST_SENTENCE)
    keys = prepare_writing(case=case, by=by, keyring=keyring, at_rest=True)
    check_wall(case, by)
    wall = case.behind
    already = named_in(wall) if wall is not None else []
    if wall is not None and set(named) == set(already):
        return None
    check_mark(shown, wall_mark(case))
    check_named(named, team=[*admitted_to(case.team), *already], owner=case.owner)
    check_wall_read([known.about.identity for known in people_of(case.id, keys)], named)
    if wall is None:
        _check_nothing_waits(case.wall)  # of a team that gave the case away: it ends now
        wall = begin_wall(within=case.team, named=named, by=by)
        _send_on(case, wall, by)
    else:
        change_wall(wall=wall, named=named, by=by, keyring=keyring)
    keys = turn_behind_wall(case=case, wall=wall, by=by, keyring=keyring)
    facts = {"named": " ".join(sorted(str(one.id) for one in named))}
    entry = add_entry(case, keys, EntryKind.WALLED, by=by.id, text=text, facts=facts)
    record(Chain.case(case.id), LogTag.WALL_UP, by=by.id, about=entry.id, note={"named": len(named)})
    return entry


@atomic_turn
def take_down_wall(*, case: Case, text: str, shown: str, by: Member, keyring: Keyring) -> Entry:
    """From now on the whole team opens the case, with all that was written behind the wall.

    Refuses as `put_up_wall`, a team with somebody whom the person named, and no reason.
    Records `log:wall:taken-down`.
    """
    check_words(text, LONGEST_SENTENCE, asked=SAY_WHY)
    keys = prepare_writing(case=case, by=by, keyring=keyring, at_rest=True)
    check_wall(case, by)
    check_mark(shown, wall_mark(case))
    check_open_read([known.about.identity for known in people_of(case.id, keys)], members_of(case.team))
    _check_nothing_waits(case.behind)
    _send_on(case, case.team, by)
    keys = turn_to_team(case=case, by=by, keyring=keyring)
    entry = add_entry(case, keys, EntryKind.OPENED, by=by.id, text=text)
    record(Chain.case(case.id), LogTag.WALL_DOWN, by=by.id, about=entry.id)
    return entry


def _check_nothing_waits(wall: Team | None) -> None:
    """Refuses to end a wall while somebody's own notes wait that only those in it can read."""
    if wall is not None and waits_for(wall):
        raise Refused(NOTES_FIRST)


def _send_on(case: Case, to: Team, by: Member) -> None:
    """What arrives from now on is sealed to these; what says nothing, such as an alert, goes along.

    The mailboxes first: their rows are locked then, so that nobody's message comes in between.
    """
    mailboxes = mailboxes_of(case)
    for mailbox in mailboxes:
        point_to_team(mailbox_id=mailbox, team=to.id, by=by)
    if unread_from(mailboxes):
        raise Refused(READ_FIRST)
    move_rows(mailboxes, to=to)
