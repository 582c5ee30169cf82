"""The strip of wishes: what is safe, channel by channel, in words and shape, as it stands at this moment.

It never says more than the rules allow: numbers, addresses and code words are not in it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waymark.contact.rules import (
    HOURS,
    NOT_THE_PERSON,
    STOPPED,
    SWITCHBOARD,
    check_use,
    may_now,
)
from waymark.contact.terms import (
    CallDrops,
    Channel,
    Day,
    Interpreter,
    MayAnswer,
    Part,
    Preferred,
    Safe,
    Sender,
    Voicemail,
)
from waymark.contact.wishes import Wishes
from waymark.records.refusal import Refused

CHANNEL_NAMES = {
    Channel.PHONE: "Phone",
    Channel.TEXT: "Text",
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Letter",
    Channel.MAILBOX: "Mailbox",
}
ABOUT_TO = {
    Channel.PHONE: "I am about to ring",
    Channel.TEXT: "I am about to text",
    Channel.EMAIL: "I am about to e-mail",
    Channel.LETTER: "I am about to post a letter",
}
_SAFE_WORDS = {Safe.YES: "Yes", Safe.NO: "No", Safe.UNKNOWN: "Not known: no"}
_VOICEMAIL = {
    Voicemail.NONE: "Leave no message",
    Voicemail.NEUTRAL: "Neutral message only: your first name and a plain reason, never the service",
    Voicemail.NAMED: "A message may name the service",
}
_MAY_ANSWER = {
    MayAnswer.ONLY_ME: "Nobody else. If someone else answers, say nothing about us",
    MayAnswer.SOME: "Only",
    MayAnswer.ANYONE: "Anyone may answer",
}
_DROPS = {CallDrops.WAIT: "Do not ring again. Wait for them", CallDrops.RING_BACK: "Ring back"}
DOUBTFUL = (
    "What is stored about safe contact is not what was last agreed. "
    "Treat every way as unsafe, and tell a manager."
)
_DAYS = {
    Day.MONDAY: "Mon",
    Day.TUESDAY: "Tue",
    Day.WEDNESDAY: "Wed",
    Day.THURSDAY: "Thu",
    Day.FRIDAY: "Fri",
    Day.SATURDAY: "Sat",
    Day.SUNDAY: "Sun",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One channel: what they said, and whether it may be used at this moment."""

    channel: Channel
    name: str
    safe: str
    word: str
    allowed: bool
    now: str
    why: str
    about_to: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know before reaching out; `grave` is what must not be missed."""

    name: str
    value: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything that the strip shows."""

    stopped: str
    banner: str
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    times: str
    now: str
    has_code_words: bool

    @property
    def anything_allowed(self) -> bool:
        return any(line.allowed for line in self.lines)


def make_strip(wishes: Wishes, *, at: datetime, stops: Collection[UUID], doubtful: bool = False) -> Strip:
    """The strip for these wishes at this moment. Under a stop no way shows the "yes" that was once said."""
    stopped = bool(set(stops) & set(wishes.watches))
    return Strip(
        stopped=STOPPED if stopped else DOUBTFUL if doubtful else "",
        banner=banner(wishes.sender),
        lines=tuple(_line(wishes, channel, at, stops, is_stopped=stopped) for channel in Channel),
        facts=tuple(_facts(wishes)),
        times=_times(wishes),
        now="now allowed" if not stopped and may_now(wishes, at=at) else "not now",
        has_code_words=bool(wishes.our_word or wishes.their_word),
    )


def banner(sender: Sender | None) -> str:
    """What to remember when it was not the person who wrote."""
    if sender is Sender.PROFESSIONAL:
        return f"{NOT_THE_PERSON} {SWITCHBOARD}"
    return NOT_THE_PERSON if sender is Sender.FRIEND else ""


def script_for(wishes: Wishes, channel: Channel) -> list[Fact]:
    """What to have in view while ringing or writing."""
    wanted = {
        Channel.PHONE: {
            "Number",
            "Voicemail",
            "Who may answer",
            "If someone else answers",
            "If the call drops",
        }
    }
    names = wanted.get(channel, {"Who may answer", "If someone else answers"}) | {
        "Interpreter",
        "What makes it hard",
    }
    return [fact for fact in _facts(wishes) if fact.name in names]


def _line(
    wishes: Wishes, channel: Channel, at: datetime, stops: Collection[UUID], *, is_stopped: bool
) -> Line:
    why = _why(lambda: check_use(wishes, channel, at=at, stops=stops))
    way = wishes.way(channel)
    # What somebody else says about a number never makes it safe to use.
    barred = is_stopped or (wishes.sender is not Sender.SELF and channel is not Channel.MAILBOX)
    safe = Safe.NO if barred else way.safe
    timed = channel in {Channel.PHONE, Channel.TEXT} and safe is Safe.YES
    later = timed and bool(why)
    return Line(
        channel=channel,
        name=CHANNEL_NAMES[channel],
        safe="later" if later else safe.value,
        word="Not now" if later else _SAFE_WORDS[safe],
        allowed=not why and not is_stopped,
        now="now allowed" if timed and not later else "",
        why=why,
        about_to=ABOUT_TO.get(channel, ""),
    )


def _why(check: Callable[[], None]) -> str:
    try:
        check()
    except Refused as refused:
        return refused.sentence
    return ""


def _facts(wishes: Wishes) -> list[Fact]:
    answerers = f": {wishes.answerers}" if wishes.may_answer is MayAnswer.SOME else ""
    facts = [
        Fact(
            "Number", "Withhold ours" if wishes.withhold_number else "Ours may show", wishes.withhold_number
        ),
        Fact("Voicemail", _VOICEMAIL[wishes.voicemail], wishes.voicemail is not Voicemail.NAMED),
        Fact("Who may answer", _MAY_ANSWER[wishes.may_answer] + answerers),
        Fact("If someone else answers", wishes.cover_story or "No story agreed. Say it was a wrong number"),
        Fact("If the call drops", _DROPS[wishes.call_drops]),
    ]
    if wishes.interpreter is not Interpreter.NONE:
        facts.append(Fact("Interpreter", _interpreter(wishes)))
    if wishes.harder:
        facts.append(Fact("What makes it hard", wishes.harder))
    return facts


def _interpreter(wishes: Wishes) -> str:
    kind = (
        "British Sign Language" if wishes.interpreter is Interpreter.BSL else wishes.language or "A language"
    )
    dialect = f" ({wishes.dialect})" if wishes.dialect else ""
    gender = {Preferred.NONE: "", Preferred.WOMAN: ", a woman", Preferred.MAN: ", a man"}[wishes.preferred]
    return f"{kind}{dialect}{gender}"


def _times(wishes: Wishes) -> str:
    if wishes.any_time:
        return f"Any time. {wishes.times_note}".strip()
    if not (wishes.days and wishes.parts):
        return f"Not said: no time is safe yet. {wishes.times_note}".strip()
    days = ", ".join(_DAYS[day] for day in Day if day in wishes.days)
    parts = ", ".join(f"{HOURS[part][0]}:00–{HOURS[part][1]}:00" for part in Part if part in wishes.parts)
    said = f"{days}; {parts}"
    return f"{said}. {wishes.times_note}" if wishes.times_note else said
