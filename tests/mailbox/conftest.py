"""A mailbox with one message, entered. No slow derivation."""

import pytest

from tests.people import build_world
from waymark.mailbox.actions import begin
from waymark.mailbox.sittings import begin_sitting
from waymark.sealing.keys import new_pair
from waymark.sealing.mailboxes import MailboxKeys

LOCATOR = b"one of a kind!!!"


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def opened(world):
    keys = MailboxKeys(locator=LOCATOR, secret=new_pair())
    mailbox = begin(keys=keys, text="First")[0]
    return begin_sitting(mailbox, keys.secret)
