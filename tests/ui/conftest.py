"""A small face of its own for the room: every posture, every error, no domain."""

from types import SimpleNamespace

import pytest

from waymark.clocks.hours import read_week
from waymark.ui.policies import public_policy

NEUTRAL = "https://www.bbc.co.uk/weather"


@pytest.fixture(autouse=True)
def face(settings):
    settings.SERVICE = SimpleNamespace(
        name="Example Support",
        phone="01632 960123",
        hours=read_week(["Mon-Fri 09:00-17:30", "Sat 10:00-12:00"]),
        area="Exampleshire",
        exit=NEUTRAL,
        site_name="Information",
        demonstration=False,
        attachments=False,
    )
    settings.SECURE_CSP = public_policy(NEUTRAL)
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    settings.UI_LINKS = settings.UI_SPEECH = ""
    settings.UI_LAYOUT = "ui/layouts/public.html"
    settings.UI_DOORKEEPER = "tests.ui.face.doorkeeper"
    settings.ROOT_URLCONF = "tests.ui.face"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MIDDLEWARE = [
        "waymark.ui.headers.SecurityHeaders",
        "waymark.ui.errors.CalmErrors",
        "waymark.ui.postures.Postures",
    ]


@pytest.fixture
def browser(client):
    client.raise_request_exception = False
    return client
