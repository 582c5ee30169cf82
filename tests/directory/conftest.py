"""Editors, and entries such as they write."""

import pytest

from tests import people
from waymark.directory.actions import add_service, confirm_service, publish_service
from waymark.directory.entries import Entry, Number
from waymark.directory.terms import How, NumberKind, What, Whom

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def world(db):
    return people.build_world()


def an_entry(**changes):
    given = {
        "organisation": "Elm House",
        "name": "Elm advice line",
        "about": "Advice about money and debt.",
        "who": "Anyone in the county",
        "web": "https://elm.example/",
        "hours": "Mo-Fr 09:00-17:00; PH off",
        "numbers": (Number(NumberKind.CALL, "02079460991"),),
        "areas": ("Leicestershire",),
        "whom": frozenset({Whom.WOMEN}),
        "what": frozenset({What.MONEY, What.HELPLINE}),
        "how": frozenset({How.PHONE}),
    }
    return Entry(**{**given, **changes})


@pytest.fixture
def publish(world):
    """Makes an entry and publishes it, as two steps of an editor."""

    def make(**changes):
        service = add_service(by=world.editor, entry=an_entry(**changes))
        service = confirm_service(by=world.editor, service=service, how="rang them")
        return publish_service(by=world.editor, service=service)

    return make
