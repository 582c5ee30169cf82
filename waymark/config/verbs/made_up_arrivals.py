"""What waits in a demonstration's inbox: made-up requests, with numbers that are kept for drama.

They go through the same door as a visitor's, so everything about them is sealed in the same way.
"""

from dataclasses import dataclass
from secrets import token_bytes
from typing import Final

from django.conf import settings
from django.utils import timezone

from waymark.clocks.bank_holidays import bank_holidays
from waymark.contact.terms import CallDrops, Day, Interpreter, Part, Preferred, Safe, Sender, Voicemail
from waymark.contact.wishes import Way, Wishes
from waymark.intake.actions.receiving import receive
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.terms import Age, ArrivalKind, Help


@dataclass(frozen=True)
class MadeUp:
    """Who writes, how they may be reached, what they say, which help they ask for."""

    identity: Identity
    wishes: Wishes
    message: str
    help: tuple[Help, ...] = ()
    age: Age = Age.ADULT
    today: bool = False
    page_language: str = "en"


def receive_made_up_arrivals(those: tuple[MadeUp, ...]) -> None:
    """Receive them, one after the other."""
    now = timezone.localtime()
    holidays = bank_holidays(settings.SERVICE.nation, (now.year, now.year + 1))
    for one in those:
        content = Content(
            ArrivalKind.ASKING,
            now,
            wishes=one.wishes,
            message=one.message,
            help=one.help,
            age=one.age,
            today=one.today,
            page_language=one.page_language,
        )
        asking = Asking(token_bytes(32), one.identity, content)
        receive(asking=asking, week=settings.SERVICE.hours, holidays=holidays)


FINISHED: Final = (
    MadeUp(
        Identity(call_me="Mel"),
        Wishes(Sender.SELF),
        "Somebody tried our back door again. Who could look at the lock with me?",
        (Help.PRACTICAL,),
    ),
)
TAKEN_UP: Final = (
    MadeUp(
        Identity(call_me="Joan", phone="07700 900104"),
        Wishes(
            Sender.SELF,
            phone=Way("07700 900104", Safe.YES),
            any_time=True,
            voicemail=Voicemail.NEUTRAL,
            cover_story="The library, about a book",
            our_word="teapot",
            their_word="harbour",
        ),
        "I moved out in spring and he has found the new address. I need help with the locks.",
        (Help.PRACTICAL, Help.PREVENTION),
    ),
    MadeUp(
        Identity(call_me="Sam"),
        Wishes(Sender.FRIEND),
        "My neighbour asked me to write. She has no phone now, but will come to the library on Friday.",
        (Help.EMOTIONAL,),
    ),
)
WAITING: Final = (
    MadeUp(
        Identity(call_me="Jay"),
        Wishes(Sender.SELF, harder="Please don't tell my school yet"),
        "mum's boyfriend gets really angry and breaks things. i am 12. is it ok to tell you",
        age=Age.CHILD,
    ),
    MadeUp(
        Identity(call_me="Amara", phone="07700 900106"),
        Wishes(
            Sender.SELF,
            phone=Way("07700 900106", Safe.YES),
            any_time=True,
            voicemail=Voicemail.NONE,
            cover_story="A parcel that was sent to the wrong door",
            our_word="saffron",
            their_word="gravel",
        ),
        "He said he will come back tonight with his brother. I am at my aunt's until six.",
        (Help.PREVENTION,),
        today=True,
    ),
    MadeUp(
        Identity(call_me="ثنا"),
        Wishes(Sender.SELF, interpreter=Interpreter.SPOKEN, language="Urdu", preferred=Preferred.WOMAN),
        "السلام علیکم۔ میں گھر پر بات نہیں کر سکتی۔ براہِ کرم مجھے صرف یہاں جواب دیں۔",
        (Help.LANGUAGE, Help.EMOTIONAL),
        page_language="ur",
    ),
    MadeUp(
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
    MadeUp(
        Identity(call_me="Rosa"),
        Wishes(Sender.SELF, interpreter=Interpreter.SPOKEN, language="Portuguese", preferred=Preferred.WOMAN),
        "Please write to me here only. I do not have a phone of my own.",
        (Help.LANGUAGE,),
    ),
    MadeUp(
        Identity(call_me="Glyn", email="glyn@example.org"),
        Wishes(Sender.FRIEND, email=Way("glyn@example.org", Safe.YES)),
        "I am worried about my sister. She has stopped coming to see us. What can I do?",
    ),
    MadeUp(
        Identity(call_me="Dr Made-Up", organisation="Elm Street Surgery", role="GP", phone="01632 960456"),
        Wishes(Sender.PROFESSIONAL, phone=Way("01632 960456", Safe.YES)),
        "A patient asked me to pass on that she would welcome a call. Please ring our switchboard.",
        (Help.AGENCIES,),
    ),
)
