"""Opening hours of a week, and when somebody next reads. All times are wall-clock times of one place."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LOOK_AHEAD_DAYS: Final = 60
_LINE: Final = re.compile(
    r"(?P<first>[A-Z][a-z]{2})(?:-(?P<last>[A-Z][a-z]{2}))? (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)"
)


class NotHours(ValueError):  # noqa: N818 - named for what it says, as Refused is
    """The text does not say when the service is open."""


@dataclass(frozen=True, slots=True)
class Span:
    """From opening until closing on one day; closing at 00:00 is the end of the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes != time(0) and self.closes <= self.opens:
            raise NotHours(f"{self.opens:%H:%M} to {self.closes:%H:%M} ends before it begins")

    def holds(self, at: time) -> bool:
        return self.opens <= at and (self.closes == time(0) or at < self.closes)


@dataclass(frozen=True, slots=True)
class Week:
    """The spans of Monday (0) to Sunday (6), each day in order of opening."""

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(DAYS):
            raise NotHours("a week has seven days")

    def on(self, day: date, holidays: Collection[date]) -> tuple[Span, ...]:
        """The spans of a date: none on a bank holiday."""
        return () if day in holidays else self.days[day.weekday()]


def read_week(lines: Iterable[str]) -> Week:
    """Read lines such as "Mon-Fri 09:00-17:00"; several lines may name the same day.

    Raises NotHours with the line that cannot be read, or when no line is given.
    """
    days: list[list[Span]] = [[] for _ in DAYS]
    for line in lines:
        found = _LINE.fullmatch(line.strip())
        if not found or found["first"] not in DAYS or (found["last"] or "Mon") not in DAYS:
            raise NotHours(f"cannot read the hours {line!r}; write them like 'Mon-Fri 09:00-17:00'")
        first = DAYS.index(found["first"])
        last = DAYS.index(found["last"]) if found["last"] else first
        if last < first:
            raise NotHours(f"{line!r} ends before it begins")
        span = Span(_read_time(found["opens"], line), _read_time(found["closes"], line))
        for day in range(first, last + 1):
            days[day].append(span)
    if not any(days):
        raise NotHours("the service is never open")
    return Week(tuple(tuple(sorted(spans, key=lambda span: span.opens)) for spans in days))


def _read_time(text: str, line: str) -> time:
    try:
        return time(0) if text == "24:00" else time.fromisoformat(text)
    except ValueError as wrong:
        raise NotHours(f"{text} in {line!r} is not a time of day") from wrong


def is_within_hours(at: datetime, week: Week, holidays: Collection[date]) -> bool:
    return any(span.holds(at.time()) for span in week.on(at.date(), holidays))


def next_read(at: datetime, week: Week, holidays: Collection[date]) -> datetime | None:
    """When a message sent at `at` is next read: now within hours, else the next opening.

    Keeps the time zone of `at`. None when nobody is in for the next 60 days.
    """
    if is_within_hours(at, week, holidays):
        return at
    for ahead in range(LOOK_AHEAD_DAYS):
        day = at.date() + timedelta(days=ahead)
        for span in week.on(day, holidays):
            opens = datetime.combine(day, span.opens, tzinfo=at.tzinfo)
            if opens > at:
                return opens
    return None


def week_in_lines(week: Week) -> list[tuple[int, int, tuple[Span, ...]]]:
    """Runs of days with the same hours: (first day, last day, spans), closed days left out."""
    runs: list[tuple[int, int, tuple[Span, ...]]] = []
    for day, spans in enumerate(week.days):
        if runs and runs[-1][2] == spans and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day, spans)
        else:
            runs.append((day, day, spans))
    return [run for run in runs if run[2]]
