"""Vaults: saves and opens a second with few and many stored, disk; Save, Open, ways out in a slow browser.

Through the real server and network, 8 clients on open connections; the clients share the machine's cores.
Beside the saves stand bare durable commits of the same bytes, in the same minute. No limit is raised.
`PLANNER_MANY` (100,000) vaults may be set lower for a quick look.
"""

import hashlib
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from playwright.sync_api import Page, sync_playwright

from bench.measure import Load, Report, bench, clients
from tests.living import HOUSE, Living, living_world
from tests.planner.bytes import sealed
from waymark.planner.sizes import SMALLEST, UNWRITTEN
from waymark.public.planner.wire import Outcome, Verb

CLIENTS, SECONDS, ROUNDS = 8, 3.0, 3
FEW, MANY = 1_000, int(os.environ.get("PLANNER_MANY", "100000"))
SLOWER = 6
DAYS = (365).to_bytes(2, "big")
FILL = """
import sys, hashlib
import django; django.setup()
from datetime import timedelta
from django.db import transaction
from tests.planner.bytes import sealed
from waymark.planner.models import Vault
from waymark.planner.vaults import Access, vault_id, vault_place
from waymark.records.days import day
from waymark.records.islands import wrap_under
from waymark.records.models import ShredKey
from waymark.sealing.envelopes import Sealed
from waymark.sealing.keys import new_island_key
from waymark.sealing.labels import Kind
first, end = map(int, sys.argv[1:])
blob, until = sealed(), day() + timedelta(days=365)
for start in range(first, end, 1000):
    keys, rows = [], []
    for number in range(start, min(start + 1000, end)):
        locator, token = (hashlib.sha256(b"%b%d" % (mark, number)).digest() for mark in (b"l", b"t"))
        access = Access(locator[:16], token)
        key = new_island_key()
        keys.append(ShredKey(island_id=vault_id(access.tag), kind=Kind.VAULT.value, key=key.raw))
        rows.append(Vault(tag=access.tag, token=access.token_hash, stamp=b"bench-01", kept_until=until,
                          sealed=wrap_under(key, vault_place(access.tag), Sealed(blob))))
    with transaction.atomic("keys"):
        ShredKey.objects.bulk_create(keys)
    with transaction.atomic():
        Vault.objects.bulk_create(rows)
"""


class Wire:
    """One open connection that asks in raw bytes: the client must cost as little as it can."""

    def __init__(self, world: Living) -> None:
        self.socket = socket.create_connection(("127.0.0.1", world.ports["public"]))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = (
            f"POST /k2 HTTP/1.1\r\nHost: 127.0.0.1:{world.ports['public']}\r\n"
            "Content-Type: application/octet-stream\r\nSec-Fetch-Site: same-origin\r\nContent-Length: "
        ).encode()

    def ask(self, body: bytes) -> bytes:
        self.socket.sendall(self.head + b"%d\r\n\r\n" % len(body) + body)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, rest = got.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ValueError("not answered")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(rest) < length:
            rest += self._more()
        return rest

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError
        return more


def asked(verb: Verb, number: int, stamp: bytes = UNWRITTEN, blob: bytes = b"") -> bytes:
    locator, token = hashlib.sha256(b"l%d" % number).digest()[:16], hashlib.sha256(b"t%d" % number).digest()
    return bytes([verb]) + locator + token + stamp + DAYS + blob


def fill(world: Living, first: int, end: int) -> None:
    environment = world.environment | {
        "DJANGO_SETTINGS_MODULE": "waymark.config.worker.settings",
        "PYTHONPATH": str(HOUSE),
    }
    subprocess.run([sys.executable, "-c", FILL, str(first), str(end)], cwd=HOUSE, env=environment, check=True)


def saves(world: Living, stored: int, first: int) -> Load:
    """Saves into vaults that exist, each into another one at first: a new version every time."""
    wires, blob = [Wire(world) for _ in range(CLIENTS)], sealed()
    stamps: dict[int, bytes] = {}
    turns = [first + number for number in range(CLIENTS)]

    def save(client: int) -> None:
        number = turns[client] % stored
        turns[client] += CLIENTS
        answer = wires[client].ask(asked(Verb.SAVE, number, stamps.get(number, b"bench-01"), blob))
        stamps[number] = answer[1:9]
        if answer[0] == Outcome.CHANGED:  # saved by an earlier round: named again with its stamp
            answer = wires[client].ask(asked(Verb.SAVE, number, answer[1:9], blob))
            stamps[number] = answer[1:9]
        if answer[0] != Outcome.DONE:
            raise ValueError(Outcome(answer[0]).name)

    return clients(CLIENTS, SECONDS, save)


def opens(world: Living, stored: int) -> Load:
    wires, turns = [Wire(world) for _ in range(CLIENTS)], list(range(CLIENTS))

    def read(client: int) -> None:
        turns[client] += 7919
        if wires[client].ask(asked(Verb.READ, turns[client] % stored))[0] != Outcome.DONE:
            raise ValueError("nothing there")

    return clients(CLIENTS, SECONDS, read)


