"""What waits in a demonstration's inbox: four made-up requests, with numbers that are kept for drama.

They go through the same door as a visitor's, so everything about them is sealed in the same way.
"""

from secrets import token_bytes

from django.conf import settings
from django.utils import timezone

from waymark.clocks.bank_holidays import bank_holidays
from waymark.contact.terms import CallDrops, Day, Interpreter, Part, Preferred, Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake.actions.receiving import receive
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.terms import ArrivalKind, Help


def receive_made_up_arrivals() -> None:
    """Receive the four, one after the other."""
    now = timezone.localtime()
    holidays = bank_holidays(settings.SERVICE.nation, (now.year, now.year + 1))
    for identity, wishes, message, kinds in made_up():
        content = Content(ArrivalKind.ASKING, now, wishes=wishes, message=message, help=kinds)
        receive(
            asking=Asking(token_bytes(32), identity, content), week=settings.SERVICE.hours, holidays=holidays
        )


def made_up() -> tuple[tuple[Identity, Wishes, str, tuple[Help, ...]], ...]:
    """Who writes, how they may be reached, what they say, which help they ask for."""
    return (
        (
            Identity(call_me="Nadia", phone="07700 900101"),
            Wishes(
                Sender.SELF,
                phone=Way("07700 900101", Safe.YES),
                text=Way("07700 900101", Safe.NO),
                days=(Day.TUESDAY, Day.THURSDAY),
                parts=(Part.MORNING,),
                cover_story="The dentist, about a check-up",
                our_word="lantern",
                their_word="marmalade",
                call_drops=CallDrops.WAIT,
            ),
            "He goes through my phone every night. I can talk on the mornings when he is at work. "
            "I would like to know what I could do if I left with the children.",
            (Help.EMOTIONAL, Help.PRACTICAL),
        ),
        (
            Identity(call_me="Rosa"),
            Wishes(
                Sender.SELF,
                interpreter=Interpreter.SPOKEN,
                language="Portuguese",
                preferred=Preferred.WOMAN,
            ),
            "Please write to me here only. I do not have a phone of my own.",
            (Help.LANGUAGE,),
        ),
        (
            Identity(call_me="Glyn", email="glyn@example.org"),
            Wishes(Sender.FRIEND, email=Way("glyn@example.org", Safe.YES)),
            "I am worried about my sister. She has stopped coming to see us. What can I do?",
            (),
        ),
        (
            Identity(
                call_me="Dr A. Made-Up", organisation="Elm Street Surgery", role="GP", phone="01632 960456"
            ),
            Wishes(Sender.PROFESSIONAL, phone=Way("01632 960456", Safe.YES)),
            "A patient asked me to pass on that she would welcome a call. Please ring our switchboard.",
            (Help.AGENCIES,),
        ),
    )
