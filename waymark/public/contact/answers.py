"""From what was typed to what is meant: cleaning, faults, the review rows, and the wishes. No
database, no keys.

A fault never throws text away: whatever was typed is kept and shown again beside the sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from waymark.contact.rules import open_ways
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
from waymark.contact.wishes import Way, Wishes
from waymark.public.contact.questions import PAGES, Page, PageName, Question, Shape, questions_of
from waymark.records.refusal import too_long

Answer = str | list[str]
Answers = dict[str, Answer]

_DIGITS = re.compile(r"\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FEWEST_DIGITS, MOST_DIGITS = 3, 15


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the review page."""

    page: PageName
    label: str
    shown: tuple[str, ...]


def read_page(page: Page, typed: QueryDict, *, sender: Sender, child: bool) -> Answers:
    """What was typed on one page, exactly, but for line ends and the space around single lines."""
    found: Answers = {}
    for question in questions_of(page, sender=sender, child=child):
        if question.shape is Shape.MANY:
            allowed = [choice.value for choice in question.choices]
            found[question.name] = [each for each in allowed if each in typed.getlist(question.name)]
        else:
            found[question.name] = _read_one(question, typed.get(question.name, ""))
    return found


def _read_one(question: Question, raw: str) -> str:
    text = raw.replace("\r\n", "\n").replace("\x00", "")
    if question.shape is Shape.BOX:
        return text
    text = " ".join(text.split())
    if question.shape is Shape.ONE:
        return text if any(choice.value == text for choice in question.choices) else ""
    if question.shape is Shape.TICK:
        return "yes" if text == "yes" else ""
    return text


def faults_of(page: Page, answers: Mapping[str, Answer], *, sender: Sender, child: bool) -> dict[str, str]:
    """A sentence for each question of the page whose answer we cannot take."""
    faults: dict[str, str] = {}
    for question in questions_of(page, sender=sender, child=child):
        answer = answers.get(question.name, "")
        if isinstance(answer, str) and answer:
            fault = _fault(question, answer)
            if fault:
                faults[question.name] = fault
    if page.name is PageName.RING and _wants_calls(answers) and (unsaid := time_fault(answers)):
        faults["when"] = unsaid
    return faults


def time_fault(answers: Mapping[str, Answer]) -> str:
    """A sentence when no time is said to be safe: a time that nobody gave is never taken for safe."""
    if text(answers, "when") == "any" or (many(answers, "days") and many(answers, "parts")):
        return ""
    return _("Please choose “Any time is safe”, or tick at least one day and one time.")


def _wants_calls(answers: Mapping[str, Answer]) -> bool:
    return Safe.YES in {_safe(answers, "phone_safe"), _safe(answers, "text_safe")}


def _fault(question: Question, answer: str) -> str:
    if len(answer) > question.limit:
        return too_long(len(answer), question.limit)
    if question.shape is Shape.PHONE and not FEWEST_DIGITS <= len(_DIGITS.findall(answer)) <= MOST_DIGITS:
        return _("This does not look like a phone number. Check it, or leave it empty.")
    if question.shape is Shape.EMAIL and not _EMAIL.fullmatch(answer):
        return _("This does not look like an e-mail address. Check it, or leave it empty.")
    return ""


def text(answers: Mapping[str, Answer], name: str) -> str:
    found = answers.get(name, "")
    return found if isinstance(found, str) else ""


def many(answers: Mapping[str, Answer], name: str) -> list[str]:
    found = answers.get(name, [])
    return found if isinstance(found, list) else []


def has_message(answers: Mapping[str, Answer]) -> bool:
    return bool(text(answers, "message").strip())


def can_be_reached(answers: Mapping[str, Answer]) -> bool:
    """Whether they gave a way to reach them, and said that it is safe and when."""
    return bool(open_ways(make_wishes(answers, sender=Sender.SELF, watches=())))


def pages_for(answers: Mapping[str, Answer], *, sender: Sender, files: bool) -> tuple[Page, ...]:
    """The pages of this journey. A friend is answered here alone, so is not asked how to be reached;
    the page about ringing comes only with a number, the one for files only when turned on.
    """
    left_out = {PageName.REACH} if sender is Sender.FRIEND else set()
    if not text(answers, "phone"):
        left_out.add(PageName.RING)
    if not files:
        left_out.add(PageName.FILES)
    return tuple(page for page in PAGES if page.name not in left_out)


def review_rows(
    pages: tuple[Page, ...], answers: Mapping[str, Answer], *, sender: Sender, child: bool
) -> list[tuple[Page, list[Row]]]:
    """What they said, page by page, in the words of the questions; what was left empty is left out."""
    shown: list[tuple[Page, list[Row]]] = []
    for page in pages:
        rows = [
            Row(page.name, question.label, said)
            for question in questions_of(page, sender=sender, child=child)
            if (said := _said(question, answers))
        ]
        if page.questions:
            shown.append((page, rows))
    return shown


def _said(question: Question, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    labels = {choice.value: choice.label for choice in question.choices}
    if question.shape is Shape.MANY:
        return tuple(_(labels[each]) for each in many(answers, question.name) if each in labels)
    answer = text(answers, question.name)
    if not answer.strip():
        return ()
    if question.shape is Shape.TICK:
        return (_("Yes"),)
    return (_(labels[answer]),) if answer in labels else (answer,)


def make_wishes(answers: Mapping[str, Answer], *, sender: Sender, watches: tuple[UUID, ...]) -> Wishes:
    """The wishes in these answers. A number without a yes stays unknown, which nobody may use."""
    phone = text(answers, "phone")
    return Wishes(
        sender=sender,
        phone=Way(phone, _safe(answers, "phone_safe")) if phone else Way(),
        text=Way(phone, _safe(answers, "text_safe")) if phone else Way(),
        email=_way(answers, Channel.EMAIL),
        letter=_way(answers, Channel.LETTER),
        mailbox=Way("", Safe.YES) if watches else Way(),
        voicemail=Voicemail(text(answers, "voicemail") or Voicemail.NONE),
        may_answer=MayAnswer(text(answers, "may_answer") or MayAnswer.ONLY_ME),
        answerers=text(answers, "answerers"),
        cover_story=text(answers, "cover_story"),
        withhold_number=text(answers, "withhold") != "no",
        call_drops=CallDrops(text(answers, "call_drops") or CallDrops.WAIT),
        any_time=text(answers, "when") == "any",
        days=tuple(Day(each) for each in many(answers, "days")),
        parts=tuple(Part(each) for each in many(answers, "parts")),
        times_note=text(answers, "times_note"),
        our_word=text(answers, "our_word"),
        their_word=text(answers, "their_word"),
        interpreter=Interpreter(text(answers, "interpreter") or Interpreter.NONE),
        language=text(answers, "language"),
        dialect=text(answers, "dialect"),
        preferred=Preferred(text(answers, "preferred") or Preferred.NONE),
        harder=text(answers, "harder"),
        watches=watches,
    )


def _way(answers: Mapping[str, Answer], channel: Channel) -> Way:
    value = text(answers, channel)
    return Way(value, _safe(answers, f"{channel.value}_safe")) if value.strip() else Way()


def _safe(answers: Mapping[str, Answer], name: str) -> Safe:
    return Safe(text(answers, name) or Safe.UNKNOWN)
