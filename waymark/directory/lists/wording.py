"""What lists of others say in words, as far as it can be read without guessing: categories, hours, ways."""

import re
from collections.abc import Iterable
from typing import Final

from waymark.clocks.hours import NotHours
from waymark.clocks.opening import read_opening, write_opening
from waymark.directory.entries import Number
from waymark.directory.phones import kind_of, read_number
from waymark.directory.terms import How, Known, NumberKind, What, Whom

Words = tuple[frozenset[Whom], frozenset[What]]
# The words of a common list of categories, and ours for them.
CATEGORIES: Final[dict[str, tuple[Whom | What, ...]]] = {
    **{word.value: (word,) for word in (*Whom, *What)},
    "police": (What.REPORTING,),
    "clares-law": (What.REPORTING,),
    "hate-crime": (What.REPORTING,),
    "victim-service": (What.SUPPORT,),
    "local-da": (What.SUPPORT,),
    "refuge-housing": (What.HOUSING,),
    "honour-forced-marriage": (What.HONOUR,),
    "ethnic-minority": (Whom.BY_AND_FOR,),
    "perpetrator": (Whom.OWN_BEHAVIOUR,),
    "professional": (Whom.PROFESSIONALS,),
    "tech": (What.DEVICES,),
}
_ALWAYS: Final = re.compile(r"24\s*(?:hours|h|/7)|24/7", re.IGNORECASE)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT: Final = dict(zip(_DAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_DAY: Final = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s*(am|pm)\b", re.IGNORECASE)
_DAILY: Final = re.compile(r",?\s*(?:seven|7) days(?: a week)?$|,?\s*(?:every day|daily)$", re.IGNORECASE)


def read_hours(text: str) -> str:
    """Hours as editors type them, from how lists usually put them. Raises NotHours for anything else."""
    typed = text.strip()
    text = typed.replace("–", "-").replace(" to ", "-")
    if _ALWAYS.fullmatch(text):
        return "24/7"
    if daily := _DAILY.search(text):
        text = f"Mon-Sun {text[: daily.start()]}"
    text = _DAY.sub(lambda day: _SHORT[day[1].lower()[:3]], text)
    text = _CLOCK.sub(_in_24_hours, text)
    text = re.sub(r"\s*-\s*", "-", re.sub(r"(?<=[a-z]),\s+(?=[A-Z])", ",", text))
    try:
        return write_opening(read_opening(text))
    except NotHours as wrong:
        raise NotHours(str(wrong).replace(f"“{text}”", f"“{typed[:60]}”")) from None


def _in_24_hours(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        raise NotHours(f"“{found[0]}” is not a time of day")
    hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hour:02}:{minute:02}"


def read_categories(words: Iterable[str]) -> tuple[frozenset[Whom], frozenset[What], list[str]]:
    """For whom and for what, and the words that we do not have."""
    whom, what, unknown = set(), set(), []
    for word in filter(None, (word.strip().lower() for word in words)):
        for known in CATEGORIES.get(word, ()):
            if isinstance(known, Whom):
                whom.add(known)
            else:
                what.add(known)
        if word not in CATEGORIES:
            unknown.append(word)
    return frozenset(whom), frozenset(what), unknown


def whom_in(text: str) -> frozenset[Whom]:
    """Women or men, where a text for whom it is names them."""
    named = {Whom.WOMEN: r"\bwomen\b", Whom.MEN: r"\bmen\b|\bmale\b", Whom.STUDENTS: r"\bstudents\b"}
    return frozenset(word for word, pattern in named.items() if re.search(pattern, text, re.IGNORECASE))


def ways_in(text: str, numbers: Iterable[Number], *, email: bool, web: bool) -> frozenset[How]:
    """How a service is reached: what it gives, and what its text names."""
    named = {
        How.CHAT: r"\b(?:live |online |web)\s*chat\b|\bonline chat\b",
        How.BSL: r"\bBSL\b|\bBritish Sign Language\b",
        How.WALK_IN: r"\bdrop-ins?\b|\bwalk-ins?\b",
    }
    ways = {way for way, pattern in named.items() if re.search(pattern, text, re.IGNORECASE)}
    ways |= {How.PHONE if each.kind is NumberKind.CALL else How.TEXT for each in numbers}
    return frozenset(ways | ({How.EMAIL} if email else set()) | ({How.WEB} if web else set()))


def read_numbers(calls: str, texts: str, *, free: Known, on_bill: Known) -> tuple[Number, ...]:
    """Numbers divided by semicolons. Raises Refused with the one that is none."""
    found = []
    for text, is_text in ((calls, False), (texts, True)):
        for typed in filter(None, (part.strip() for part in text.split(";"))):
            number, send = read_number(typed)
            kind = kind_of(number, is_text=is_text)
            known = kind is NumberKind.CALL
            found.append(
                Number(
                    kind, number, send, free if known else Known.UNKNOWN, on_bill if known else Known.UNKNOWN
                )
            )
    return tuple(found)
