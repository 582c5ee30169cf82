"""What every bench shares: percentiles, a line about the machine, a yardstick beside it, one way out.

Figures from different minutes of a shared machine cannot be compared; ratios to the yardstick nearly can.
"""

import argparse
import hashlib
import json
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

Figure = float | int | str | bool
YARDSTICK_SECONDS = 0.5
YARDSTICK_BYTES = bytes(64 * 1024)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, between neighbours in proportion."""
    if not values:
        raise ValueError("no values were measured")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def yardstick() -> float:
    """How many times a second one core hashes 64 KiB just now: what other load leaves of this machine."""
    count, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < YARDSTICK_SECONDS:
        hashlib.blake2b(YARDSTICK_BYTES).digest()
        count += 1
    return count / passed


def machine() -> str:
    """One line: cores, kernel, Python and SQLite; no name of the machine."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, load {load:.1f}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def resident_mb(pid: int) -> float:
    """Memory that a process holds, in MB (10^6 bytes)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Load:
    """What a number of clients did in some seconds: durations of what succeeded, kinds of what failed."""

    seconds: float = 0.0
    durations: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Successes a second."""
        return len(self.durations) / self.seconds if self.seconds else 0.0

    def milliseconds(self, share: float) -> float:
        return percentile(self.durations, share) * 1000


def clients(count: int, seconds: float, act: Callable[[int], None]) -> Load:
    """Let `count` threads call `act(number)` again and again for some seconds; an exception is a fault."""
    load = Load()
    until = time.perf_counter() + seconds

    def client(number: int) -> None:
        while (began := time.perf_counter()) < until:
            try:
                act(number)
            except Exception as fault:  # noqa: BLE001 - a bench counts every kind of failure
                load.faults.append(type(fault).__name__)
            else:
                load.durations.append(time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(client, range(count)))
    load.seconds = time.perf_counter() - began
    return load


@dataclass
class Report:
    """The figures of one bench, each with what it is held against, if anything."""

    name: str
    figures: dict[str, Figure] = field(default_factory=dict)
    short: list[str] = field(default_factory=list)
    whole: bool = False
    """Whether `--all` asked for the largest size, where a bench has one."""

    def say(self, name: str, value: Figure) -> None:
        self.figures[name] = round(value, 3) if isinstance(value, float) else value
        print(f"{name:<44} {self.figures[name]}", flush=True)

    def hold(self, name: str, value: float, *, least: float | None = None, most: float | None = None) -> None:
        """State a figure and its bound; a missed bound makes the bench end with 1."""
        self.say(name, value)
        missed = (least is not None and value < least) or (most is not None and value > most)
        if missed:
            self.short.append(
                f"{name}: {value:.3f}, wanted {f'≥ {least}' if least is not None else f'≤ {most}'}"
            )


def bench(name: str, work: Callable[[Report], None]) -> None:
    """Run a bench between two yardsticks, print and perhaps write its figures, and leave with 0 or 1."""
    parser = argparse.ArgumentParser(prog=f"./do bench {name}")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--all", action="store_true", help="at the largest size, where there is one")
    asked = parser.parse_args()
    report = Report(name, whole=asked.all)
    report.say("machine", machine())
    before = yardstick()
    work(report)
    report.say("yardstick before", before)
    report.say("yardstick after", yardstick())
    if asked.json:
        asked.json.write_text(json.dumps({"bench": name, **report.figures}, indent=2) + "\n", "utf-8")
    for line in report.short:
        print(f"SHORT {line}")
    sys.exit(1 if report.short else 0)
