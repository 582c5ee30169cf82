"""Setting a service up: recovery first, then the first manager, then the teams.
Once, by whoever runs the machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.sealing.passphrases import draw_passphrase
from waymark.staff.actions.recovering import Sheets, begin_recovery
from waymark.staff.actions.teams import begin_team
from waymark.staff.factors import draw_code_secret
from waymark.staff.models import Member, Team
from waymark.staff.parts import NewHalf, SignInSheet, keep_sheet, prepare_half
from waymark.staff.rules import check_name, fold_name
from waymark.staff.terms import Role, StaffTag, TeamKind

FIRST_TEAMS = ((TeamKind.INTAKE, "Intake"), (TeamKind.CASEWORK, "Casework"))


@dataclass(frozen=True, repr=False)
class Founded:
    """What a new service hands out: the manager's sign-in sheet, three recovery sheets, the first teams."""

    manager: SignInSheet
    sheets: Sheets
    teams: tuple[Team, ...]

    def __repr__(self) -> str:
        return "<Founded redacted>"


def found_service(
    *, name: str, shown_name: str, hand_over: Callable[[Founded], object] = lambda _: None
) -> Founded:
    """Make the recovery sheets, the first manager and the first teams, with the manager in each.

    `hand_over` writes the sheets before anything is kept. *Refuses* a service that has members.
    *Records* staff:service:founded; what it calls records its own.
    """
    check_name(fold_name(name))
    manager = Member(id=new_id(), name=fold_name(name), shown_name=shown_name, roles_held=Role.MANAGER.value)
    passphrase = draw_passphrase()
    half = prepare_half(manager.id, passphrase)
    with turn():
        founded = _found(manager, passphrase, half)
        hand_over(founded)
    return founded


def _found(manager: Member, passphrase: str, half: NewHalf) -> Founded:
    if Member.objects.exists():
        raise Refused("This service has been set up already.")
    sheets = begin_recovery(by=manager.id)
    manager.save(force_insert=True)
    sheet = keep_sheet(manager, half, passphrase, draw_code_secret())
    record(Chain.face("desk"), StaffTag.SERVICE_FOUNDED, by=manager.id, about=manager.id)
    teams = tuple(
        begin_team(by=manager.id, kind=kind, shown_name=shown_name, members=[manager])
        for kind, shown_name in FIRST_TEAMS
    )
    return Founded(sheet, sheets, teams)
