"""The directory at a country's size: search, nearness, typos, the feed, and taking a list in.

Works on a data folder of its own, through the real actions and queries, without a network.
Run as `./do bench directory`, or under `./do postgres`. Where the bounds come from is in decision 0018.
"""

import io
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measure import Report, bench, percentile, resident_mb

SERVICES = 20_000
WHOLE = 100_000
IMPORTED = 10_000
TIMES = 60
FEW = 12
ROUNDS = 7
KINDS = ("Advice", "Refuge line", "Counselling", "Housing", "Legal", "Money", "Outreach", "Helpline")


def prepare(folder: Path) -> None:
    """A demonstration's data folder with both stores migrated."""
    os.environ |= {
        "WAYMARK_DATA": str(folder),
        "WAYMARK_PUBLIC_ORIGIN": "http://127.0.0.1:8000",
        "WAYMARK_DESK_ORIGIN": "http://localhost:8001",
        "DJANGO_SETTINGS_MODULE": "waymark.config.desk.settings",
    }
    from waymark.config.made_up import make_up_data

    make_up_data(folder, demonstration=True)
    import django

    django.setup()
    from django.core.management import call_command

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)


def towns(chance: random.Random) -> list[tuple[str, float, float]]:
    """460 made-up towns spread over a country."""
    starts = (
        "Elm",
        "Oak",
        "Ash",
        "Thorn",
        "Mill",
        "Stone",
        "Brook",
        "High",
        "Kings",
        "Black",
        "West",
        "North",
    )
    ends = ("ton", "ham", "ford", "bury", "wick", "field", "worth", "by", "stead", "combe", "minster", "pool")
    names = sorted({f"{a}{b}{c}" for a in starts for b in ("", "er", "ing", "le") for c in ends})[:460]
    return [(name, chance.uniform(50.5, 55.0), chance.uniform(-4.0, 1.0)) for name in names]


def table(count: int, chance: random.Random, start: int = 0) -> bytes:
    """A list of services as somebody else would send it."""
    places = towns(chance)
    lines = ["id,name,phone,hours,audience,areas,categories,about,town,latitude,longitude"]
    for number in range(start, start + count):
        kind = KINDS[number % len(KINDS)]
        town, latitude, longitude = chance.choice(places)
        where = f"{town},{latitude + chance.uniform(-0.05, 0.05):.4f},{longitude:.4f}"
        category = {"Refuge line": "helpline", "Outreach": "support"}.get(kind, kind.lower())
        name = f"{town} {kind} {number}".replace("Refuge line", "Night line")
        about = f"Help with {kind.lower()} in {town} and the villages around it".replace("refuge", "night")
        lines.append(
            f"{number},{name},020 7946 {number % 10_000:04},Mon-Fri 9:00-17:00,Anyone in {town},{town},"
            f"{category},{about},{where}"
        )
    return "\n".join(lines).encode()


def take_in(raw: bytes) -> None:
    from waymark.directory.actions import import_list
    from waymark.directory.lists.tables import read_table

    report = import_list(by=None, origin="bench", rows=read_table(io.BytesIO(raw)))
    assert not report.counts["refused"], report.lines[:3]


def publish_all() -> None:
    """All at once what an editor does one by one."""
    from django.utils import timezone

    from waymark.directory.models import Service
    from waymark.directory.queries import listed_of, published
    from waymark.directory.storing import begin_edition, show_services

    Service.objects.update(stage="published", checked_on=timezone.localdate())
    ids = list(Service.objects.values_list("id", flat=True))
    for at in range(0, len(ids), 1000):
        rows = list(published().filter(pk__in=ids[at : at + 1000]))
        show_services([(row, each.entry) for row, each in zip(rows, listed_of(rows), strict=True)])
    begin_edition()


def timed(act: Callable[[int], object], times: int) -> tuple[float, float]:
    """Milliseconds of the slowest twentieth, by the wall and by this process's own time on the processor.

    Each is of the quietest of some rounds, since other work shares the machine.
    """
    walls, owns = [], []
    for _ in range(ROUNDS):
        wall, own = [], []
        for number in range(times):
            began, spent = time.perf_counter(), time.process_time()
            act(number)
            wall.append((time.perf_counter() - began) * 1000)
            own.append((time.process_time() - spent) * 1000)
        walls.append(percentile(wall, 0.95))
        owns.append(percentile(own, 0.95))
    return min(walls), min(owns)


