"""The standing world, and copies of both databases as a thief would take them."""

import pytest

from tests import people


@pytest.fixture
def world(db):
    return people.build_world()
