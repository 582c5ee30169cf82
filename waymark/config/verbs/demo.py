"""Make a demonstration ready: tables, made-up people, how each signs in. A second time changes nothing."""

import argparse

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from waymark.config.verbs.made_up_arrivals import receive_made_up_arrivals
from waymark.config.verbs.stores import migrate_all
from waymark.staff.actions.founding import found_service
from waymark.staff.demonstration import MANAGER, make_people, write_sign_ins
from waymark.staff.models import Member


def run(_asked: argparse.Namespace) -> None:
    if not settings.SERVICE.demonstration:
        raise ImproperlyConfigured("This is a real service. A demonstration needs a folder of its own.")
    migrate_all()
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Member.objects.exists():
        load_world()


def load_world() -> None:
    """The people who work there, then what waits for them."""
    name, shown = MANAGER
    founded = found_service(name=name, shown_name=shown)
    write_sign_ins(settings.DATA_DIR, make_people(founded))
    receive_made_up_arrivals()
