"""What people send, for tests above intake: plain functions, through the real actions."""

from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_bytes

from tests.people import keyring_of
from waymark.clocks.hours import read_week
from waymark.contact.terms import Safe, Sender, Voicemail
from waymark.contact.wishes import Way, Wishes
from waymark.intake import actions as intake
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.terms import ArrivalKind
from waymark.intake.threads import thread_of
from waymark.mailbox.sittings import enter

HOURS = {"week": read_week(["Mon-Fri 09:00-17:00"]), "holidays": frozenset()}
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NUMBER = "01632 960001"
SAFE = Wishes(
    sender=Sender.SELF,
    phone=Way(NUMBER, Safe.YES),
    text=Way(NUMBER, Safe.NO),
    any_time=True,
    voicemail=Voicemail.NEUTRAL,
    cover_story="the dentist",
    our_word="heron",
    their_word="marble",
)


def send(message="He checks my phone.", *, wishes=SAFE, identity=None, mailbox=True, **content):
    """A request for help as the public face hands it over; returns what its sender is told."""
    asking = Asking(
        token_bytes(32),
        identity or Identity(call_me="Robin"),
        Content(ArrivalKind.ASKING, datetime.now(UTC), wishes=wishes, message=message, **content),
        wants_mailbox=mailbox,
    )
    return intake.receive(asking=asking, **HOURS)


def write_again(received, text="One more thing."):
    """The holder of the mailbox writes once more."""
    return intake.write_again(opened=enter(received.words), text=text, once=token_bytes(24), **HOURS)


def look(by, arrival=None):
    """A look at an arrival (the only one, or this one), as the desk takes it."""
    arrival, keyring = arrival or Arrival.objects.get(lane__gt=0), keyring_of(by)
    looked = intake.look(arrival_id=arrival.id, by=by, keyring=keyring)
    return thread_of(looked, by=by, keyring=keyring)


def wishes(**changed):
    """Wishes under which ringing is safe, but for what is changed."""
    return replace(SAFE, **changed)
