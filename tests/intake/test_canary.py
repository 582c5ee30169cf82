"""What somebody writes is nowhere but in envelopes: not in a table, not in the keys store, not in a log.

Tried once as it should go, and once with each step of it broken, the error itself shouting the words.
"""

import logging

import pytest
from django.db import connections

from tests.intake.steps import CANARIES, STEPS
from tests.people import build_world
from tests.public.visitor import Visitor
from waymark.config.quiet import QuietFormatter
from waymark.contact.models import StopRow
from waymark.intake.models import Arrival
from waymark.mailbox.models import Mailbox, Message

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def log(caplog):
    caplog.handler.setFormatter(QuietFormatter())
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def visitor(settings, client):
    from tests.public import conftest

    settings.ROOT_URLCONF = "tests.public.face"
    settings.MIDDLEWARE = [
        "waymark.ui.headers.SecurityHeaders",
        "waymark.ui.errors.CalmErrors",
        "waymark.ui.postures.Postures",
    ]
    settings.SECURE_CSP = conftest.public_policy(conftest.NEUTRAL)
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    settings.UI_LAYOUT = "ui/layouts/public.html"
    settings.ALLOWED_HOSTS = ["testserver"]
    client.raise_request_exception = False
    build_world()
    return Visitor(client)


def everything_stored():
    """Every value of every table of both databases, as text."""
    found = []
    for alias in ("default", "keys"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                for row in cursor.fetchall():
                    found += [bytes(value) if isinstance(value, memoryview) else value for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in found)


def written(visitor):
    visitor.go("/en/t6").press("It is for me").press("Go on", message="canarymessage")
    visitor.press("Go on", phone="01632 960777", phone_safe="yes")
    visitor.press("Go on", when="any", our_word="canaryword", cover_story="canarystory")
    return visitor.press("Go on", call_me="canaryname")


def assert_no_canary(log, words=("qq", "qqq")):
    stored, said = everything_stored(), log.text.encode()
    for canary in (*CANARIES, " ".join(words)):
        assert canary.encode() not in stored, f"{canary} is stored"
        assert canary.encode() not in said, f"{canary} is logged"
    # One word alone can be a label of ours; three of the six cannot be.
    assert sum(word.encode() in stored or word.encode() in said for word in words[-6:]) < 3


def test_a_whole_journey_leaves_no_word_of_it_readable(visitor, log):
    written(visitor).press("Send")
    words = visitor.words
    assert len(words) == 6
    visitor.go("/en/w4").press("Go on", words=" ".join(words))
    visitor.press("Write to us again").press("Send", text="canaryagain")
    assert Arrival.objects.count() == 2
    assert_no_canary(log, words)
    visitor.press("Back").press("Someone else may have seen this").press("Close it and stop all contact")
    assert StopRow.objects.count() == 1
    assert_no_canary(log, words)


@pytest.mark.parametrize("step", STEPS)
def test_whatever_breaks_nothing_is_half_saved_readable_or_lost(visitor, log, monkeypatch, step):
    def breaks(*args, **kwargs):
        raise RuntimeError(f"canarymessage canaryname {args} {kwargs}")

    written(visitor)
    with monkeypatch.context() as broken:
        broken.setattr(step, breaks)
        visitor.press("Send")
    assert visitor.status == 503
    assert "This was NOT saved" in visitor.said
    assert not Arrival.objects.exists()
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert_no_canary(log)
    assert len(visitor.press("Send").words) == 6
    assert Arrival.objects.count() == Mailbox.objects.count() == 1


def test_a_page_that_breaks_after_it_was_saved_gives_the_same_words_when_sent_again(visitor, monkeypatch):
    before = written(visitor).page
    with monkeypatch.context() as broken:
        broken.setattr("waymark.public.contact.views.screens.show_sent", None)
        visitor.press("Send")
    assert visitor.status == 500
    visitor.page = before
    assert len(visitor.press("Send").words) == 6
    assert Arrival.objects.count() == Mailbox.objects.count() == 1
