"""When a periodic job is due: it runs once for each slot, and a missed slot is not made up for."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Timetable:
    """Every so often; a whole number of days may name the time of day, by the service's own clock."""

    every: timedelta
    at: time | None = None

    def __post_init__(self) -> None:
        if self.every > LONGEST:
            raise ValueError("a periodic job runs once a month at least")
        if self.every < timedelta(minutes=1):
            raise ValueError("a periodic job rests for a minute at least")
        if self.at is not None and self.every % timedelta(days=1):
            raise ValueError("only a job of whole days has a time of day")

    def slot(self, now: datetime) -> str:
        """The name of the newest slot that has begun."""
        if self.at is None:
            return str(int(now.timestamp() // self.every.total_seconds()))
        local = timezone.localtime(now)
        day = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return str(day.toordinal() // self.every.days)
