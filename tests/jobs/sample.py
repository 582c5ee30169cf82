"""Jobs that exist in tests only."""

import time as time_module
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from waymark.jobs.job import job

CANARY = "canary-5f2b-her-new-address"
seen: list[object] = []


class SaidTooMuch(Exception):
    pass


@job()
def note(of: UUID, on: date, count: int) -> None:
    seen.append((of, on, count))


@job(retry=3)
def fail(of: UUID) -> None:
    seen.append(of)
    local = f"local {CANARY}"
    try:
        raise ValueError(f"inner {CANARY}")
    except ValueError as inner:
        raise SaidTooMuch(f"message {CANARY}", local) from inner


@job()
def slow(number: int) -> None:
    print(f"began {number}", flush=True)  # noqa: T201 - what the waiting test reads
    for _turn in range(6000):
        if (Path(settings.DATA_DIR) / "go").exists():
            return
        time_module.sleep(0.01)
    raise AssertionError("nobody let it go on for a minute")


@job(every=timedelta(days=1), at=time(3, 15))
def nightly() -> None:
    seen.append("night")


@job(every=timedelta(days=31), at=time(4, 0))
def monthly() -> None:
    seen.append("monthly")


@job(every=timedelta(minutes=5))
def often() -> None:
    seen.append("often")
