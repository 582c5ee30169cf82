"""Both faces in one test, each within its own walls: a person writes, colleagues answer."""

from contextlib import contextmanager

import pytest
from django.test.utils import override_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of
from tests.public.visitor import Visitor


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def public():
    """`with public("/en/w4") as visitor:` the public face, one page after another."""

    @contextmanager
    def enter(address="/en/t6"):
        with override_settings(**walls_of("public")):
            yield Visitor(FaceClient(ORIGINS["public"]), address).go()

    return enter


@pytest.fixture
def desk():
    """`with desk(member) as browser:` the desk, signed in."""

    @contextmanager
    def enter(member):
        with override_settings(**walls_of("desk")):
            yield people.sign_in(FaceClient(ORIGINS["desk"]), member)

    return enter
