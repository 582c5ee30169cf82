"""Complete sealed submissions a second: the first page, the form, and sending, until six words are shown.

8 clients for 30 s and 64 for 10 s against the real public face, on SQLite FULL and on a durable
PostgreSQL. Afterwards the rows are counted and a sample is opened with its words: nothing that was
acknowledged may be missing.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from bench.measure import Load, Report, bench, clients, resident_mb
from tests.living import HOUSE, Living, living_world
from tests.public.browserless import Wire
from waymark.sealing.mailboxes import derive_mailbox
from waymark.sealing.words import WordsKind, draw_words

FEW, FEW_SECONDS = 8, 30
MANY, MANY_SECONDS = 64, 10
MESSAGE = "He checks my phone and I can only write when he is out. Please tell me what I could do. " * 5
SAMPLE = 40
DERIVATIONS = 30
ON_POSTGRES = "--on-postgres"
COUNT = """
import django; django.setup()
from waymark.intake.models import Arrival
from waymark.mailbox.models import Mailbox
from django.db import connections
vendors = [connections[alias].vendor for alias in ("default", "keys")]
print(*vendors, Arrival.objects.count(), Mailbox.objects.count())
"""
ADDRESSES = ("DATABASE_URL", "KEYS_DATABASE_URL")


class NoWords(Exception):  # noqa: N818 - what the visitor saw
    """The last page showed no words."""


def measure(report: Report, engine: str, **environment: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        living_world(Path(folder) / "data", processes=("public",), **environment) as world,
    ):
        receipts: list[str] = []
        submit(world, receipts, FEW, 2)
        few = submit(world, receipts, FEW, FEW_SECONDS)
        many = submit(world, receipts, MANY, MANY_SECONDS)
        arrivals, mailboxes = count_rows(world, engine)
        missing = len([words for words in spread(receipts) if not opens(world, words)])
        memory = [resident_mb(pid) for pid in workers_of(world)]
    report.hold(f"{engine}: submissions a second, {FEW} clients", few.rate, least=40)
    report.say(f"{engine}: ms, half of them within", few.milliseconds(0.5))
    report.hold(f"{engine}: ms, 99 of 100 within", few.milliseconds(0.99), most=600)
    report.hold(f"{engine}: faults, {FEW} clients", len(few.faults), most=0)
    report.say(f"{engine}: submissions a second, {MANY} clients", many.rate)
    report.say(f"{engine}: ms with {MANY} clients, 99 of 100 within", many.milliseconds(0.99))
    report.hold(f"{engine}: faults, {MANY} clients", len(many.faults), most=0)
    report.hold(f"{engine}: acknowledged but not stored", max(0, len(receipts) - arrivals), most=0)
    report.hold(f"{engine}: mailboxes without their message", abs(arrivals - mailboxes), most=0)
    report.hold(f"{engine}: of {SAMPLE} sampled, words that open nothing", missing, most=0)
    report.hold(f"{engine}: MB of the largest worker", max(memory), most=120)
    report.say(f"{engine}: share of two cores in the derivation", few.rate * derivation_seconds() / 2)


def submit(world: Living, receipts: list[str], count: int, seconds: float) -> Load:
    """So many clients, each on its own connection, submitting again and again."""
    own = threading.local()
    wires: list[Wire] = []

    def act(number: int) -> None:
        if not hasattr(own, "wire"):
            own.wire = Wire(world.public)
            wires.append(own.wire)
        words = own.wire.submit(f"{number} {MESSAGE}").words
        if len(words.split()) != 6:
            raise NoWords
        receipts.append(words)

    load = clients(count, seconds, act)
    for wire in wires:
        wire.close()
    return load


def count_rows(world: Living, engine: str) -> tuple[int, int]:
    """Arrivals and mailboxes as the store has them. Stops the bench where that is not the engine it names."""
    environment = world.environment | {"DJANGO_SETTINGS_MODULE": "waymark.config.public.settings"}
    said = subprocess.run(
        [sys.executable, "-c", COUNT], cwd=HOUSE, env=environment, check=True, capture_output=True, text=True
    ).stdout.split()
    if said[-4:-2] != [engine.lower()] * 2:
        raise SystemExit(f"measured on {' and '.join(said[-4:-2])}, not on {engine}")
    return int(said[-2]), int(said[-1])


def spread(receipts: list[str]) -> list[str]:
    return receipts[:: max(1, len(receipts) // SAMPLE)][:SAMPLE]


def opens(world: Living, words: str) -> bool:
    with closing(Wire(world.public)) as wire:
        return b"Is it safe to read now?" in wire.ask("/en/w4", go="enter", words=words).body


def workers_of(world: Living) -> list[int]:
    """The server's own children; the process alone where it has none."""
    parent = world.processes["public"].pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children] or [parent]


def derivation_seconds() -> float:
    """One slow derivation, the middle of several, with nothing else of ours running."""
    words = draw_words(WordsKind.MAILBOX, bytes(16))
    taken = []
    for _ in range(DERIVATIONS):
        began = time.perf_counter()
        derive_mailbox(words)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def both(report: Report) -> None:
    report.say("limits raised", "none")
    report.say("one derivation, ms", derivation_seconds() * 1000)
    measure(report, "SQLite")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "postgres.json"
        command = [HOUSE / "do", "postgres", "--durable", sys.executable, "-m", "bench.intake"]
        subprocess.run([*command, "--json", out], cwd=HOUSE, env=os.environ | {ON_POSTGRES: "1"}, check=False)
        found = json.loads(out.read_text("utf-8"))
    report.figures |= {name: value for name, value in found.items() if name.startswith("PostgreSQL")}
    report.short += found.get("short", [])


def on_postgres(report: Report) -> None:
    measure(report, "PostgreSQL", **{name: os.environ[name] for name in ADDRESSES})
    report.figures["short"] = report.short.copy()  # type: ignore[assignment]  # read by the run on SQLite


if __name__ == "__main__":
    bench("intake", on_postgres if os.environ.get(ON_POSTGRES) else both)
