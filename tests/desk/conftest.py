"""The desk as it really stands, with one more room to try its door with, and the standing world behind it."""

import pytest
from django.test.utils import override_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of


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
