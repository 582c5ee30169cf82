"""Numbers in an address of the desk."""

import pytest
from django.test import RequestFactory

from waymark.desk.frame.asked import asked_number


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("51", 51), ("999999999", 999_999_999)])
def test_a_small_number_is_read(typed, number):
    assert asked_number(RequestFactory().get("/", {"page": typed}), "page") == number


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "٣", "²", "9" * 10, "9" * 5000, "1 OR 1=1"])
def test_anything_else_is_no_number(typed):
    assert asked_number(RequestFactory().get("/", {"page": typed}), "page") is None
