"""A service with its teams, and a case of the north team."""

import pytest

from tests import arriving, people
from waymark.cases.starting.actions import start_case


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def received(world):
    return arriving.send()


@pytest.fixture
def case(world, received):
    thread = arriving.look(world.intake)
    return start_case(thread=thread, team=world.team, owner=world.caseworker, by=world.intake)
