"""The journey of asking for help, as data: pages, questions and choices. Forms, checks and the review
page read this alone.

Nothing here is required. Wording is calm, short, and never promises more than the house does.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as words

from waymark.contact.terms import (
    CallDrops,
    Day,
    Interpreter,
    MayAnswer,
    Part,
    Preferred,
    Safe,
    Sender,
    Voicemail,
)

LONGEST_MESSAGE = 20_000
"""Characters."""

SELF, FRIEND, PROFESSIONAL = Sender.SELF, Sender.FRIEND, Sender.PROFESSIONAL
EVERYONE = frozenset(Sender)
ONLY_SELF = frozenset({SELF})
NOT_PROFESSIONAL = frozenset({SELF, FRIEND})


class Shape(StrEnum):
    """How a question is answered."""

    LINE = "line"
    PHONE = "tel"
    EMAIL = "email"
    BOX = "box"
    ONE = "one"
    MANY = "many"
    TICK = "tick"


class PageName(StrEnum):
    MESSAGE = "message"
    REACH = "reach"
    RING = "ring"
    ABOUT = "about"
    FILES = "files"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its name in the form, its words, and who is asked it."""

    name: str
    shape: Shape
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    limit: int = 200
    senders: frozenset[Sender] = EVERYONE
    children: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    name: PageName
    heading: str
    questions: tuple[Question, ...] = ()


SAFE_CHOICES = (
    Choice(Safe.YES, words("Yes, it is safe")),
    Choice(Safe.NO, words("No, please don’t")),
    Choice(Safe.UNKNOWN, words("I’m not sure")),
)

MESSAGE = Page(
    PageName.MESSAGE,
    words("What would you like to tell us?"),
    (
        Question(
            "message",
            Shape.BOX,
            words("Your message"),
            words(
                "Write as much or as little as you like, in any language. "
                "You don’t have to give a name. You can leave this empty and just tell us how to reach you."
            ),
            limit=LONGEST_MESSAGE,
        ),
        Question(
            "today",
            Shape.TICK,
            words("Someone could be hurt today or tonight"),
            words(
                "Tick this and we read your message first. It does not send help. If there "
                "is danger now, ring 999."
            ),
        ),
    ),
)

REACH = Page(
    PageName.REACH,
    words("How is it safe to reach you?"),
    (
        Question(
            "phone",
            Shape.PHONE,
            words("Your phone number"),
            words("Leave this empty if you don’t want calls or texts."),
            limit=40,
            senders=ONLY_SELF,
        ),
        Question(
            "phone_safe",
            Shape.ONE,
            words("Is it safe to ring this number?"),
            words("If you don’t say yes, we won’t ring."),
            SAFE_CHOICES,
            senders=ONLY_SELF,
        ),
        Question(
            "text_safe",
            Shape.ONE,
            words("Is it safe to text this number?"),
            words("If you don’t say yes, we won’t text."),
            SAFE_CHOICES,
            senders=ONLY_SELF,
        ),
        Question("email", Shape.EMAIL, words("Your e-mail address"), senders=ONLY_SELF, children=False),
        Question(
            "email_safe",
            Shape.ONE,
            words("Is it safe to e-mail this address?"),
            words("Think about who else knows the password, or sees the screen."),
            SAFE_CHOICES,
            senders=ONLY_SELF,
            children=False,
        ),
        Question(
            "letter",
            Shape.BOX,
            words("An address where we may post a letter"),
            words("Leave this empty if nobody should see a letter from us."),
            limit=500,
            senders=ONLY_SELF,
            children=False,
        ),
        Question(
            "letter_safe",
            Shape.ONE,
            words("Is it safe to post a letter there?"),
            "",
            SAFE_CHOICES,
            senders=ONLY_SELF,
            children=False,
        ),
        Question(
            "organisation",
            Shape.LINE,
            words("Your organisation"),
            words(
                "If we need to speak to you, we find your organisation’s main number "
                "ourselves and ask for you. "
                "We do not ring numbers from messages."
            ),
            senders=frozenset({PROFESSIONAL}),
        ),
        Question("role", Shape.LINE, words("Your job"), senders=frozenset({PROFESSIONAL})),
    ),
)

