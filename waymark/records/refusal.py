"""The two ways in which the house says no to people. Neither carries a secret: faces print the sentence."""

from collections.abc import Callable
from typing import ParamSpec

from django.utils.translation import get_language, ngettext

P = ParamSpec("P")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """What was asked may not be done. `sentence` is for people; `field` names the box that it is about."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def allows(check: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Whether a rule's `check_…` lets this pass: what its `may_…` answers."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


class NotSaved(Exception):  # noqa: N818 - a fact that the page must state
    """The store could not take it (full, locked, away): nothing of it was kept. `reason` is for the log."""

    sentence = "This was not saved. What you typed is still on this page. Please try again in a moment."

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def too_long(characters: int, limit: int) -> str:
    """What to say about a text of so many characters where `limit` are the most."""
    over = characters - limit
    sentence = ngettext(
        "This is %(over)s character too long. The most we can take is %(limit)s. Nothing is lost.",
        "This is %(over)s characters too long. The most we can take is %(limit)s. Nothing is lost.",
        over,
    )
    return sentence % {"over": _spelled(over), "limit": _spelled(limit)}


def _spelled(number: int) -> str:
    """A whole number that every reader takes for the same: in many languages a comma means a fraction."""
    grouped = f"{number:,}"
    return grouped if (get_language() or "en").startswith("en") else grouped.replace(",", "\u00a0")