def bare_commits(folder: Path, name: str, seconds: float = 2.0) -> float:
    """Durable commits a second of the same bytes, one writer, nothing around them."""
    # Other bytes each time: SQLite writes nothing where a row already holds what it is given.
    blobs, count = [token_bytes(len(sealed()) + 129) for _ in range(7)], 0
    with closing(sqlite3.connect(folder / name, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        base.execute("CREATE TABLE vault (tag BLOB PRIMARY KEY, sealed BLOB)")
        base.executemany("INSERT INTO vault VALUES (?, ?)", [(b"%16d" % n, blobs[0]) for n in range(1000)])
        began = time.perf_counter()
        while (passed := time.perf_counter() - began) < seconds:
            base.execute(
                "UPDATE vault SET sealed = ? WHERE tag = ?", (blobs[count % 7], b"%16d" % (count % 1000))
            )
            count += 1
    return count / passed


def on_disk(world: Living) -> int:
    """Bytes of both stores, their logs written back."""
    size = 0
    for name in ("waymark.sqlite3", "keys.sqlite3"):
        with closing(sqlite3.connect(world.data / name)) as base:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size += (world.data / name).stat().st_size
    return size


def measure_server(report: Report, folder: Path) -> None:
    """Few and many stored stand beside each other and are asked in turn: neighbours are noisy."""
    with (
        living_world(folder / "few", processes=()) as small,
        living_world(folder / "many", processes=()) as large,
    ):
        fill(small, 0, FEW)
        empty = on_disk(large)
        fill(large, 0, MANY)
        report.say("vaults stored", MANY)
        report.hold("bytes on disk by padded byte", (on_disk(large) - empty) / MANY / SMALLEST, most=1.2)
        small.start("public")
        large.start("public")
        bare, few, many = [], Measured(), Measured()
        for turn in range(ROUNDS):
            bare.append(bare_commits(folder, f"bare-{turn}.sqlite3"))
            few.measure(small, FEW, turn)
            many.measure(large, MANY, turn)
    report.say("bare durable commits a second", middle(bare))
    report.hold("saves a second", many.saved(), least=400)
    report.hold(
        "ms, 99 of 100 saves within", middle([load.milliseconds(0.99) for load in many.saves]), most=50
    )
    report.say("saves by bare durable commits", many.saved() / middle(bare))
    report.hold("opens a second", many.opened(), least=1500)
    report.say("ms, 99 of 100 opens within", middle([load.milliseconds(0.99) for load in many.opens]))
    report.say(f"saves by saves with {FEW} stored", many.saved() / few.saved())
    report.say(f"opens by opens with {FEW} stored", many.opened() / few.opened())
    loads = [*few.saves, *few.opens, *many.saves, *many.opens]
    report.hold("not answered", sum(len(load.faults) for load in loads), most=0)


@dataclass
class Measured:
    """What one world did, round by round."""

    saves: list[Load] = field(default_factory=list)
    opens: list[Load] = field(default_factory=list)

    def measure(self, world: Living, stored: int, turn: int) -> None:
        self.saves.append(saves(world, stored, turn * 10_000))
        self.opens.append(opens(world, stored))

    def saved(self) -> float:
        return middle([load.rate for load in self.saves])

    def opened(self) -> float:
        return middle([load.rate for load in self.opens])


PUT_IN = """async () => {
  for (const name of ["k3", "k6"]) {
    const script = document.createElement("script");
    script.textContent = await (await fetch("/k2/" + name)).text();
    document.head.appendChild(script);
  }
}"""
SAVE = """async () => {
  const began = performance.now();
  await planner.keeping.load();
  window.words = planner.words.draw();
  window.plan = planner.plan.write(planner.plan.empty(), "a", { text: "x".repeat(3000) }, "one");
  window.held = await planner.keeping.begin(words, 365);
  await planner.keeping.save(held, plan);
  return performance.now() - began;
}"""
OPEN = """async () => {
  const began = performance.now();
  const opened = await planner.keeping.open(words);
  if (!opened) throw new Error("nothing");
  return performance.now() - began;
}"""
ROUTES = """() => {
  const ids = Array.from({ length: 20 }, (_, i) => "r" + i), links = [], fact = { risk: "low", phone: true };
  for (let i = 0; i < 20; i += 1) for (const j of [i + 1, i + 4, i + 7]) {
    links.push({ id: "l" + i + "-" + j, between: [ids[i], ids[j % 20]], door: j % 2 === 0, locked: false });
  }
  const ways = [0, 5, 9, 13, 17, 19].map((i) => ({ id: "w" + i, room: ids[i], door: true, usable: true }));
  const home = { rooms: ids.map((id, i) => ({ id, ...fact, risk: i % 3 ? "low" : "high" })), links, ways };
  const times = [];
  for (let i = 0; i < 15; i += 1) {
    const began = performance.now();
    planner.routes.waysFromEach(home);
    times.push(performance.now() - began);
  }
  return times;
}"""


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def rounds(page: Page, times: int, script: str, before: Callable[[], object] = lambda: None) -> float:
    found = []
    for _ in range(times):
        before()
        found.append(float(page.evaluate(script)))
    return middle(found)


def measure_browser(report: Report, folder: Path) -> None:
    with living_world(folder / "other", processes=("public",)) as world, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        page = browser.new_page()

        def afresh() -> None:
            page.goto(world.public + "/en")
            page.evaluate(PUT_IN)

        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        save = rounds(page, 5, SAVE, afresh)
        report.hold(f"ms, Save with the script's fetching, {SLOWER} times slower", save, most=1500)
        report.hold(f"ms, Open, {SLOWER} times slower", rounds(page, 5, OPEN), most=1500)
        routes = [float(each) for each in page.evaluate(ROUTES)]
        report.hold(f"ms, ways out of 20 rooms, first time, {SLOWER} times slower", routes[0], most=60)
        report.hold(f"ms, ways out of 20 rooms, {SLOWER} times slower", middle(routes), most=10 * SLOWER)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 1})
        report.hold(
            "ms, ways out of 20 rooms", middle([float(each) for each in page.evaluate(ROUTES)]), most=10
        )
        browser.close()


def work(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="waymark-planner-") as made:
        measure_server(report, Path(made))
        measure_browser(report, Path(made))


if __name__ == "__main__":
    bench("planner", work)
