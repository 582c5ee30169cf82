"""The inbox: server time and queries for a page of 50 sealed rows, with few and with many messages stored.

Works on a data folder of its own, through the real views, walls and session, without a network.
Run as `./do bench inbox`. No limit is raised.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Report, bench, percentile

if TYPE_CHECKING:
    from django.test import Client

    from waymark.staff.parts import SignInSheet

WAITING = 60
STORED = 100_000
TIMES = 40
BATCH = 2_000


def prepare(folder: Path) -> None:
    """A demonstration's data folder, both stores migrated, and the desk's settings in force."""
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
    call_command("collectstatic", interactive=False, verbosity=0)


def receive(count: int) -> None:
    """Requests for help through the real action, without mailboxes, so without the slow derivation."""
    from secrets import token_bytes

    from django.conf import settings
    from django.utils import timezone

    from waymark.contact.terms import Safe, Sender
    from waymark.contact.wishes import Way, Wishes
    from waymark.intake.actions import receive as take_in
    from waymark.intake.asking import Asking, Content, Identity
    from waymark.intake.terms import ArrivalKind

    wishes = Wishes(Sender.SELF, phone=Way("01632 960001", Safe.YES), any_time=True)
    for number in range(count):
        content = Content(ArrivalKind.ASKING, timezone.now(), wishes=wishes, message=f"{number} " * 60)
        asking = Asking(token_bytes(32), Identity(call_me="Robin"), content, wants_mailbox=False)
        take_in(asking=asking, week=settings.SERVICE.hours, holidays=frozenset())


def store_many(count: int) -> None:
    """Copies of a real arrival: half dealt with, half still waiting behind the first page."""
    from datetime import timedelta

    from waymark.intake.models import Arrival
    from waymark.intake.terms import Lane, Stage
    from waymark.records.ids import new_id

    last = Arrival.objects.order_by("-answer_by").first()
    assert last is not None
    for start in range(0, count, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, count)):
            waits = number % 2 == 0
            rows.append(
                Arrival(
                    id=new_id(),
                    received_on=last.received_on,
                    answer_by=last.answer_by + timedelta(days=1 + number % 300),
                    stage=Stage.WAITING if waits else Stage.ANSWERED,
                    lane=Lane.MESSAGE if waits else Lane.NONE,
                    team=last.team,
                    team_epoch=last.team_epoch,
                    island=last.island,
                    identity=last.identity,
                    content=last.content,
                )
            )
        Arrival.objects.bulk_create(rows)


def founded_intake() -> "SignInSheet":
    """A service, and its one intake member."""
    from waymark.staff.actions.founding import found_service
    from waymark.staff.demonstration import make_people
    from waymark.staff.terms import Role

    return make_people(found_service(name="mona", shown_name="Mona Farrell"))[Role.INTAKE]


def sign_in() -> "Client":
    """A client of the desk with a full session of an intake member."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.test import Client
    from django.utils import timezone

    from waymark.staff import standing
    from waymark.staff.sessions import SessionStore

    sheet = founded_intake()
    session = SessionStore()
    standing.begin_half(session, sheet.member, sheet.secret, timezone.now())
    session.update(
        {
            SESSION_KEY: str(sheet.member.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: sheet.member.get_session_auth_hash(),
        }
    )
    standing.begin_full(session, timezone.now())
    session.save()
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def measure(client: "Client") -> tuple[list[float], list[float], int]:
    """Milliseconds of each request by the clock and of the processor, and the queries of one."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    main, keys = (CaptureQueriesContext(connections[alias]) for alias in ("default", "keys"))
    with main, keys:
        answer = client.get("/inbox")
    queries = len(main) + len(keys)
    assert answer.status_code == 200, answer.status_code
    assert answer.content.count(b" data-line>") == 50
    taken, worked = [], []
    for _ in range(TIMES + 2):
        began, spent = time.perf_counter(), time.thread_time()
        client.get("/inbox")
        worked.append((time.thread_time() - spent) * 1000)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[2:], worked[2:], queries


def work(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="waymark-inbox-") as folder:
        prepare(Path(folder) / "data")
        client = sign_in()
        receive(WAITING)
        few, _worked, queries = measure(client)
        store_many(STORED)
        many, worked, queries_of_many = measure(client)
    report.say("rows on the page", 50)
    report.say("ms, half of them within", percentile(few, 0.5))
    report.say("ms, 95 of 100 within", percentile(few, 0.95))
    report.hold("queries", queries, most=8)
    report.say("messages stored", STORED + WAITING)
    report.hold("ms with many stored, half of them within", percentile(many, 0.5), most=20)
    report.say("ms with many stored, 95 of 100 within", percentile(many, 0.95))
    report.hold("ms of the processor, half of them within", percentile(worked, 0.5), most=20)
    report.hold("queries with many stored", queries_of_many, most=8)


if __name__ == "__main__":
    bench("inbox", work)
