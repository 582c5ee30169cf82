"""Every page of the journey stays within what a slow connection brings in its first answer."""

import gzip

import brotli
import pytest

from tests.people import build_world
from tests.public.tongues import offer, walk
from tools import catalogues

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BUDGET = 13_000
LONG = "He checks my phone and I can only write when he is out. " * 20


class Thrifty:
    """A client that asks for compressed pages, notes what travelled, and unpacks it for the visitor."""

    def __init__(self, client, takes="gzip"):
        self.client, self.takes, self.travelled = client, takes, []

    def get(self, address):
        return self._note(address, self.client.get(address, HTTP_ACCEPT_ENCODING=self.takes))

    def post(self, address, fields):
        return self._note(address, self.client.post(address, fields, HTTP_ACCEPT_ENCODING=self.takes))

    def _note(self, address, response):
        self.travelled.append((address, len(response.content)))
        if encoding := response.headers.get("Content-Encoding"):
            response.content = {"gzip": gzip, "br": brotli}[encoding].decompress(response.content)
        return response


@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_every_form_of_both_journeys_is_within_thirteen_kilobytes(client, settings, language):
    settings.SERVICE.attachments = settings.PACK_DRAFTS = True
    offer(*catalogues.LANGUAGES)
    build_world()
    thrifty = Thrifty(client)
    walk(thrifty, language, message=LONG)
    assert len(thrifty.travelled) > 40
    assert not [(address, size) for address, size in thrifty.travelled if size > BUDGET]
