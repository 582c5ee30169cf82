"""Which wishes a holder replaces from the mailbox.

They are asked with the words of the first form, and shown empty.
"""

from collections.abc import Mapping

from django.http import QueryDict

from waymark.contact.terms import Sender
from waymark.contact.wishes import REPLACEABLE, Wishes
from waymark.public.contact.answers import Answer, Answers, faults_of, make_wishes, read_page, time_fault
from waymark.public.contact.questions import RING, Page

PAGE = Page(
    RING.name,
    RING.heading,
    tuple(each for each in RING.questions if each.name in REPLACEABLE or each.name == "when"),
)
TIMES = frozenset({"when", "days", "parts"})
"""Replaced together or not at all: new days beside an old "any time" would say what nobody said."""


def read_replaced(typed: QueryDict) -> tuple[Wishes, list[str], Answers, Mapping[str, str]]:
    """The new wishes, the names of those that were filled in, what was typed, and its faults."""
    answers = read_page(PAGE, typed, sender=Sender.SELF, child=False)
    faults = faults_of(PAGE, answers, sender=Sender.SELF, child=False)
    filled = {name for name, answer in answers.items() if _is_filled(answer)}
    if filled & TIMES:
        if unsaid := time_fault(answers):
            faults = {**faults, "when": unsaid}
        filled = (filled - TIMES) | {"any_time", "days", "parts"}
    if faults:
        return Wishes(sender=Sender.SELF), [], answers, faults
    return make_wishes(answers, sender=Sender.SELF, watches=()), sorted(filled), answers, faults


def _is_filled(answer: Answer) -> bool:
    return bool(answer.strip() if isinstance(answer, str) else answer)
