"""The public pages as a visitor meets them, from a service that does not exist."""

from dataclasses import fields
from types import SimpleNamespace

import pytest

from tests.public.tongues import forget
from waymark.clocks.hours import read_week
from waymark.config import pages
from waymark.config.made_up import STATEMENTS
from waymark.config.statements import read_statements, this_day
from waymark.content.packs import load_packs
from waymark.content.queries import library
from waymark.ui.policies import public_policy

NEUTRAL = "https://www.bbc.co.uk/weather"
LOADED = {}


def load_once(folders, around):
    """The packs as loaded before with the same surroundings: reading all of them takes a moment."""
    said = {field.name: getattr(around, field.name) for field in fields(around)}
    key = repr((folders, said | {"doors": around.doors("en")}))
    if key not in LOADED:
        LOADED[key] = load_packs(folders, around)
    return LOADED[key]


@pytest.fixture(autouse=True)
def face(settings, monkeypatch, tmp_path):
    settings.SERVICE = SimpleNamespace(
        name="Example Support",
        phone="01632 960123",
        hours=read_week(["Mon-Fri 09:00-17:00"]),
        area="Exampleshire",
        statements=read_statements(STATEMENTS, this_day()),
        exit=NEUTRAL,
        site_name="Information",
        demonstration=True,
        attachments=False,
        nation="ENG",
    )
    for name in (
        "PACK_FOLDERS",
        "PACKS",
        "PACK_DRAFTS",
        "DOORS",
        "ENTRY_PATH",
        "ENTRY_TITLE",
        "PACK_SURROUNDINGS",
        "UI_LINKS",
        "UI_SPEECH",
    ):
        setattr(settings, name, getattr(pages, name))
    settings.SIGNED_DIR = tmp_path / "signed"
    settings.SECURE_CSP = public_policy(NEUTRAL)
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    settings.UI_LAYOUT = "ui/layouts/public.html"
    settings.ROOT_URLCONF = "tests.public.face"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MIDDLEWARE = [
        "waymark.ui.headers.SecurityHeaders",
        "waymark.ui.errors.CalmErrors",
        "waymark.ui.postures.Postures",
    ]
    monkeypatch.setattr("waymark.content.queries.load_packs", load_once)
    library.cache_clear()
    yield
    library.cache_clear()
    forget()
