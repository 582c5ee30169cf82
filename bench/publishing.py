"""From an editor's click to every worker, and what two thousand published pages weigh in memory.

A demonstration of its own, on SQLite, with two workers and every language that it has. A published page is
one address: each of the pages that are made here answers in every language. They are made of the real ones'
paragraphs, so that each compresses as a real page does.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.measure import Report, bench, resident_mb
from bench.serving import HOUSE, free_port, running, workers_of
from waymark.config.made_up import make_up_data

WORKERS, PAGES = 2, 2_000
IN_A_ROW = 12
IN_DJANGO = """
import os, sys, time, random, json
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.worker.settings"
import django
django.setup()
from waymark.content.actions import writing
from waymark.content.folders import PackText
from waymark.content.models import Item
from waymark.content.stored import candidate, key_of, live_pack
from waymark.press.models import PressedPage
from waymark.press.publishing import lay_packs_now, publish_now
from waymark.staff.models import Member
from waymark.staff.terms import Role
"""
PUBLISH = """
people = list(Member.objects.all())
editor = next(each for each in people if Role.EDITOR in each.roles)
manager = next(each for each in people if Role.MANAGER in each.roles)
front = Item.objects.get(pack="england-and-wales", kind="page", language="en", name="front")
text = front.text + "\\n" + sys.argv[1] + "\\n"
draft = writing.write(key=key_of(front), text=text, by=editor)
writing.ask_for_review(revision=draft.id, by=editor)
writing.review(revision=draft.id, by=manager)
began = time.time()
publish_now(revisions=[draft.id], by=manager)
print(json.dumps([began, time.time()]))
"""
MANY = """
chance = random.Random(7)
pack = live_pack("england-and-wales")
texts = [text for path, text in pack.files.items() if path.startswith("en/") and path.endswith(".md")]
bodies = [text.split("+++\\n", 2)[2] for text in texts if text.startswith("+++")]
blocks = [block for body in bodies for block in body.split("\\n\\n")]
blocks = [block for block in blocks if ":::" not in block and "{{part" not in block]
signs = "0123456789abcdefghijklmnopqrstuvwxyz"
codes = [a + b + c for a in "zyxwv" for b in signs for c in signs if any(s.isdigit() for s in b + c)]
files, ids = dict(pack.files), []
before = PressedPage.objects.count()
for number in range(int(sys.argv[1]) // len(candidate().library.languages)):
    ids.append(f"many-{number}")
    chosen = "\\n\\n".join(chance.sample(blocks, 24))
    head = f'id = "{ids[-1]}"\\ncode = "{codes[number]}q"\\nheading = "Page {number}"'
    files[f"en/{ids[-1]}.md"] = f"+++\\n{head}\\n+++\\n{chosen}\\n"
files["pack.toml"] += "many = " + json.dumps(ids) + "\\n"
began = time.time()
lay_packs_now([PackText(pack.name, pack.root, files), live_pack("leicestershire")])
print(json.dumps([began, time.time(), PressedPage.objects.count() - before]))
"""


def in_django(script: str, environment: dict[str, str], *arguments: str) -> list[float]:
    """When the last step of the script began and ended, in seconds of the clock, and what else it says."""
    done = subprocess.run(
        [sys.executable, "-c", IN_DJANGO + script, *arguments],
        cwd=HOUSE, env={**os.environ, **environment}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [float(each) for each in json.loads(done.stdout)]


def wait_for_words(port: int, words: str) -> float:
    """The clock when the first of a row of answers with these words came, each on its own connection: the
    server spreads connections over its workers.
    """
    row, since = 0, 0.0
    until = time.time() + 60
    while row < IN_A_ROW:
        if time.time() > until:
            raise SystemExit("a worker still shows the old page after a minute")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            shown = words in answer.read().decode()
        since = since if shown and row else time.time()
        row = row + 1 if shown else 0
    return since


def measure(report: Report) -> None:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-")))
        port = free_port()
        environment = {"WAYMARK_DATA": str(folder), "WAYMARK_PUBLIC_ORIGIN": f"http://127.0.0.1:{port}"}
        make_up_data(folder, demonstration=True)
        waymark = [sys.executable, "-m", "waymark.config"]
        subprocess.run([*waymark, "demo"], cwd=HOUSE, env={**os.environ, **environment}, check=True)
        serve = ["serve", "public", "--port", str(port), "--workers", str(WORKERS)]
        pid = stack.enter_context(running([*waymark, *serve], port, environment))
        say_live(report, port, environment, "few pages", 7)
        before = max(resident_mb(worker) for worker in workers_of(pid))
        began, ended, added = in_django(MANY, environment, str(PAGES))
        report.hold("pages more", added, least=PAGES)
        report.say("pressing them, and the rest of the site anew, s", ended - began)
        time.sleep(5)
        say_live(report, port, environment, f"{PAGES} pages", 2)
        after = max(resident_mb(worker) for worker in workers_of(pid))
        report.hold(f"what {PAGES} published pages add to the largest worker, MB", after - before, most=60)


def say_live(report: Report, port: int, environment: dict[str, str], where: str, times: int) -> None:
    live, spent = [], []
    for number in range(times):
        words = f"Words {where} {number}."
        began, ended = in_django(PUBLISH, environment, words)
        live.append(wait_for_words(port, words) - ended)
        spent.append(ended - began)
    report.hold(f"{where}: from published to live in every worker, s, longest", max(live), most=2)
    report.say(f"{where}: publishing itself, s, each", " ".join(f"{each:.2f}" for each in spent))


if __name__ == "__main__":
    bench("publishing", measure)
