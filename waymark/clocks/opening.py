"""Opening hours as editors type them, `Mo-Fr 09:00-17:00; PH off`: read, asked and written. Pure.

What is not said is unknown: hours that do not mention bank holidays say nothing about them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from waymark.clocks.hours import NotHours

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS: Final = "24/7"
LOOK_AHEAD_DAYS: Final = 14
ONE_DAY: Final = timedelta(days=1)
_RULE: Final = re.compile(r"(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*)\s+(?P<times>\S.*)")
_TIMES: Final = re.compile(r"(?P<opens>\d{1,2}:\d\d)-(?P<closes>\d{1,2}:\d\d)")
_HOW: Final = "write them like “Mo-Fr 09:00-17:00; PH off”, or “24/7”"


class BankHolidays(StrEnum):
    """What the hours say of bank holidays."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    USUAL = "usual"
    OWN = "own"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From opening to closing; closing at or before opening is on the next day, 00:00 the day's end."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Opening:
    """The stretches of Monday (0) to Sunday (6), each day in order, and those of a bank holiday."""

    days: tuple[tuple[Stretch, ...], ...]
    on_holidays: BankHolidays = BankHolidays.UNKNOWN
    holiday: tuple[Stretch, ...] = ()

    @property
    def is_always(self) -> bool:
        return self.on_holidays is BankHolidays.USUAL and all(day == (WHOLE,) for day in self.days)


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands at a moment. `unsure`: a bank holiday of which the hours say nothing.

    `until` is when it closes, None where it never does; `opens` is when it opens next, if it does so soon.
    """

    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    unsure: bool = False


WHOLE: Final = Stretch(time(0), time(0))


def read_opening(text: str) -> Opening:
    """Read rules divided by semicolons; a later rule for a day takes the earlier one's place.

    Raises NotHours with the part that cannot be read.
    """
    if text.strip() == ALWAYS:
        return Opening(((WHOLE,),) * len(DAYS), BankHolidays.USUAL)
    days: list[tuple[Stretch, ...]] = [()] * len(DAYS)
    on_holidays, holiday = BankHolidays.UNKNOWN, tuple[Stretch, ...]()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        if part.startswith("PH"):
            on_holidays, holiday = _read_holidays(part)
            continue
        found = _RULE.fullmatch(part)
        if not found:
            raise NotHours(f"cannot read the hours “{part}”; {_HOW}")
        stretches = () if found["times"] == "off" else _read_times(found["times"])
        for day in _read_days(found["days"]):
            days[day] = stretches
    if not any(days):
        raise NotHours(f"no day has hours; {_HOW}")
    return Opening(tuple(days), on_holidays, holiday)


def write_opening(opening: Opening) -> str:
    """The text that `read_opening` reads again as the same hours."""
    if opening.is_always:
        return ALWAYS
    rules = [f"{_days_text(run)} {_times_text(stretches)}" for run, stretches in _runs(opening) if stretches]
    said = {BankHolidays.CLOSED: "PH off", BankHolidays.USUAL: "PH open"}
    if opening.on_holidays is BankHolidays.OWN:
        rules.append(f"PH {_times_text(opening.holiday)}")
    elif opening.on_holidays in said:
        rules.append(said[opening.on_holidays])
    return "; ".join(rules)


def runs_of(opening: Opening) -> list[tuple[int, int, tuple[Stretch, ...]]]:
    """Runs of days with the same hours: (first day, last day, stretches), closed days left out."""
    return [(run[0], run[-1], stretches) for run, stretches in _runs(opening) if stretches]


def how_it_stands(opening: Opening, at: datetime, holidays: Collection[date]) -> Now:
    """Whether it is open at `at`, a wall-clock time of the place; keeps the time zone of `at`."""
    if opening.is_always:
        return Now(is_open=True)
    here = at.replace(tzinfo=None)
    for day in (at.date() - ONE_DAY, at.date()):
        for begins, ends in _spans(opening, day, holidays):
            if begins <= here < ends:
                return Now(True, _joined(opening, ends, holidays).replace(tzinfo=at.tzinfo))
    unsure = at.date() in holidays and opening.on_holidays is BankHolidays.UNKNOWN
    opens = next((span[0] for span in _from(opening, at.date(), holidays) if span[0] > here), None)
    return Now(False, opens=opens.replace(tzinfo=at.tzinfo) if opens else None, unsure=unsure)


def _joined(opening: Opening, ends: datetime, holidays: Collection[date]) -> datetime:
    """The end of hours that go on over midnight from one stretch into the next."""
    for begins, later in _from(opening, ends.date(), holidays):
        if begins > ends:
            break
        if later > ends:
            ends = later
    return ends


def _from(opening: Opening, day: date, holidays: Collection[date]) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(LOOK_AHEAD_DAYS):
        yield from _spans(opening, day + ahead * ONE_DAY, holidays)


def _spans(opening: Opening, day: date, holidays: Collection[date]) -> Iterator[tuple[datetime, datetime]]:
    stretches = opening.days[day.weekday()]
    if day in holidays and opening.on_holidays is not BankHolidays.USUAL:
        stretches = opening.holiday  # none where it is closed, and none where nobody said
    for each in stretches:
        begins, ends = datetime.combine(day, each.opens), datetime.combine(day, each.closes)
        yield begins, ends if ends > begins else ends + ONE_DAY


def _read_holidays(part: str) -> tuple[BankHolidays, tuple[Stretch, ...]]:
    said = part.removeprefix("PH").strip()
    if said in {"off", "closed"}:
        return BankHolidays.CLOSED, ()
    if said == "open":
        return BankHolidays.USUAL, ()
    return BankHolidays.OWN, _read_times(said)


def _read_days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last and last not in DAYS):
            raise NotHours(f"“{part}” is not a day; {_HOW}")
        start, end = DAYS.index(first), DAYS.index(last or first)
        yield from range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]


def _read_times(text: str) -> tuple[Stretch, ...]:
    found = []
    for part in text.split(","):
        match = _TIMES.fullmatch(part.strip())
        if not match:
            raise NotHours(f"“{part.strip()}” is not a stretch of time; {_HOW}")
        found.append(Stretch(_read_time(match["opens"]), _read_time(match["closes"])))
    return tuple(sorted(found))


def _read_time(text: str) -> time:
    try:
        return time(0) if text == "24:00" else time.fromisoformat(text.zfill(5))
    except ValueError:
        raise NotHours(f"“{text}” is not a time of day; {_HOW}") from None


def _runs(opening: Opening) -> list[tuple[list[int], tuple[Stretch, ...]]]:
    runs: list[tuple[list[int], tuple[Stretch, ...]]] = []
    for day, stretches in enumerate(opening.days):
        if runs and runs[-1][1] == stretches:
            runs[-1][0].append(day)
        else:
            runs.append(([day], stretches))
    return runs


def _days_text(run: list[int]) -> str:
    return DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"


def _times_text(stretches: tuple[Stretch, ...]) -> str:
    return ",".join(
        f"{each.opens:%H:%M}-{'24:00' if each.closes == time(0) else f'{each.closes:%H:%M}'}"
        for each in stretches
    )
