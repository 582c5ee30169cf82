"""Both faces as they stand, and the standing world behind them."""

import pytest
from django.test.utils import override_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of
from tests.content.conftest import with_one_page
from waymark.content.queries import library


@pytest.fixture
def world(db):
    return people.build_world()


@pytest.fixture
def at_desk(world):
    """The desk's own settings; gives a maker of browsers that stand before it."""
    with override_settings(**walls_of("desk")):
        yield lambda: FaceClient(ORIGINS["desk"])


@pytest.fixture
def one_page(at_desk, settings, tmp_path):
    """The desk of a site of one page."""
    with_one_page(settings, tmp_path)
    yield
    library.cache_clear()


@pytest.fixture
def in_public(world):
    """The public face's own settings; gives a maker of browsers that stand before it."""
    with override_settings(**walls_of("public")):
        yield lambda: FaceClient(ORIGINS["public"])
