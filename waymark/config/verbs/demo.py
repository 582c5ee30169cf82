"""Make a demonstration ready: tables, made-up people, how each signs in. A second time changes nothing."""

import argparse

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from waymark.config.pages import PACK_FOLDERS
from waymark.config.verbs.made_up_arrivals import (
    FINISHED,
    TAKEN_UP,
    WAITING,
    receive_made_up_arrivals,
)
from waymark.config.verbs.packs import lay_shipped_packs
from waymark.config.verbs.stores import migrate_all
from waymark.desk.demonstration import close_made_up_case, start_made_up_cases
from waymark.directory.actions import import_list
from waymark.directory.lists.tables import read_table
from waymark.records.refusal import Refused
from waymark.staff.actions.founding import found_service
from waymark.staff.demonstration import FILE, MANAGER, make_people, write_sign_ins
from waymark.staff.models import Member
from waymark.staff.terms import Role, TeamKind


def run(_asked: argparse.Namespace) -> None:
    if not settings.SERVICE.demonstration:
        raise ImproperlyConfigured("This is a real service. A demonstration needs a folder of its own.")
    migrate_all()
    lay_shipped_packs()
    call_command("collectstatic", interactive=False, verbosity=0)
    if (settings.DATA_DIR / FILE).exists():
        take_in_organisations()  # a newer house may bring some, and never writes over what was checked
        return
    if Member.objects.exists():
        raise Refused(f"{settings.DATA_DIR} is half made. Delete it, and start again.")
    load_world()


def load_world() -> None:
    """The people who work there, then what waits for them."""
    name, shown = MANAGER
    founded = found_service(name=name, shown_name=shown)
    people = make_people(founded)
    casework = next(team for team in founded.teams if team.kind == TeamKind.CASEWORK)
    receive_made_up_arrivals(FINISHED)
    close_made_up_case(by=people[Role.TEAM_LEAD], team=casework)
    receive_made_up_arrivals(TAKEN_UP)
    start_made_up_cases(by=people[Role.INTAKE], owner=people[Role.CASEWORKER], team=casework)
    receive_made_up_arrivals(WAITING)
    take_in_organisations()
    # Last: its presence says that the world is whole.
    write_sign_ins(settings.DATA_DIR, people)


def take_in_organisations() -> None:
    """The organisations that the packs bring, as drafts that nobody has checked."""
    for pack, folder in PACK_FOLDERS.items():
        path = folder / "organisations.csv"
        if path.exists():
            with path.open("rb") as file:
                import_list(by=None, origin=f"pack {pack}", rows=read_table(file, keep_words=True))
