"""What a limit is, and the two answers it can give. Both ask for patience; neither blames or locks out."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as words

from waymark.records.refusal import Refused

WAIT = words(
    "We are getting a lot at once just now. Please wait {time} and try again. What you typed is kept."
)
BUSY = words("We are very busy just now. Please try again in a moment. What you typed is kept.")


@dataclass(frozen=True)
class Limit:
    """`size` takes at once, then one for each `every`. `sentence` may say {time}: how long to wait."""

    name: str
    size: int
    every: timedelta
    sentence: str = WAIT

    def __post_init__(self) -> None:
        if self.size < 1 or self.every <= timedelta(0):
            raise ValueError("a limit lets something through, at some rate")

    @property
    def milliseconds(self) -> int:
        """The time after which one more may be taken."""
        return max(1, self.every // timedelta(milliseconds=1))


class AskedToWait(Refused):
    """Too many for now. `seconds`: when the next one goes through."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(gettext(sentence).format(time=spoken(seconds)))
        self.seconds = seconds


class Busy(Refused):
    """All places for slow work are taken, and the line is long."""

    def __init__(self) -> None:
        super().__init__(BUSY)


def spoken(seconds: int) -> str:
    """A waiting time in words, never shorter than the truth."""
    if seconds <= 60:
        return gettext("a minute")
    minutes = -(-seconds // 60)
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
