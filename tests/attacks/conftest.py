"""Both faces as they stand, and the standing world behind them."""

import pytest
from django.test.utils import override_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def at_desk(world):
    """The desk's own settings; gives a maker of browsers that stand before it."""
    with override_settings(**walls_of("desk")):
        yield lambda: FaceClient(ORIGINS["desk"])


@pytest.fixture
def in_public(world):
    """The public face's own settings; gives a maker of browsers that stand before it."""
    with override_settings(**walls_of("public")):
        yield lambda: FaceClient(ORIGINS["public"])
