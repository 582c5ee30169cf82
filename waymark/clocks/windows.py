"""Windows in which a person has said that contact is safe. No window means never: silence is not consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

_MIDNIGHT: Final = time(0)


@dataclass(frozen=True, slots=True)
class Window:
    """Days (0 = Monday) and the times between which contact is safe; `ends` at 00:00 is the end of the day.

    A window that ends before it begins would cross midnight: it is refused, two windows say it without doubt.
    """

    days: frozenset[int]
    starts: time
    ends: time

    def __post_init__(self) -> None:
        if not self.days <= frozenset(range(7)):
            raise ValueError("days run from 0, Monday, to 6, Sunday")
        if self.ends != _MIDNIGHT and self.ends <= self.starts:
            raise ValueError("a window ends after it begins")

    def holds(self, at: datetime) -> bool:
        before_end = self.ends == _MIDNIGHT or at.time() < self.ends
        return at.weekday() in self.days and self.starts <= at.time() and before_end


def is_in_window(at: datetime, windows: Iterable[Window]) -> bool:
    """Whether `at`, in the person's own local time, lies in any of the windows."""
    return any(window.holds(at) for window in windows)


def next_window(at: datetime, windows: Iterable[Window]) -> datetime | None:
    """The first moment from `at` on that lies in a window; None when there is none in the coming week."""
    kept = tuple(windows)
    if is_in_window(at, kept):
        return at
    days = [at.date() + timedelta(days=ahead) for ahead in range(8)]
    starts = [
        datetime.combine(day, window.starts, tzinfo=at.tzinfo)
        for window in kept
        for day in days
        if day.weekday() in window.days
    ]
    return min((start for start in starts if start > at), default=None)
