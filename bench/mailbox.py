"""Opening a mailbox with six words and reading the answer in it, a second.

Every mailbox holds one answer that nobody has read, signed and sealed; 8 clients open and read each once.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bench.measure import Report, bench, percentile
from tests.living import HOUSE, Living, living_world
from tests.public.browserless import Wire

T = TypeVar("T")
CLIENTS = 8
MAILBOXES = 600
ANSWER = "We are here for you. Ring when it is safe. "
REPLY = """
import django; django.setup()
from django.conf import settings
from waymark.mailbox.actions import reply
from waymark.mailbox.models import Mailbox
from waymark.sealing.keys import PublicKey
from waymark.staff.models import Member
by = next(member for member in Member.objects.all() if "manager" in member.roles_held)
key = settings.KEYS.signing_key()
for mailbox in Mailbox.objects.all():
    reply(mailbox_id=mailbox.id, answer_to=PublicKey(bytes(mailbox.public_key)), text=%r, by=by,
          signing_key=key, signed_by="Sam")
""" % (ANSWER * 5)


def work(report: Report) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        living_world(Path(folder) / "data", processes=("public",)) as world,
    ):
        receipts = by_all(world, lambda wire, number: wire.submit(f"number {number}").words)
        environment = world.environment | {"DJANGO_SETTINGS_MODULE": "waymark.config.worker.settings"}
        subprocess.run([sys.executable, "-c", REPLY], cwd=HOUSE, env=environment, check=True)
        began = time.perf_counter()
        durations = by_all(world, lambda wire, number: read(wire, receipts[number]))
        seconds = time.perf_counter() - began
    shown = [duration for duration in durations if duration is not None]
    report.say("limits raised", "none")
    report.hold("mailboxes opened and read a second", len(shown) / seconds, least=30)
    report.say("ms, half of them within", percentile(shown, 0.5) * 1000)
    report.say("ms, 99 of 100 within", percentile(shown, 0.99) * 1000)
    report.hold("answers not shown", len(durations) - len(shown), most=0)


def by_all(world: Living, act: Callable[[Wire, int], T]) -> list[T]:
    """Each number once, shared out among the clients; the results in the order of the numbers."""

    def client(first: int) -> list[T]:
        with closing(Wire(world.public)) as wire:
            return [act(wire, number) for number in range(first, MAILBOXES, CLIENTS)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = list(pool.map(client, range(CLIENTS)))
    return [shares[number % CLIENTS][number // CLIENTS] for number in range(MAILBOXES)]


def read(wire: Wire, words: str) -> float | None:
    """How long opening and reading took; None when the answer was not shown."""
    began = time.perf_counter()
    _entered, letters = wire.read(words)
    return time.perf_counter() - began if ANSWER.strip().encode() in letters.body else None


if __name__ == "__main__":
    bench("mailbox", work)
