"""The people of the demonstration: one made-up colleague a role, and how to sign in as each.

Never called for a real service: it leaves passphrases in a file, which only its owner can read.
"""

import json
import os
from pathlib import Path

from waymark.sealing.passphrases import draw_passphrase
from waymark.staff.actions.accounts import invite_member
from waymark.staff.actions.admitting import admit_to_team
from waymark.staff.actions.enrolling import enrol_at_once
from waymark.staff.actions.founding import Founded
from waymark.staff.keyring import keyring_with
from waymark.staff.parts import SignInSheet
from waymark.staff.queries import person_holder
from waymark.staff.rules import fingerprint
from waymark.staff.terms import Role, TeamKind

FILE = "demo-sign-ins.json"
MANAGER = ("mona", "Mona Farrell")
COLLEAGUES: tuple[tuple[str, str, Role, tuple[TeamKind, ...]], ...] = (
    ("ines", "Ines Marlow", Role.INTAKE, (TeamKind.INTAKE,)),
    ("carys", "Carys Webb", Role.CASEWORKER, (TeamKind.CASEWORK,)),
    ("tamar", "Tamar Lewis", Role.TEAM_LEAD, (TeamKind.INTAKE, TeamKind.CASEWORK)),
    ("rhian", "Rhian Osei", Role.RESTORATIVE, (TeamKind.CASEWORK,)),
    ("edwin", "Edwin Shaw", Role.EDITOR, ()),
    ("aude", "Aude Okoro", Role.AUDITOR, ()),
    ("adil", "Adil Kerr", Role.ADMINISTRATOR, ()),
)


def make_people(founded: Founded) -> dict[Role, SignInSheet]:
    """One enrolled and admitted colleague a role, beside the manager who founded the service."""
    manager = founded.manager.member
    keyring = keyring_with(manager.holder, founded.manager.secret)
    sheets = {Role.MANAGER: founded.manager}
    for name, shown_name, role, kinds in COLLEAGUES:
        teams = [team for team in founded.teams if TeamKind(team.kind) in kinds]
        member, _ = invite_member(by=manager, name=name, shown_name=shown_name, roles=[role], teams=teams)
        sheets[role] = enrol_at_once(member=member, passphrase=draw_passphrase())
        compared = fingerprint(person_holder(member)[1])
        for team in teams:
            admit_to_team(by=manager, keyring=keyring, member=member, team=team, compared=compared)
    return sheets


def write_sign_ins(folder: Path, sheets: dict[Role, SignInSheet]) -> Path:
    """How to sign in as each role, in a file that only its owner reads."""
    path = folder / FILE
    entries = [
        {
            "role": role.value,
            "name": sheet.member.name,
            "shown_name": sheet.member.shown_name,
            "passphrase": sheet.passphrase,
            "totp_secret": sheet.code_secret,
            "recovery_codes": list(sheet.recovery_codes),
        }
        for role, sheet in sheets.items()
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(entries, file, indent=2)
    path.chmod(0o600)
    return path
