"""The plan without scripts, a form at a time: all can be skipped, nothing typed is lost, nothing is kept."""

import pytest

from tests.public.visitor import Visitor

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ADDRESS = "/en/u3"


@pytest.fixture
def visitor(client):
    return Visitor(client, ADDRESS).go()


def begin(visitor, stage="w1"):
    return visitor.press("Go on").press("As long as it takes", stage=stage)


def test_two_minutes_are_enough(visitor):
    visitor.press("Go on").press("Two minutes", stage="w1")
    visitor.press("Read it all", pn="Sam", pr="next door", a2="blue scarf", c1="back door", d1="at Sam’s")
    visitor.press("Show it on one page")
    for said in ("Sam", "next door", "blue scarf", "back door", "at Sam’s"):
        assert said in visitor.said
