"""The desk as it really stands, with one more room to try its door with, and the standing world behind it."""

import pytest
from django.test.utils import override_settings

from tests import arriving, people
from tests.conftest import ORIGINS, FaceClient, walls_of
from waymark.cases.starting.actions import start_case


@pytest.fixture(autouse=True)
def desk_face():
    with override_settings(**walls_of("desk") | {"ROOT_URLCONF": "tests.desk.face"}):
        yield


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def another():
    """Makes one more browser."""

    def make(enforce_csrf_checks=False):
        made = FaceClient(ORIGINS["desk"])
        made.handler.enforce_csrf_checks = enforce_csrf_checks
        return made

    return make


@pytest.fixture
def browser(another):
    return another()


@pytest.fixture
def received(world):
    """Somebody wrote, and keeps six words."""
    return arriving.send()


@pytest.fixture
def case(world, received):
    """The case that was started from it: the caseworker's."""
    thread = arriving.look(world.intake)
    return start_case(thread=thread, team=world.team, owner=world.caseworker, by=world.intake)