RING = Page(
    PageName.RING,
    words("When we ring or text"),
    (
        Question(
            "when",
            Shape.ONE,
            words("When is it safe to ring or text you?"),
            "",
            (
                Choice("any", words("Any time is safe")),
                Choice("some", words("Only the days and times that I tick below")),
            ),
        ),
        Question(
            "days",
            Shape.MANY,
            words("Which days are safe?"),
            "",
            (
                Choice(Day.MONDAY, words("Monday")),
                Choice(Day.TUESDAY, words("Tuesday")),
                Choice(Day.WEDNESDAY, words("Wednesday")),
                Choice(Day.THURSDAY, words("Thursday")),
                Choice(Day.FRIDAY, words("Friday")),
                Choice(Day.SATURDAY, words("Saturday")),
                Choice(Day.SUNDAY, words("Sunday")),
            ),
        ),
        Question(
            "parts",
            Shape.MANY,
            words("Which times are safe?"),
            "",
            (
                Choice(Part.MORNING, words("Morning, 9 to 12")),
                Choice(Part.AFTERNOON, words("Afternoon, 12 to 5")),
                Choice(Part.EVENING, words("Evening, 5 to 8")),
            ),
        ),
        Question(
            "times_note",
            Shape.LINE,
            words("Anything else about times?"),
            words("For example: not on school holidays."),
        ),
        Question(
            "voicemail",
            Shape.ONE,
            words("If you don’t pick up, may we leave a voicemail?"),
            "",
            (
                Choice(Voicemail.NONE, words("No, leave nothing")),
                Choice(Voicemail.NEUTRAL, words("Yes, but without the name of the service")),
                Choice(Voicemail.NAMED, words("Yes, and you may say who you are")),
            ),
        ),
        Question(
            "may_answer",
            Shape.ONE,
            words("Who may know that we rang?"),
            "",
            (
                Choice(MayAnswer.ONLY_ME, words("Only me")),
                Choice(MayAnswer.SOME, words("Only the people I name below")),
                Choice(MayAnswer.ANYONE, words("It doesn’t matter who picks up")),
            ),
            senders=ONLY_SELF,
        ),
        Question("answerers", Shape.LINE, words("Who else may pick up?"), senders=ONLY_SELF),
        Question(
            "cover_story",
            Shape.LINE,
            words("What should we say if someone else picks up?"),
            words(
                "For example: we are ringing about a survey. If you leave this empty, we say "
                "it is a wrong number."
            ),
            senders=ONLY_SELF,
        ),
        Question(
            "withhold",
            Shape.ONE,
            words("Should our number be hidden?"),
            words("A hidden number shows as private or unknown. Some phones block these calls."),
            (Choice("yes", words("Yes, hide it")), Choice("no", words("No, show it"))),
        ),
        Question(
            "call_drops",
            Shape.ONE,
            words("If the call is cut off, what should we do?"),
            "",
            (
                Choice(CallDrops.WAIT, words("Don’t ring again. I will get back to you")),
                Choice(CallDrops.RING_BACK, words("Ring once more")),
            ),
        ),
        Question(
            "our_word",
            Shape.LINE,
            words("A word that we say, so you know it is us"),
            words("Any word that nobody else would guess. We say it first."),
            limit=60,
            senders=ONLY_SELF,
        ),
        Question(
            "their_word",
            Shape.LINE,
            words("A word that you say, so we know it is you"),
            words("If you don’t say it, we end the call politely."),
            limit=60,
            senders=ONLY_SELF,
        ),
    ),
)

ABOUT = Page(
    PageName.ABOUT,
    words("About you, and what would help"),
    (
        Question(
            "call_me",
            Shape.LINE,
            words("What should we call you?"),
            words("A first name, a nickname or a made-up name is fine."),
            limit=100,
        ),
        Question(
            "interpreter",
            Shape.ONE,
            words("Would you like an interpreter? It costs you nothing."),
            "",
            (
                Choice(Interpreter.NONE, words("No, thank you")),
                Choice(Interpreter.SPOKEN, words("Yes, for another language")),
                Choice(Interpreter.BSL, words("Yes, for British Sign Language")),
            ),
            senders=NOT_PROFESSIONAL,
        ),
        Question("language", Shape.LINE, words("Which language?"), limit=60, senders=NOT_PROFESSIONAL),
        Question("dialect", Shape.LINE, words("Which dialect, if any?"), limit=60, senders=NOT_PROFESSIONAL),
        Question(
            "preferred",
            Shape.ONE,
            words("Who would you rather talk to?"),
            words("This is for our staff and for interpreters. We will try, but can’t always promise it."),
            (
                Choice(Preferred.NONE, words("It doesn’t matter")),
                Choice(Preferred.WOMAN, words("A woman")),
                Choice(Preferred.MAN, words("A man")),
            ),
            senders=NOT_PROFESSIONAL,
        ),
        Question(
            "harder",
            Shape.BOX,
            words("Does anything make reading, writing or talking harder for you?"),
            words("For example: hard of hearing, dyslexia, panic on the phone, little time alone."),
            limit=1000,
            senders=NOT_PROFESSIONAL,
        ),
        Question(
            "help",
            Shape.MANY,
            words("What kind of help would you like?"),
            words("Tick any. It is fine not to know yet."),
            (
                Choice("emotional", words("Someone to talk to, to help you cope and recover")),
                Choice("agencies", words("What other services can do")),
                Choice("prevention", words("How to make home or phone safer")),
                Choice("practical", words("Practical things, such as a personal alarm or a window alarm")),
                Choice(
                    "restorative",
                    words("Being in contact with the person who did it, in a safe and guided way"),
                ),
                Choice("language", words("Help in my language or in British Sign Language")),
            ),
        ),
        Question(
            "not_read",
            Shape.LINE,
            words("Is there someone who works here who must not read this?"),
            words("Write their name. They will not be shown what you wrote."),
            limit=300,
        ),
    ),
)

FILES = Page(PageName.FILES, words("Photos or papers"))
CHECK = Page(PageName.CHECK, words("Check before you send"))

PAGES = (MESSAGE, REACH, RING, ABOUT, FILES, CHECK)
BY_NAME = {page.name: page for page in PAGES}
QUESTIONS = {question.name: question for page in PAGES for question in page.questions}


def questions_of(page: Page, *, sender: Sender, child: bool) -> tuple[Question, ...]:
    """The questions of a page that this sender is asked."""
    return tuple(each for each in page.questions if sender in each.senders and (each.children or not child))