def statements_of(act: Callable[[int], object], times: int) -> list[list[tuple[str, tuple[object, ...]]]]:
    """What each call asks of the engine, in the words of its own driver."""
    from django.db import connection

    asked: list[list[tuple[str, tuple[object, ...]]]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> object:
        asked[-1].append(
            (sql.replace("%s", "?") if connection.vendor == "sqlite" else sql, tuple(params or ()))
        )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for number in range(times):
            asked.append([])
            act(number)
    return asked


def bare(asked: list[list[tuple[str, tuple[object, ...]]]]) -> Callable[[int], object]:
    """The same statements through the driver alone: what the engine needs, in this run, on this data."""
    from django.db import connection

    def act(number: int) -> object:
        cursor = connection.connection.cursor()
        found = [cursor.execute(sql, params).fetchall() for sql, params in asked[number % len(asked)]]
        cursor.close()
        return found

    return act


def measure_search(report: Report, vendor: str, chance: random.Random) -> None:
    from waymark.directory.search import found_services, nearest_services

    names = towns(random.Random(7))

    def two(_: int) -> object:
        return found_services(f"{chance.choice(KINDS[2:]).lower()} {chance.choice(names)[0]}")

    def typo(_: int) -> object:
        name = chance.choice(names)[0]
        return found_services(f"housing {name[:2]}{name[3]}{name[2]}{name[4:]}")

    def near(_: int) -> object:
        _name, latitude, longitude = chance.choice(names)
        return nearest_services(latitude, longitude, within_km=15)

    found_services("housing")  # the vocabulary is read once for each edition
    for name, act, times, most in (
        ("two words", two, TIMES, 5.0),
        ("one common word", lambda _: found_services("villages"), FEW, 25.0),
        ("nearest", near, TIMES, 3.0),
        ("typo", typo, TIMES, 10.0),
    ):
        engine = timed(bare(statements_of(act, times)), times)
        # SQLite works inside this process, so its own time is all of it; PostgreSQL's is only in the wall's.
        which = 1 if vendor == "sqlite" else 0
        took = timed(act, times)
        kind = ("by the wall", "of its own time")[which]
        if report.whole:
            report.say(f"{name}, p95 ms {kind}", took[which])
        else:
            report.hold(f"{name}, p95 ms {kind}", took[which], most=most)
        report.say(f"{name}, engine alone, p95 ms", engine[which])
        report.say(f"{name}, times the engine alone", took[which] / engine[which])


def measure_feed(report: Report) -> None:
    """All services whole, as a reader of `ndjson` gets them, beside a bare `json.dumps` of the same rows."""
    from waymark.api.directory import records

    began = time.perf_counter()
    ids = records.ids_in_order(records.services({}), {})
    texts = list(records.records(ids))
    own = time.perf_counter() - began
    size = sum(len(text.encode()) for text in texts)
    rows = [json.loads(text) for text in texts]
    began = time.perf_counter()
    for row in rows:
        json.dumps(row)
    plain = time.perf_counter() - began
    report.say("feed, MB/s", size / own / 1e6)
    report.hold("feed, ratio to bare json.dumps", plain / own, least=0.5)


def work(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as folder:
        prepare(Path(folder))
        from django.db import connection

        report.say("engine", connection.vendor)
        count = WHOLE if report.whole else SERVICES
        report.say("services", count)
        chance = random.Random(7)
        raw = table(IMPORTED, chance)
        before, began, spent = resident_mb(os.getpid()), time.perf_counter(), time.process_time()
        take_in(raw)
        wall, own = time.perf_counter() - began, time.process_time() - spent
        report.hold("import of 10,000, seconds", wall, most=20.0)
        report.say("import of 10,000, seconds in this process", own)
        report.hold("memory that it took, MB", resident_mb(os.getpid()) - before, most=100.0)
        began = time.perf_counter()
        take_in(raw)
        report.say("the same list again, seconds", time.perf_counter() - began)
        # The same origin, since one list may be of any length: the first rows stand as they are.
        take_in(raw + b"\n" + table(count - IMPORTED, chance, start=IMPORTED).partition(b"\n")[2])
        publish_all()
        measure_search(report, connection.vendor, chance)
        measure_feed(report)


if __name__ == "__main__":
    bench("directory", work)
