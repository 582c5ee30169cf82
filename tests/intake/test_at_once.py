"""Two who reach for the same message at one moment: on PostgreSQL the second waits; SQLite has one writer."""

import threading
import time

import pytest
from django.db import connection, connections

from tests.intake.conftest import send
from tests.people import keyring_of
from waymark.intake import actions
from waymark.intake.models import Arrival
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import turn

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WAITS = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def look(by):
    return actions.look(arrival_id=Arrival.objects.get().id, by=by, keyring=keyring_of(by))


def claim(by, _looked):
    actions.claim(arrival_id=Arrival.objects.get().id, by=by, keyring=keyring_of(by))


def take(by, looked):
    actions.take(looked=looked, case_island=new_id(), by=by)


def until_somebody_waits():
    until = time.monotonic() + 15
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("verb", [claim, take])
def test_of_two_at_one_moment_the_second_is_told(world, verb):
    send()
    mine, theirs = look(world.intake), look(world.manager)
    said = []

    def second():
        try:
            verb(world.manager, theirs)
            said.append("done")
        except Refused as refused:
            said.append(refused.sentence)
        finally:
            if connection.vendor != "sqlite":
                connections.close_all()

    if connection.vendor == "sqlite":
        verb(world.intake, mine)
        second()
    else:
        other = threading.Thread(target=second)
        with turn():
            verb(world.intake, mine)
            other.start()
            until_somebody_waits()
        other.join(15)
    assert said in (["A colleague has this one. Talk to them first."], ["There is nothing to read here."])
