"""A service with its teams, and what somebody might ask of it."""

from datetime import UTC, datetime
from secrets import token_bytes

import pytest

from tests.people import build_world
from waymark.clocks.hours import read_week
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake.actions import receive
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.terms import ArrivalKind
from waymark.mailbox.sittings import enter

WEEK = read_week(["Mon-Fri 09:00-17:00"])
HOURS = {"week": WEEK, "holidays": frozenset()}


@pytest.fixture
def world(db):
    return build_world()


def make_asking(*, message="He checks my phone.", wishes=None, identity=None, wants_mailbox=True, **content):
    return Asking(
        token_bytes(32),
        identity or Identity(call_me="Robin"),
        Content(
            ArrivalKind.ASKING,
            datetime(2026, 11, 24, 10, tzinfo=UTC),
            wishes=wishes or Wishes(sender=Sender.SELF, phone=Way("01632 960001", Safe.YES), any_time=True),
            message=message,
            **content,
        ),
        wants_mailbox=wants_mailbox,
    )


def send(asking=None, **kwargs):
    asking = asking or make_asking(**kwargs)
    return receive(asking=asking, **HOURS)


def open_mailbox(received):
    opened = enter(received.words)
    assert opened is not None
    return opened
