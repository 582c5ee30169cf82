"""Every page of the journey stays within what a slow connection brings in its first answer."""

import gzip

import pytest

from tests.people import build_world
from tests.public.visitor import Visitor

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BUDGET = 13_000
LONG = "He checks my phone and I can only write when he is out. " * 20


class Thrifty:
    """A client that asks for compressed pages, notes what travelled, and unpacks it for the visitor."""

    def __init__(self, client):
        self.client, self.travelled = client, []

    def get(self, address):
        return self._note(address, self.client.get(address, HTTP_ACCEPT_ENCODING="gzip"))

    def post(self, address, fields):
        return self._note(address, self.client.post(address, fields, HTTP_ACCEPT_ENCODING="gzip"))

    def _note(self, address, response):
        self.travelled.append((address, len(response.content)))
        if response.headers.get("Content-Encoding") == "gzip":
            response.content = gzip.decompress(response.content)
        return response


def test_every_form_of_the_journey_is_within_thirteen_kilobytes(client):
    build_world()
    thrifty = Thrifty(client)
    asking = Visitor(thrifty).go().press("It is for me").press("Go on", message=LONG)
    asking.press("Go on", phone="01632 960001", phone_safe="yes", text_safe="yes", email="a@example.org")
    asking.press("Go on", when="some", days=["mon", "wed"], parts=["morning"], cover_story="the dentist")
    while not asking.words:
        label = "Send" if "Send" in {b for f in asking.page.forms for b in f["buttons"]} else "Go on"
        asking.press(label)
    words = " ".join(asking.words)
    holder = Visitor(thrifty, "/en/w4").go().press("Go on", words=words)
    holder.press("Yes, show me what is new").press("Back").press("Write to us again").press(
        "Send", text="Yes"
    )
    assert len(thrifty.travelled) > 10
    assert not [(address, size) for address, size in thrifty.travelled if size > BUDGET]
